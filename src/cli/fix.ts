import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { applyDefaults, defaults } from '../defaults/index.ts'
import type { FieldEdit } from '../diagnostics/finding.ts'
import { lint } from '../engine/lint.ts'
import { refOf, type Snapshot } from '../inventory/index.ts'
import { catalogue } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { decodeText, readSource, type SourceDocument, type SourceFile } from '../source/index.ts'
import { isUnreadable } from '../source/problem.ts'
import { visible } from '../values/visible.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { explicitDefaults } from './fix/explicit.ts'
import { type Proposal, rewrite } from './fix/rewrite.ts'
import { unifiedDiff } from './fix/unified-diff.ts'
import { placeFlags } from './flags.ts'
import { readInputs } from './inputs.ts'
import type { LiveFlags } from './live.ts'
import { type PlaceFlags, type Settings, settings } from './settings.ts'

interface Flags extends PlaceFlags, LiveFlags {
  readonly diff?: boolean
  readonly check?: boolean
  readonly suggested?: boolean
  readonly explicit?: boolean
}

/** `gatewright fix`: the defaults of admission and the safe fixes of rules, written where Git can see them. */
export function fixCommand(): Command {
  const command = new Command('fix')
    .summary('fill in defaults and repair what can be repaired safely')
    .description(
      'Writes into the files what admission would fill in, and the safe fixes of findings. Comments, order and quotes stay as they are.\n' +
        'What depends on other objects (a default Gateway, the domain of a namespace) is taken from the files, or from the cluster with --live.',
    )
    .argument('<path...>', 'files, folders, globs, or - for standard input')
  return placeFlags(command)
    .option('--diff', 'write nothing, show what would change')
    .option('--check', 'write nothing, exit with 1 where something would change')
    .option('--suggested', 'also make the fixes that change what a configuration means')
    .option('--explicit', 'also write down the defaults of the API, which GitOps tools otherwise see as drift')
    .option('--live', 'look at the cluster for namespaces, classes and Services')
    .option('--kubeconfig <file>', 'with --live: the kubeconfig to use')
    .option('--context <name>', 'with --live: the context to use')
    .action(async (paths: string[], flags: Flags) => {
      process.exitCode = await run(paths, flags)
    })
}

/** A fix may make room for another; more rounds than this are two fixes that undo each other. */
const ROUNDS = 10

async function run(paths: readonly string[], flags: Flags): Promise<ExitCode> {
  const { files, problems } = await readInputs(paths)
  for (const { message } of problems) process.stderr.write(`${message}\n`)
  if (files.length === 0) throw new CliError('there is nothing to fix', EXIT.unreadable)
  const place = await settings(flags, paths, objectsOf(files))
  const live = flags.live === true ? await (await import('./live.ts')).readCluster(flags) : undefined
  const { texts, notes, refused } = repair(files, flags, place, live)
  const changed = files.filter(file => texts.get(file.source.name) !== file.source.text)

  for (const file of changed) {
    const text = texts.get(file.source.name) as string
    if (flags.diff === true) process.stdout.write(unifiedDiff(file.source.name, file.source.text, text))
    else if (flags.check !== true && file.source.name !== '-') writeFileSync(file.source.name, text)
  }
  if (files.some(file => file.source.name === '-') && flags.diff !== true && flags.check !== true)
    process.stdout.write(texts.get('-') as string)
  for (const line of [...notes, ...refused]) process.stderr.write(`${visible(line)}\n`)
  process.stderr.write(summary(changed.length, files.length, flags))
  if (problems.length > 0 || files.some(file => file.problems.some(isUnreadable))) return EXIT.unreadable
  return flags.check === true && changed.length > 0 ? EXIT.findings : EXIT.clean
}

function summary(changed: number, total: number, { diff, check }: Flags): string {
  const files = `${total} file${total === 1 ? '' : 's'}`
  if (changed === 0) return `Nothing to fix in ${files}\n`
  return `${diff === true || check === true ? 'Would change' : 'Changed'} ${changed} of ${files}\n`
}

