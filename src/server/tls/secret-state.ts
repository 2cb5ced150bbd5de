import type { KeyPair } from './issue.ts'
import { inspect } from './material.ts'
import { bundleOf, type RotationState } from './rotation.ts'

/** Set to any new value, it asks for a rotation. */
export const ROTATE = 'gatewright.dev/rotate'
const SINCE = 'gatewright.dev/rotated-at'
const HONOURED = 'gatewright.dev/rotated-for'

export interface Secret {
  readonly apiVersion: 'v1'
  readonly kind: 'Secret'
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly resourceVersion?: string
    readonly labels?: Record<string, string>
    readonly annotations?: Record<string, string>
  }
  readonly type?: string
  readonly data?: Readonly<Record<string, string>>
}

/** The state in a Secret; undefined where it holds none, or one that cannot be used: then a new one is made. */
export function stateIn(secret: Secret): RotationState | undefined {
  const text = (key: string) => Buffer.from(secret.data?.[key] ?? '', 'base64').toString()
  const pair = (name: string): KeyPair | undefined => {
    const [certificate, key] = [text(`${name}.crt`), text(`${name}.key`)]
    return certificate === '' || key === '' ? undefined : { certificate, key }
  }
  const [authority, leaf, next] = [pair('ca'), pair('tls'), pair('next')]
  if (authority === undefined || leaf === undefined) return undefined
  try {
    for (const each of [authority, leaf, next]) if (each !== undefined) inspect(each)
  } catch {
    return undefined
  }
  const previous = text('previous.crt')
  const since = new Date(secret.metadata.annotations?.[SINCE] ?? 0)
  return {
    authority,
    leaf,
    ...(next !== undefined && { next }),
    ...(previous !== '' && { previous }),
    since: Number.isNaN(since.getTime()) ? new Date(0) : since,
    honoured: secret.metadata.annotations?.[HONOURED] ?? '',
  }
}

/** The Secret with `state` in it, and everything that is not ours left as it is. */
export function withState(secret: Secret, state: RotationState): Secret {
  const data: Record<string, string> = {}
  const put = (key: string, text: string | undefined) => {
    if (text !== undefined) data[key] = Buffer.from(text).toString('base64')
  }
  put('ca.crt', state.authority.certificate)
  put('ca.key', state.authority.key)
  put('tls.crt', state.leaf.certificate)
  put('tls.key', state.leaf.key)
  put('next.crt', state.next?.certificate)
  put('next.key', state.next?.key)
  put('previous.crt', state.previous)
  put('ca-bundle.crt', bundleOf(state))
  const annotations = { ...secret.metadata.annotations, [SINCE]: state.since.toISOString(), [HONOURED]: state.honoured }
  return { ...secret, metadata: { ...secret.metadata, annotations }, type: 'kubernetes.io/tls', data }
}
