import { existsSync, watch } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { catalogue } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { type Definition, servedKinds } from '../policy/served.ts'
import { type CaseResult, type PolicySuite, runSuite } from '../policy/suite.ts'
import { escapeXml } from '../report/xml.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { readInputs } from './inputs.ts'
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
  const code = await run()
  if (flags.watch !== true) return code
  return await runAgain(folders, run)
}

/** Runs until the user ends it. Several changes within a moment are one. */
function runAgain(folders: readonly string[], run: () => Promise<ExitCode>): Promise<ExitCode> {
  let pending: NodeJS.Timeout | undefined
  for (const folder of folders) {
    watch(folder, { recursive: true }, () => {
      clearTimeout(pending)
      pending = setTimeout(
        () => void run().catch(error => process.stderr.write(`gatewright: ${error instanceof Error ? error.message : error}\n`)),
        50,
      )
    })
  }
  process.stderr.write('watching for changes\n')
  return new Promise(resolve => process.once('SIGINT', () => resolve(EXIT.clean)))
}

async function runAll(folders: readonly string[], flags: Flags): Promise<SuiteResult[]> {
  const inputs = await readInputs(folders)
  if (inputs.problems.length > 0) throw new CliError(inputs.problems.map(({ message }) => message).join('\n'), EXIT.unreadable)
  const suites = inputs.files.flatMap(({ source, documents }) =>
    documents
      .map(document => document.object as PolicySuite)
      .filter(isSuite)
      .map(suite => ({ file: source.name, suite })),
  )
  if (suites.length === 0)
    throw new CliError(`there is no PolicyTest in ${folders.join(', ')}: see docs/policies.md for how to write one`, EXIT.usage)
  const { gatewayApi, kubernetes, crds } = await settings(flags, folders, [])
  const kinds = servedKinds([...catalogue(gatewayApi).crds(), ...crds] as Definition[])
  const results: SuiteResult[] = []
  for (const { file, suite } of suites) results.push({ file, results: runSuite(suite, await filesOf(file, suite), kinds, kubernetes) })
  return results
}

const isSuite = (object: PolicySuite): boolean => object?.kind === 'PolicyTest' && String(object.apiVersion).startsWith('gatewright.io/')

async function filesOf(file: string, { files }: PolicySuite): Promise<KubeObject[]> {
  const beside = (name: string) => join(dirname(file), name)
  const wanted = files?.map(beside) ?? USUAL.map(beside).filter(existsSync)
  const { files: read, problems } = await readInputs(wanted)
  const broken = [...problems, ...read.flatMap(one => one.problems)].filter(({ kind }) => kind.startsWith('unreadable'))
  if (broken.length > 0) throw new CliError(`${file}: ${broken[0]!.message}`, EXIT.unreadable)
  return read.flatMap(one => one.documents.map(document => document.object as KubeObject))
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
    return `${lines.join('\n')}\n\n${all.length - failed} passed, ${failed} failed in ${suites.length} suites\n`
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
