import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { decodeText, type ProblemKind, readSource, type SourceFile, type SourceProblem } from '../source/index.ts'
import { atItsPlace, isUnreadable } from '../source/problem.ts'
import { unreadable } from '../source/unreadable.ts'
import { CliError, EXIT } from './exit.ts'
import { isKustomization, patchFiles } from './kustomize.ts'

export interface Inputs {
  readonly files: readonly SourceFile[]
  /** Files that could not be read. */
  readonly problems: readonly SourceProblem[]
}

/** Larger files are no manifests; reading them would only fill the memory. */
const MAX_FILE = 64 * 1024 * 1024

const MANIFEST = /\.(ya?ml|json)$/i
const PASSED_OVER = new Set(['node_modules', '.git'])

/** A file to read; `named` where the user named it and did not only name a folder around it. */
interface Candidate {
  readonly path: string
  readonly named: boolean
}

/**
 * Reads files, folders (YAML and JSON in them, at any depth), globs, and `-` for standard input.
 * Every failure is a problem of that file; the others are read all the same. `onFile` hears of each file before it is read.
 */
export async function readInputs(paths: readonly string[], onFile: (done: number, total: number) => void = () => {}): Promise<Inputs> {
  const problems: SourceProblem[] = []
  const candidates: Candidate[] = []
  for (const path of paths) {
    if (path === '-') candidates.push({ path, named: true })
    else if (isGlob(path)) for (const found of await expand(path, problems)) candidates.push({ path: found, named: true })
    else collect(path, candidates, problems)
  }
  const patches = patchesAmong(candidates)
  const files: SourceFile[] = []
  const seen = new Set<string>()
  for (const [done, candidate] of candidates.entries()) {
    const { path, named } = candidate
    onFile(done, candidates.length)
    if (seen.has(path)) continue
    seen.add(path)
    const text = read(candidate)
    const kustomization = named ? undefined : patches.get(path)
    if ('problem' in text) problems.push(problem(path, text.problem))
    else if (kustomization !== undefined) files.push(unbuilt(path, kustomization))
    // In a folder lies much that is YAML but no manifest; only what could be one is read.
    else if (named || text.text.includes('apiVersion'))
      files.push(named ? insist(readSource(path, text.text)) : readSource(path, text.text))
  }
  return { files, problems }
}

/** @throws CliError where anything could not be read: an answer from half of the objects would be wrong. */
export function insistReadable({ files, problems }: Inputs): readonly SourceFile[] {
  const broken = [...problems, ...files.flatMap(file => file.problems)].filter(isUnreadable)
  if (broken.length > 0) throw new CliError(broken.map(atItsPlace).join('\n'), EXIT.unreadable)
  return files
}

export const isGlob = (path: string): boolean => /[*?[\]{}!]/.test(path) && stat(path) === undefined

async function expand(pattern: string, problems: SourceProblem[]): Promise<string[]> {
  const { globSync } = await import('tinyglobby')
  const found = globSync(pattern, { dot: false, expandDirectories: false, absolute: pattern.startsWith('/') }).sort()
  if (found.length === 0) problems.push(problem(pattern, `cannot read ${pattern}: no file matches`))
  return found
}

function collect(path: string, candidates: Candidate[], problems: SourceProblem[]): void {
  const found = stat(path)
  if (found === undefined) {
    problems.push(problem(path, whyNot(path)))
  } else if (found.isDirectory()) {
    const before = candidates.length + problems.length
    walk(path, [], candidates, problems)
    if (candidates.length + problems.length === before)
      problems.push(problem(path, `cannot find anything in ${path}: no YAML or JSON file below it`))
  } else candidates.push({ path, named: true })
}

/** Files below a folder in the order of their names. `above` are the folders on the way here, so that circular links end. */
function walk(folder: string, above: readonly string[], candidates: Candidate[], problems: SourceProblem[]): void {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    problems.push(problem(folder, unreadable(folder, error)))
    return
  }
  const here = [...above, folder]
  // As `join` writes it, once for all the names in the folder.
  const prefix = join(folder, '_').slice(0, -1)
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (PASSED_OVER.has(entry.name)) continue
    const path = prefix + entry.name
    if (entry.isFile()) {
      if (MANIFEST.test(entry.name)) candidates.push({ path, named: false })
    } else if (entry.isDirectory()) walk(path, here, candidates, problems)
    else if (entry.isSymbolicLink()) follow(path, here, candidates, problems)
  }
}

