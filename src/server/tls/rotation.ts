import { X509Certificate } from 'node:crypto'
import type { KeyPair } from './issue.ts'

/** What replicas share in one Secret. Each of them may take the next step; the API server lets one of them. */
export interface RotationState {
  readonly authority: KeyPair
  readonly leaf: KeyPair
  /** An authority that clients are told to trust before anything is signed by it. */
  readonly next?: KeyPair
  /** The certificates of authorities before, trusted until every replica serves a leaf of the new one. */
  readonly previous?: string
  /** When the last step was taken. */
  readonly since: Date
  /** The request for a rotation (an annotation's value) that was last honoured. */
  readonly honoured: string
}

export interface RotationPolicy {
  /** DNS names and addresses of the webhook. */
  readonly names: readonly string[]
  /** Milliseconds. */
  readonly authorityLife: number
  readonly leafLife: number
  /** Renewed when less than this part of its life is left. */
  readonly renewAt: number
  /** Milliseconds between two steps: longer than replicas and API servers need to notice one. */
  readonly settle: number
}

export interface Situation {
  readonly now: Date
  /** The value of the annotation by which a rotation is asked for. */
  readonly requested: string
  /** Whether both webhook configurations carry the bundle of the present state. */
  readonly announced: boolean
  /** PEM certificates that they carry and that are not of this state: of a Secret that was lost, or of whoever made certificates before. */
  readonly foreign?: string
}

const HOUR = 3_600_000

/** PEM certificates that the API server has to trust in this state. */
export function bundleOf(state: RotationState): string {
  return [state.authority.certificate, state.next?.certificate, state.previous]
    .filter(pem => pem !== undefined)
    .map(pem => `${pem.trim()}\n`)
    .join('')
}

/**
 * The next step of a rotation, or undefined where there is none to take. In order: the new authority is trusted beside the old one; then
 * leaves come from it; then the old one is forgotten. Between two steps `settle` passes, so that no replica ever serves a leaf that some
 * API server does not trust yet, or no longer.
 */
export async function nextStep(
  state: RotationState | undefined,
  policy: RotationPolicy,
  situation: Situation,
): Promise<RotationState | undefined> {
  const { now, requested, announced, foreign = '' } = situation
  if (state === undefined) return besides(foreign, await firstState(policy, situation))
  if (takesOver(state, foreign)) return besides(foreign, { ...state, since: now })
  const settled = announced && now.getTime() - state.since.getTime() >= policy.settle
  if (state.next !== undefined) {
    if (!settled) return undefined
    const leaf = await newLeaf(state.next, policy, now)
    return { authority: state.next, leaf, previous: state.authority.certificate, since: now, honoured: state.honoured }
  }
  if (state.previous !== undefined) {
    if (!settled) return undefined
    return { authority: state.authority, leaf: state.leaf, since: now, honoured: state.honoured }
  }
  if (isDue(state.authority, policy.renewAt, now) || requested !== state.honoured) {
    return { ...state, next: await newAuthority(policy, now), since: now, honoured: requested }
  }
  if (isDue(state.leaf, policy.renewAt, now) || !covers(state.leaf, policy.names)) {
    return { ...state, leaf: await newLeaf(state.authority, policy, now), since: now }
  }
  return undefined
}

/** Whether clients would stop to trust others as soon as our bundle is announced. */
export function takesOver(state: RotationState, foreign: string): boolean {
  return foreign !== '' && state.next === undefined && state.previous === undefined
}

/** Replicas that serve a leaf of somebody else go on being trusted for a while. */
function besides(foreign: string, state: RotationState): RotationState {
  return foreign === '' ? state : { ...state, previous: foreign }
}

async function firstState(policy: RotationPolicy, { now, requested }: Situation): Promise<RotationState> {
  const authority = await newAuthority(policy, now)
  return { authority, leaf: await newLeaf(authority, policy, now), since: now, honoured: requested }
}

/** Loaded when there is something to issue: most starts find all they need in the Secret. */
const issuing = () => import('./issue.ts')

async function newAuthority({ authorityLife }: RotationPolicy, now: Date): Promise<KeyPair> {
  const { issueAuthority } = await issuing()
  return await issueAuthority(`gatewright ${now.toISOString()}`, validity(now, authorityLife))
}

async function newLeaf(authority: KeyPair, { leafLife, names }: RotationPolicy, now: Date): Promise<KeyPair> {
  const { issueLeaf } = await issuing()
  return await issueLeaf(authority, { ...validity(now, leafLife), commonName: names[0] ?? 'gatewright', names, usage: 'server' })
}

/** Begins an hour ago: clocks differ. */
function validity(now: Date, life: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now.getTime() - HOUR), notAfter: new Date(now.getTime() + life) }
}

function isDue({ certificate }: KeyPair, renewAt: number, now: Date): boolean {
  const { validFrom, validTo } = new X509Certificate(certificate)
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)]
  return to - now.getTime() < (to - from) * renewAt
}

function covers({ certificate }: KeyPair, names: readonly string[]): boolean {
  const leaf = new X509Certificate(certificate)
  return names.every(name => leaf.checkHost(name) !== undefined || leaf.checkIP(name) !== undefined)
}