interface Repaired {
  /** The text of each file in the end. */
  readonly texts: ReadonlyMap<string, string>
  readonly notes: readonly string[]
  readonly refused: readonly string[]
}

/** Rounds of proposing and rewriting, until nothing is proposed that was not tried before. */
function repair(given: readonly SourceFile[], flags: Flags, place: Settings, live: Snapshot | undefined): Repaired {
  const notes: string[] = []
  const refused = new Set<string>()
  let files = given
  for (let round = 0; round < ROUNDS; round++) {
    const proposals = proposalsFor(files, flags, place, live).filter(proposal => !refused.has(refusal(proposal)))
    const next = files.map(file => {
      const { text, done, failed } = rewrite(
        file.source.text,
        proposals.filter(proposal => proposal.document.file === file.source.name),
      )
      for (const proposal of done) notes.push(`${proposal.document.file}: ${nameOf(proposal.document)}: ${proposal.note}`)
      for (const { proposal, why } of failed) refused.add(refusal(proposal, why))
      return text === file.source.text ? file : reread(file, text)
    })
    if (next.every((file, i) => file === files[i])) break
    files = next
  }
  return { texts: new Map(files.map(file => [file.source.name, file.source.text])), notes, refused: [...refused] }
}

function reread(file: SourceFile, text: string): SourceFile {
  const decoded = decodeText(Buffer.from(text))
  return readSource(file.source.name, 'text' in decoded ? decoded.text : text)
}

function refusal({ document, note }: Proposal, why = ''): string {
  return `${document.file}: ${nameOf(document)}: left alone: ${note}${why === '' ? '' : ` (${why})`}`
}

function proposalsFor(files: readonly SourceFile[], flags: Flags, place: Settings, live: Snapshot | undefined): Proposal[] {
  const documents = files.flatMap(file => file.documents)
  const objects = objectsOf(files)
  const result = lint(objects, place)
  const snapshot = live === undefined ? result.snapshot : objects.filter(isNamed).reduce((world, object) => world.with(object), live)
  const byObject = new Map(documents.map(document => [document.object, document]))
  const proposals: Proposal[] = []
  const propose = (document: SourceDocument | undefined, edits: readonly FieldEdit[], note: string) => {
    // What a chart rendered is not the place to edit.
    if (document !== undefined && document.chart === undefined && edits.length > 0) proposals.push({ document, edits, note })
  }
  for (const finding of result.findings) {
    const object = result.about.get(finding) ?? objects.find(candidate => isNamed(candidate) && refOf(candidate) === finding.object)
    const document = byObject.get(object ?? result.snapshot.get(finding.object))
    for (const fix of finding.fix ?? []) {
      if (fix.safe || flags.suggested === true) propose(document, fix.edits, `${fix.description} (${finding.code})`)
    }
  }
  for (const document of documents) {
    const object = document.object as KubeObject
    if (!isNamed(object)) continue
    const { applied } = applyDefaults(object, snapshot, {
      defaults,
      settings: place.config.defaults ?? {},
      door: 'fix',
      profile: place.profile,
    })
    for (const { name, note, edits } of applied) propose(document, edits, `${note} (default ${name})`)
    if (flags.explicit !== true) continue
    const schema = catalogue(place.gatewayApi).schemaOf(object.apiVersion, object.kind)
    if (schema !== undefined) propose(document, explicitDefaults(object, schema), 'the defaults of the API are written down')
  }
  return proposals
}

function objectsOf(files: readonly SourceFile[]): KubeObject[] {
  return files.flatMap(file => file.documents.map(document => document.object as KubeObject))
}

function isNamed(object: KubeObject): boolean {
  return typeof object.metadata === 'object' && object.metadata !== null && typeof object.metadata.name === 'string'
}

function nameOf(document: SourceDocument): string {
  const { kind, namespace, name } = refOf(document.object as KubeObject)
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`
}
