// Published definitions read and compared, for test/kinds.test.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { loadAll } from 'js-yaml'
import { bundleOf } from '../../src/kinds/catalogue.ts'
import type { Bundle, Channel } from '../../src/kinds/presence.ts'

/** Folders of releases: those that stand beside the checkout, and the one that scripts/gateway-api.sh fetches. */
const places = ['../shared/crds/gateway-api', join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'gatewright/gateway-api')]

const releases = new Map<string, string>()
for (const place of places.filter(existsSync)) {
  for (const name of readdirSync(place)) if (/^v\d/.test(name)) releases.set(bundleOf(name), join(place, name))
}

/** Why nothing can be compared with the published definitions of a bundle; false where they are here. */
export const missing = (bundle: Bundle): string | false =>
  releases.has(bundle)
    ? false
    : `no published definitions of Gateway API ${bundle} here: they are not part of this repository; scripts/gateway-api.sh fetches the newest`

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Left out on both sides: texts, which are ours here and theirs there, and what no answer of an API server depends on. */
const TEXTS = new Set(['description', 'deprecationWarning'])
const ASIDE = new Set(['additionalPrinterColumns', 'creationTimestamp'])

export function structure(value: Json): Json {
  if (Array.isArray(value)) return value.map(structure)
  if (typeof value !== 'object' || value === null) return value
  const kept: { [key: string]: Json } = {}
  for (const key of Object.keys(value).sort()) {
    const inner = value[key]!
    if (ASIDE.has(key) || (TEXTS.has(key) && typeof inner === 'string')) continue
    kept[key] = key === 'x-kubernetes-validations' ? (inner as { [key: string]: Json }[]).map(withoutTexts) : structure(inner)
  }
  return kept
}

const withoutTexts = ({ rule: _, message: __, ...rest }: { [key: string]: Json }) => rest

export function definitions(list: readonly unknown[]): { [name: string]: Json } {
  const byName: { [name: string]: Json } = {}
  for (const crd of list as { kind: string; status?: unknown; metadata: { name: string }; spec: { versions: { name: string }[] } }[]) {
    if (crd?.kind !== 'CustomResourceDefinition') continue
    const { status: _, ...rest } = crd
    const versions = [...crd.spec.versions].sort((a, b) => (a.name < b.name ? -1 : 1))
    byName[crd.metadata.name] = structure({ ...rest, spec: { ...crd.spec, versions } } as unknown as Json)
  }
  return byName
}

const folders = new Map<string, unknown[]>()

export function read(bundle: Bundle, channel: Channel): unknown[] {
  const folder = join(releases.get(bundle)!, channel)
  const known = folders.get(folder) ?? readdirSync(folder).flatMap(file => loadAll(readFileSync(join(folder, file), 'utf8')))
  folders.set(folder, known)
  return known
}

/** Paths at which two structures differ, at most a few. */
export function differences(want: Json | undefined, got: Json | undefined, at = '', found: string[] = []): string[] {
  if (found.length >= 10 || JSON.stringify(want) === JSON.stringify(got)) return found
  const both = [want, got]
  if (both.every(side => typeof side === 'object' && side !== null) && Array.isArray(want) === Array.isArray(got)) {
    const [a, b] = both as [{ [key: string]: Json }, { [key: string]: Json }]
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) differences(a[key], b[key], `${at}/${key}`, found)
  } else found.push(`${at}: published ${JSON.stringify(want)?.slice(0, 200)}, derived ${JSON.stringify(got)?.slice(0, 200)}`)
  return found
}

/** Keys sorted, and integers told from floats, so that equal objects give equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null || value.constructor !== Object) return JSON.stringify(value) ?? 'undefined'
  return `{${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${key}:${canonical(inner)}`)}}`
}

export interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  additionalProperties?: Schema
  'x-kubernetes-preserve-unknown-fields'?: boolean
}

/** Whether values can stand at `spec.rules[].backendRefs[]` and the like. A map of any name, `{}`, also goes over named properties. */
export function reachable(schemas: Schema[], steps: string[]): boolean {
  const [step, ...rest] = steps
  if (step === undefined) return schemas.length > 0
  if (schemas.some(schema => schema['x-kubernetes-preserve-unknown-fields'])) return true
  const next = schemas.flatMap(schema => {
    if (step === '[]') return schema.items ?? []
    if (step === '{}') return schema.additionalProperties ?? Object.values(schema.properties ?? {})
    return schema.properties?.[step] ?? []
  })
  return reachable(next, rest)
}

export interface Definition {
  kind: string
  spec: {
    group: string
    scope: string
    names: { kind: string; plural: string; shortNames?: string[] }
    versions: { name: string; schema: { openAPIV3Schema: Schema } }[]
  }
}
