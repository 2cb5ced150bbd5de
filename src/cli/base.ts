import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { ObjectRef } from '../diagnostics/finding.ts'
import { type LintOptions, lint } from '../engine/lint.ts'
import { refKey, refOf } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { createReport, type Report, type Reported, Sources } from '../report/index.ts'
import { CliError, EXIT } from './exit.ts'
import { type Inputs, readInputs } from './inputs.ts'

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
  const root = git(['rev-parse', '--show-toplevel'], `${ref} is no folder, and the current folder is no git repository`).trim()
  const commit = git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    `${ref} is neither a folder nor a commit of this repository`,
  ).trim()
  const inside = paths.map(path => relative(root, resolve(path)) || '.').filter(path => !path.startsWith('..'))
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-base-'))
  try {
    const listed = git(['ls-tree', '-r', '--name-only', '--full-tree', commit, '--', ...inside.filter(path => path !== '.')], '').trim()
    if (listed === '') return { files: [], problems: [] }
    const archive = spawnSync('git', ['archive', '--format=tar', commit, ...(inside.includes('.') ? [] : existingIn(listed, inside))], {
      cwd: root,
      maxBuffer: 1 << 30,
    })
    const unpacked = spawnSync('tar', ['-xf', '-', '-C', folder], { input: archive.stdout })
    if (archive.status !== 0 || unpacked.status !== 0)
      throw new CliError(`cannot read ${ref} with git: ${archive.stderr}${unpacked.stderr}`, EXIT.unreadable)
    return await readInputs([folder])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Those of the paths that the commit has. */
function existingIn(listed: string, paths: readonly string[]): string[] {
  const files = listed.split('\n')
  return paths.filter(path => files.some(file => file === path || file.startsWith(`${path}/`)))
}

function git(args: readonly string[], problem: string): string {
  const { status, stdout, error } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error !== undefined || status !== 0) throw new CliError(problem === '' ? `git ${args[0]} failed` : problem)
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
