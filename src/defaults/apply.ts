import type { FieldEdit } from '../diagnostics/finding.ts'
import { refOf, type Snapshot } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { kindName } from '../rules/kind-name.ts'
import { createTopology } from '../topology/index.ts'
import type { Topology } from '../topology/topology.ts'
import { DEFAULTED, namesIn, SKIP_DEFAULTS } from './annotations.ts'
import type { DefaultDefinition } from './default.ts'
import { namespaceAnnotation } from './namespace.ts'
import { applyEdits } from './patch.ts'
import type { DefaultsSection } from './settings.ts'

export interface ApplyOptions {
  readonly defaults: readonly DefaultDefinition[]
  readonly settings: DefaultsSection
  readonly door: 'admission' | 'fix'
  /** The controller's profile, for defaults that ask how routes attach. */
  readonly profile?: string
}

/** What became of an object. */
export interface Defaulted {
  readonly object: KubeObject
  readonly edits: readonly FieldEdit[]
  readonly applied: readonly { readonly name: string; readonly note: string; readonly edits: readonly FieldEdit[] }[]
}

/**
 * Fills in what is missing, one default after the other. Admission lists them in an annotation, so that who wonders where a field came
 * from need not ask; in files the diff says it. Applying this to its own result changes nothing.
 */
export function applyDefaults(object: KubeObject, snapshot: Snapshot, options: ApplyOptions): Defaulted {
  const { group, kind } = refOf(object)
  const name = kindName(group, kind)
  const skipped = skippedBy(object, snapshot)
  const applied: { name: string; note: string; edits: readonly FieldEdit[] }[] = []
  const edits: FieldEdit[] = []
  let current = object
  for (const definition of options.defaults) {
    if (!definition.kinds.includes(name) || !isWanted(definition, options) || skipped.has('all') || skipped.has(definition.name)) continue
    const world = snapshot.with(current)
    let topology: Topology | undefined
    const filling = definition.fill(current, {
      snapshot: world,
      topology: () => (topology ??= createTopology(world, options.profile === undefined ? {} : { profile: options.profile })),
      settings: options.settings,
    })
    if (filling === undefined) continue
    current = applyEdits(current, filling.edits)
    edits.push(...filling.edits)
    applied.push({ name: definition.name, note: filling.note, edits: filling.edits })
  }
  if (applied.length > 0 && options.door === 'admission') {
    const listed = new Set([...namesIn(current.metadata.annotations?.[DEFAULTED]), ...applied.map(({ name }) => name)])
    const edit: FieldEdit = { op: 'set', at: ['metadata', 'annotations', DEFAULTED], value: [...listed].sort().join(',') }
    if (current.metadata.annotations?.[DEFAULTED] !== edit.value) {
      current = applyEdits(current, [edit])
      edits.push(edit)
    }
  }
  return { object: current, edits, applied }
}

function isWanted({ name, admission, fix }: DefaultDefinition, { settings, door }: ApplyOptions): boolean {
  const setting = settings[name]
  if (setting !== undefined) return setting !== false
  return door === 'admission' ? admission : fix
}

function skippedBy(object: KubeObject, snapshot: Snapshot): ReadonlySet<string> {
  const own = namesIn(object.metadata.annotations?.[SKIP_DEFAULTS])
  const inherited = namesIn(namespaceAnnotation(object, SKIP_DEFAULTS, { snapshot }))
  return new Set([...own, ...inherited])
}
