import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { ObjectRef } from '../diagnostics/finding.ts'
import { type LintOptions, lint } from '../engine/lint.ts'
import { refKey, refOf } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { createReport, type Report, type Reported, Sources } from '../report/index.ts'
import { CliError, EXIT } from './exit.ts'
import { type Inputs, isGlob, readInputs } from './inputs.ts'

/** The state before a change. */
export interface Base {
  /** The object as it was, for rules about changes. */
  stored(ref: ObjectRef): KubeObject | undefined
  /** What `report` has that the base does not have already. */
  introduced(report: Report, options: LintOptions): Report
}

/**
 * Reads the base: a folder with the same files, or a commit, branch or tag of the repository around the current folder.
 * @throws CliError
 */
export async function readBase(base: string, paths: readonly string[]): Promise<Base> {
  const inputs = await readBaseInputs(base, paths)
  const objects = inputs.files.flatMap(file => file.documents.map(document => document.object as KubeObject))
  const known = new Map(objects.map(object => [refKey(refOf(object)), object]))
  return {
    stored: ref => known.get(refKey(ref)),
    introduced(report, options) {
      const sources = new Sources()
      for (const file of inputs.files) sources.add(file)
      const before = createReport({ ...lint(objects, options), objects: objects.length }, sources)
      return subtract(report, before)
    },
  }
}

/**
 * The files of a base as they stand there.
 * @throws CliError
 */
export async function readBaseInputs(base: string, paths: readonly string[]): Promise<Inputs> {
  const isFolder = existsSync(base) && statSync(base).isDirectory()
  return isFolder ? readInputs(inFolder(base, paths)) : fromGit(base, paths)
}

/** The same paths below the base folder; the folder itself where none of them is there. */
function inFolder(base: string, paths: readonly string[]): string[] {
  const there = paths.filter(path => !isAbsolute(path)).map(path => join(base, path))
  const existing = there.filter(path => existsSync(path))
  return existing.length > 0 ? existing : [base]
}

async function fromGit(ref: string, paths: readonly string[]): Promise<Inputs> {
  if (paths.includes('-'))
    throw new CliError(`${ref} is no folder, and a commit has nothing to compare standard input with: name files, or a folder as the base`)
  const root = git(['rev-parse', '--show-toplevel'], `${ref} is no folder, and the current folder is no git repository`).trim()
  const commit = git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    `${ref} is neither a folder nor a commit of this repository`,
  ).trim()
  const inside = paths.map(path => relative(root, physical(path)) || '.').filter(path => !path.startsWith('..'))
  if (inside.length === 0) throw new CliError(`${ref} is a commit of ${root}, and nothing of what is to be read lies there`)
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-base-'))
  try {
    const fixed = inside.map(beforeGlob)
    const listed = git(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, '--', ...fixed.filter(path => path !== '.')], '')
    // Not with `git archive`: it leaves out what .gitattributes keeps from releases.
    const env = { ...process.env, GIT_INDEX_FILE: join(folder, '.git-index') }
    git(['read-tree', commit], '', { env })
    git(['checkout-index', '-z', '--stdin', `--prefix=${folder}/`], '', { env, cwd: root, input: listed })
    const { files, problems } = await readInputs(inside.map(path => join(folder, path)))
    // What the commit does not have is new.
    return { files, problems: problems.filter(({ file }) => existsSync(file)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where a path really is: git knows the root of a repository without links. */
const physical = (path: string): string => (existsSync(path) ? realpathSync(path) : resolve(path))

/** The folder below which a glob may find something; any other path as it is. */
function beforeGlob(path: string): string {
  if (!isGlob(path)) return path
  const steps = path.split('/')
  return steps.slice(0, steps.findIndex(isGlob)).join('/') || '.'
}

function git(args: readonly string[], problem: string, options: SpawnSyncOptions = {}): string {
  const { status, stdout, error } = spawnSync('git', args, { ...options, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error !== undefined || status !== 0)
    throw problem === '' ? new CliError(`git ${args[0]} failed`, EXIT.unreadable) : new CliError(problem)
  return stdout
}

/** Leaves out what was there before, as often as it was there: findings are the same when code, object and message are. */
function subtract(report: Report, before: Report): Report {
  const counts = new Map<string, number>()
  for (const finding of before.findings) counts.set(identity(finding), (counts.get(identity(finding)) ?? 0) + 1)
  const findings = report.findings.filter(finding => {
    const key = identity(finding)
    const left = counts.get(key) ?? 0
    counts.set(key, left - 1)
    return left <= 0
  })
  const count = (severity: string) => findings.filter(finding => finding.severity === severity).length
  const summary = { ...report.summary, errors: count('error'), warnings: count('warning'), infos: count('info') }
  const old = report.findings.length - findings.length
  const notes =
    old === 0
      ? report.notes
      : [`${old} ${old === 1 ? 'finding was' : 'findings were'} there before and ${old === 1 ? 'is' : 'are'} not shown.`, ...report.notes]
  return { ...report, findings, summary, notes }
}

/** Free of positions and of list indices, so that a line moved is no finding gained. */
function identity({ code, object, path, message }: Reported): string {
  return [code, refKey(object), path.replace(/\[\d+\]/g, '[]'), message.replace(/\[\d+\]/g, '[]')].join('\n')
}
