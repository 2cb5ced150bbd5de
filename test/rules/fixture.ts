import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Finding, ObjectRef } from '../../src/diagnostics/finding.ts'
import type { Options } from '../../src/engine/evaluate.ts'
import { evaluate } from '../../src/engine/evaluate.ts'
import { completeAs, createSnapshot, parseCompleteKind, refKey, refOf, type Snapshot } from '../../src/inventory/index.ts'
import { groupOf, type KubeObject } from '../../src/inventory/object.ts'
import type { RuleDefinition } from '../../src/rules/rule.ts'
import type { SourceDocument } from '../../src/source/document.ts'
import { readSource } from '../../src/source/index.ts'

/**
 * A fixture: manifests in YAML with `# want CODE "part of the message"` on each line where a finding must stand; several on one line stand one
 * after the other. A comment `# gatewright: OPTION...` before the first object sets what is known about the world:
 * `complete=Service,Namespace/shop|all`, `profile=NAME`, `gateway-api=1.6/experimental`, `kubernetes=1.36`, `now=2026-01-01T00:00:00Z`,
 * `old=FILE` (the stored versions, in the same folder).
 */
export interface Fixture {
  readonly file: string
  readonly documents: readonly SourceDocument[]
  readonly objects: readonly KubeObject[]
  readonly wants: readonly Want[]
  readonly options: Options
  readonly complete: readonly string[]
}

export interface Want {
  readonly code: string
  readonly part: string
  readonly line: number
}

/** Every fixture below a folder. Files that start with `_` serve others. */
export function fixtureFiles(folder: string): string[] {
  return readdirSync(folder)
    .flatMap(name => {
      const path = join(folder, name)
      if (statSync(path).isDirectory()) return fixtureFiles(path)
      return name.endsWith('.yaml') && !name.startsWith('_') ? [path] : []
    })
    .sort()
}

export function readFixture(file: string): Fixture {
  const text = readFileSync(file, 'utf8')
  const settings = new Map<string, string>()
  for (const [, line] of text.matchAll(/^# gatewright: (.*)$/gm)) {
    for (const option of line!.trim().split(/\s+/)) {
      const [key, value] = option.split('=')
      settings.set(key!, value ?? '')
    }
  }
  const unknown = [...settings.keys()].find(key => !['complete', 'profile', 'gateway-api', 'kubernetes', 'now', 'old'].includes(key))
  if (unknown !== undefined) throw new Error(`${file}: ${unknown} is no option of a fixture`)
  const { documents, problems } = readSource(file, text)
  if (problems[0] !== undefined) throw new Error(`${file}: ${problems[0].message}`)
  const [version = '1.6', channel = 'experimental'] = (settings.get('gateway-api') ?? '').split('/').filter(part => part !== '')
  const stored = settings.get('old')
  const old = new Map(
    stored === undefined ? [] : readFixture(join(dirname(file), stored)).objects.map(object => [refKey(refOf(object)), object]),
  )
  const now = settings.get('now')
  return {
    file,
    documents,
    objects: documents.map(document => document.object as KubeObject),
    wants: wantsOf(text),
    complete: (settings.get('complete') ?? '').split(',').filter(part => part !== ''),
    options: {
      gatewayApi: { version, channel: channel as 'standard' | 'experimental' },
      kubernetes: settings.get('kubernetes') ?? '1.36',
      profile: settings.get('profile') ?? 'conformant',
      ...(now !== undefined && { now }),
      ...(stored !== undefined && { old: (ref: ObjectRef) => old.get(refKey(ref)) }),
    },
  }
}

export function snapshotOf({ file, objects, complete }: Fixture): Snapshot {
  if (complete.includes('all')) return createSnapshot(objects, { complete: () => true })
  const kinds = complete.map(text => {
    const kind = parseCompleteKind(text)
    if (kind === undefined || kind === 'all') throw new Error(`${file}: cannot read complete=${text}`)
    return kind
  })
  return createSnapshot(objects, { complete: completeAs(kinds) })
}

/** What one rule finds in a fixture, with the line of each finding. The rule runs even where it is off by default. */
export function findings(rule: RuleDefinition, fixture: Fixture, snapshot: Snapshot): readonly (Finding & { readonly line: number })[] {
  const severities = rule.recommended === false ? { [rule.code]: rule.severity } : {}
  const result = evaluate(snapshot, 'all', { ...fixture.options, severities, rules: [rule] })
  const [failure] = result.failures
  if (failure !== undefined) throw failure.cause
  return result.findings.map(finding => ({ ...finding, line: lineOf(fixture, finding) }))
}

function lineOf(fixture: Fixture, finding: Finding): number {
  const index = fixture.objects.findIndex(
    object => refKey(refOf(object)) === refKey(finding.object) && groupOf(object.apiVersion) === finding.object.group,
  )
  return fixture.documents[index]?.locate(finding.at, 'key').start.line ?? 0
}

function wantsOf(text: string): Want[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(/# want (GWA-[A-Z0-9]+-\d+)(?: "(.*?)"(?=\s*(?:# want|$)))?/g)].map(([, code, part]) => ({
      code: code!,
      part: part ?? '',
      line: index + 1,
    })),
  )
}
