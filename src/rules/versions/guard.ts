import { BUNDLE_VERSION, CHANNEL } from '../../kinds/crd.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { fields, text } from '../../topology/reading/fields.ts'
import type { RuleContext } from '../rule.ts'

/** The admission policy that Gateway API ships since 1.5 to keep its definitions from being replaced by older or experimental ones. */
export const GUARD = 'safe-upgrades.gateway.networking.k8s.io'
export const POLICY = 'admissionregistration.k8s.io/ValidatingAdmissionPolicy'

/** Which bundle versions the guard lets pass. The files of the two channels differ, and so do those of the bundles. */
export interface Guard {
  readonly object: KubeObject
  /** Undefined for the guard that refuses bundles before 1.5 and came with it: it is the same in both channels. */
  readonly channel: 'standard' | 'experimental' | undefined
  /** The bundle that the guard came with, as annotated. */
  readonly version: string | undefined
  accepts(bundleVersion: string | undefined): boolean
}

/**
 * The guard among the objects, read by what its expressions say: its own annotations tell the bundle but not the channel, which is `standard`
 * in both files. Undefined where there is none, or one that somebody has changed.
 */
export function guardIn(snapshot: RuleContext<never>['snapshot']): Guard | undefined {
  const object = snapshot.get({ group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicy', namespace: '', name: GUARD })
  return object && readGuard(object)
}

export function readGuard(object: KubeObject): Guard | undefined {
  const { validations } = fields(object.spec)
  if (!Array.isArray(validations)) return undefined
  const expressions = validations.map(validation => text(fields(validation)['expression']) ?? '')
  const onVersion = expressions.find(expression => expression.includes(BUNDLE_VERSION))
  const onChannel = expressions.find(expression => expression.includes(CHANNEL))
  if (onVersion === undefined || onChannel === undefined) return undefined
  const version = object.metadata.annotations?.[BUNDLE_VERSION]
  const strict = /'\^v1\\+\.\[0-(\d)\]\(\\+\.\|\$\)'/.exec(onVersion)
  if (strict && onVersion.includes("'v0.0.0-dev'")) {
    const old = new RegExp(`^v1\\.[0-${strict[1]}](\\.|$)`)
    const accepts = (bundle: string | undefined) =>
      bundle !== undefined && (bundle === 'v0.0.0-dev' || (bundle.startsWith('v1.') && !old.test(bundle)))
    return { object, channel: 'experimental', version, accepts }
  }
  // Unanchored, with a dot that stands for any character, as the file has it.
  const loose = /'v1\.\[0-(\d)\]\.\\+d\+'/.exec(onVersion)
  if (loose) {
    const old = new RegExp(`v1.[0-${loose[1]}].\\d+`)
    const candidates = onVersion.includes("'-(rc)'")
    const accepts = (bundle: string | undefined) =>
      bundle !== undefined && ((candidates && bundle.includes('-rc')) || (!old.test(bundle) && !bundle.includes('v0')))
    return { object, channel: loose[1] === '4' ? undefined : 'standard', version, accepts }
  }
  return undefined
}

/** The group that the guard watches; kinds of the X group pass. */
export const isGuarded = (crd: KubeObject): boolean => fields(crd.spec)['group'] === 'gateway.networking.k8s.io'