/** What a link in a folder leads to. Only links can lead in circles. */
function follow(path: string, above: readonly string[], candidates: Candidate[], problems: SourceProblem[]): void {
  const found = stat(path)
  if (found === undefined) {
    if (MANIFEST.test(path)) problems.push(problem(path, whyNot(path)))
  } else if (found.isDirectory()) {
    const real = realpathSync(path)
    if (above.some(folder => realpathSync(folder) === real))
      problems.push(problem(path, `${path} is a link to a folder that it lies in; it was not followed`))
    else walk(path, above, candidates, problems)
  } else if (found.isFile() && MANIFEST.test(path)) candidates.push({ path, named: false })
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function whyNot(path: string): string {
  try {
    statSync(path)
    return `cannot read ${path}: it has changed`
  } catch (error) {
    return unreadable(path, error)
  }
}

type Read = { readonly text: string } | { readonly problem: string }

function read({ path, named }: Candidate): Read {
  if (path === '-') return readStream()
  try {
    const file = openSync(path, 'r')
    try {
      // What was found in a folder is a file, and nearly always a short one.
      const short = named ? undefined : bytesOf(file, SHORT)
      if (short !== undefined && short.length < SHORT) return decode(path, short)
      const found = fstatSync(file)
      if (found.isFile() && found.size > 0) return found.size > MAX_FILE ? tooLarge(path) : decode(path, bytesOf(file, found.size))
      // Pipes, and files that say nothing of their size, are read to their end.
      if (found.isFile() || found.isFIFO() || found.isCharacterDevice() || found.isSocket()) return decode(path, readFileSync(file))
      return { problem: `cannot read ${path}: it is no file` }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return { problem: unreadable(path, error) }
  }
}

const SHORT = 65_536
let desk = Buffer.alloc(0)

/** The first `size` bytes of a file, until the next one is read. */
function bytesOf(file: number, size: number): Buffer {
  if (desk.length < size) desk = Buffer.allocUnsafe(Math.max(size, SHORT))
  let length = 0
  while (length < size) {
    const count = readSync(file, desk, length, size - length, length)
    if (count === 0) break
    length += count
  }
  return desk.subarray(0, length)
}

function tooLarge(path: string): { problem: string } {
  return {
    problem: `cannot read ${path}: it is larger than ${MAX_FILE / 1024 / 1024} MiB; no API server accepts an object of more than 3 MiB`,
  }
}

/** Standard input, up to the limit. */
function readStream(): Read {
  const chunks: Buffer[] = []
  let size = 0
  for (;;) {
    const chunk = Buffer.allocUnsafe(65_536)
    let count: number
    try {
      count = readSync(0, chunk, 0, chunk.length, null)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EAGAIN') {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
        continue
      }
      if (code === 'EOF') break
      return { problem: unreadable('standard input', error) }
    }
    if (count === 0) break
    size += count
    if (size > MAX_FILE) return tooLarge('standard input')
    chunks.push(chunk.subarray(0, count))
  }
  return decode('standard input', Buffer.concat(chunks))
}

function decode(name: string, bytes: Uint8Array): Read {
  const decoded = decodeText(bytes)
  return 'problem' in decoded ? { problem: `cannot read ${name}: ${decoded.problem}` } : decoded
}

function problem(file: string, message: string, kind: ProblemKind = 'unreadable-file'): SourceProblem {
  return { kind, file, message }
}

/** Files that kustomizations use as patches, each with the folder of its kustomization. */
function patchesAmong(candidates: readonly Candidate[]): ReadonlyMap<string, string> {
  const patches = new Map<string, string>()
  for (const candidate of candidates) {
    const { path } = candidate
    if (!isKustomization(path)) continue
    const text = read(candidate)
    if ('text' in text) for (const patch of patchFiles(path, text.text)) patches.set(patch, dirname(path))
  }
  return patches
}

function unbuilt(path: string, folder: string): SourceFile {
  return {
    ...readSource(path, ''),
    problems: [
      {
        kind: 'unrendered-template',
        file: path,
        message: `this is a patch of the kustomization in ${folder}, so it was not checked`,
        hint: `Build it first: kubectl kustomize ${folder} | gatewright lint -`,
      },
    ],
  }
}

/** A file that the user names is meant to be checked: a template in it is an error, not a remark. */
function insist(file: SourceFile): SourceFile {
  if (!file.problems.some(({ kind }) => kind === 'unrendered-template')) return file
  return {
    ...file,
    problems: file.problems.map(found => (found.kind === 'unrendered-template' ? { ...found, kind: 'unreadable-document' } : found)),
  }
}
