import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ConfigError } from '../config/index.ts'
import { parsePolicyTest } from '../config/policy-test.ts'
import { catalogue } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { type Definition, servedKinds } from '../policy/served.ts'
import { type CaseResult, type PolicySuite, runSuite } from '../policy/suite.ts'
import { plural } from '../report/words.ts'
import { escapeXml } from '../report/xml.ts'
import type { SourceDocument, SourceText } from '../source/index.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { insistReadable, readInputs } from './inputs.ts'
import { objectsIn } from './policy-files.ts'
import { type PlaceFlags, settings } from './settings.ts'

interface Flags extends PlaceFlags {
  readonly output: 'text' | 'json' | 'junit'
  readonly watch?: boolean
}

interface SuiteResult {
  readonly file: string
  readonly results: readonly CaseResult[]
}

/** Where a suite looks for its policies when it names no files. */
const USUAL = ['policy.yaml', 'binding.yaml', 'params.yaml']

export async function testPolicies(folders: readonly string[], flags: Flags): Promise<ExitCode> {
  const run = async () => {
    const suites = await runAll(folders, flags)
    process.stdout.write(formats[flags.output](suites))
    return suites.every(({ results }) => results.every(({ passed }) => passed)) ? EXIT.clean : EXIT.findings
  }
  if (flags.watch !== true) return await run()
  const patiently = () => run().catch(error => void process.stderr.write(`gatewright: ${error instanceof Error ? error.message : error}\n`))
  await patiently()
  return await runAgain(folders, patiently)
}

/**
 * Runs until the user ends it. Several changes within a moment are one. Folders are watched rather than files, for editors put new files in the place of
 * old ones.
 */
function runAgain(folders: readonly string[], run: () => Promise<unknown>): Promise<ExitCode> {
  const watchers = new Map<string, FSWatcher>()
  let pending: NodeJS.Timeout | undefined
  const changed = () => {
    clearTimeout(pending)
    pending = setTimeout(() => {
      follow()
      void run()
    }, 50)
  }
  const follow = () => {
    const there = new Set(folders.flatMap(foldersBelow))
    for (const [folder, watcher] of watchers) {
      if (there.has(folder)) continue
      watcher.close()
      watchers.delete(folder)
    }
    for (const folder of there) if (!watchers.has(folder)) watchers.set(folder, watch(folder, changed).on('error', changed))
  }
  follow()
  process.stderr.write('watching for changes\n')
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(pending)
      for (const watcher of watchers.values()) watcher.close()
      resolve(EXIT.clean)
    }
    process.once('SIGINT', end).once('SIGTERM', end)
  })
}

function foldersBelow(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [dirname(path)]
  const below = readdirSync(path, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== 'node_modules')
  return [path, ...below.flatMap(({ name }) => foldersBelow(join(path, name)))]
}

async function runAll(folders: readonly string[], flags: Flags): Promise<SuiteResult[]> {
  // A file that cannot be read would be a suite that nobody misses.
  const suites = insistReadable(await readInputs(folders)).flatMap(({ source, documents }) =>
    documents.filter(isSuite).map(document => ({ file: source.name, suite: parsed(document, source) })),
  )
  if (suites.length === 0)
    throw new CliError(`there is no PolicyTest in ${folders.join(', ')}: see docs/policies.md for how to write one`, EXIT.usage)
  const { gatewayApi, kubernetes, crds } = await settings(flags, folders, [])
  const kinds = servedKinds([...catalogue(gatewayApi).crds(), ...crds] as Definition[])
  const results: SuiteResult[] = []
  for (const { file, suite } of suites) results.push({ file, results: runSuite(suite, await filesOf(file, suite), kinds, kubernetes) })
  return results
}

function isSuite({ object }: SourceDocument): boolean {
  const { apiVersion = 'gatewright.io', kind } = (object ?? {}) as { apiVersion?: unknown; kind?: unknown }
  return kind === 'PolicyTest' && String(apiVersion).startsWith('gatewright.io')
}

function parsed(document: SourceDocument, source: SourceText): PolicySuite {
  try {
    return parsePolicyTest(document, source)
  } catch (error) {
    if (error instanceof ConfigError) throw new CliError(error.message)
    throw error
  }
}

async function filesOf(file: string, { files }: PolicySuite): Promise<KubeObject[]> {
  const beside = (name: string) => join(dirname(file), name)
  return await objectsIn(files?.map(beside) ?? USUAL.map(beside).filter(existsSync))
}

const formats: Readonly<Record<Flags['output'], (suites: readonly SuiteResult[]) => string>> = {
  text(suites) {
    const lines = suites.flatMap(({ file, results }) => [
      relative('.', dirname(file)) || '.',
      ...results.flatMap(({ name, passed, problems }) => [
        `  ${passed ? 'ok  ' : 'FAIL'} ${name}`,
        ...problems.map(problem => `         ${problem}`),
      ]),
    ])
    const all = suites.flatMap(({ results }) => results)
    const failed = all.filter(({ passed }) => !passed).length
    return `${lines.join('\n')}\n\n${all.length - failed} passed, ${failed} failed in ${plural(suites.length, 'suite')}\n`
  },
  json: suites => `${JSON.stringify({ suites }, (_, value) => (typeof value === 'bigint' ? Number(value) : value), 2)}\n`,
  junit(suites) {
    const all = suites.flatMap(({ results }) => results)
    const failures = (results: readonly CaseResult[]) => results.filter(({ passed }) => !passed).length
    const suite = ({ file, results }: SuiteResult) => [
      `  <testsuite name="${escapeXml(file)}" tests="${results.length}" failures="${failures(results)}" errors="0">`,
      ...results.map(({ name, passed, problems }) => {
        const head = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(file)}"`
        return passed
          ? `${head}/>`
          : `${head}><failure message="${escapeXml(problems[0] ?? '')}">${escapeXml(problems.join('\n'))}</failure></testcase>`
      }),
      '  </testsuite>',
    ]
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="gatewright policy test" tests="${all.length}" failures="${failures(all)}" errors="0">`,
      ...suites.flatMap(suite),
      '</testsuites>',
      '',
    ].join('\n')
  },
}
