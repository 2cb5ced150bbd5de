import { ApiError, type KubeClient } from '../../cluster/api.ts'
import type { Check } from '../health.ts'
import { Sources } from '../sources.ts'
import { inspect, type TlsMaterial } from './material.ts'
import { bundleOf, nextStep, type RotationPolicy, type RotationState, takesOver } from './rotation.ts'
import { ROTATE, type Secret, stateIn, withState } from './secret-state.ts'
import { type CertificateEvents, type CertificateSource, expiryCheck } from './source.ts'

export interface ManagedOptions {
  readonly client: KubeClient
  readonly namespace: string
  /** The Secret that replicas share. */
  readonly secret: string
  /** Names of the webhook configurations that get the bundle; those that do not exist are left out. */
  readonly validating: readonly string[]
  readonly mutating: readonly string[]
  readonly policy: RotationPolicy
  /** A file with the authorities of client certificates. It is read at every look. */
  readonly clientAuthority?: string
  /** Milliseconds between looks at the Secret and the configurations. */
  readonly period: number
}

/**
 * Certificates of our own making: an authority and a leaf in a Secret, the authority's certificate in both webhook configurations. Every
 * replica looks after them; writes carry the resourceVersion that was read, so that of two replicas one writes and the other reads again.
 * @throws when no certificate could be had at the start.
 */
export async function managedCertificates(options: ManagedOptions, events: CertificateEvents): Promise<CertificateSource> {
  const listeners: ((material: TlsMaterial) => void)[] = []
  let state = await firstState(options, events)
  let current = materialOf(state, options)
  let failure: string | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined
  events.loaded(current, inspect(current).notAfter)

  const look = async (): Promise<void> => {
    try {
      state = await advance(options)
      failure = undefined
      const next = materialOf(state, options)
      if ((next.certificate !== current.certificate || next.clientAuthority !== current.clientAuthority) && !closed) {
        const { notAfter } = inspect(next)
        current = next
        events.loaded(next, notAfter)
        for (const listener of listeners) listener(next)
      }
    } catch (error) {
      if (failure !== (error as Error).message) events.refused(error as Error)
      failure = (error as Error).message
    }
    if (!closed) timer = setTimeout(() => (looking = look()), options.period * (0.75 + Math.random() / 2))
  }
  let looking: Promise<void> = look()
  return {
    get current() {
      return current
    },
    onChange: listener => void listeners.push(listener),
    checks(): Check[] {
      const { notBefore, notAfter } = inspect(current)
      const trouble = failure === undefined ? [] : [{ name: 'certificate-rotation', ok: true, detail: failure }]
      return [expiryCheck(notBefore, notAfter), ...trouble]
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await looking
    },
  }
}

function materialOf(state: RotationState, { clientAuthority }: ManagedOptions): TlsMaterial {
  const { certificate, key } = state.leaf
  return { certificate, key, ...(clientAuthority !== undefined && { clientAuthority: new Sources().text(clientAuthority) }) }
}

const ATTEMPTS = 20

/** The API server may come up after us. */
async function firstState(options: ManagedOptions, events: CertificateEvents): Promise<RotationState> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await advance(options, true)
    } catch (error) {
      const permanent = error instanceof ApiError && (error.status === 401 || error.status === 403)
      if (permanent || attempt === ATTEMPTS) throw new Error(`no certificate could be had: ${(error as Error).message}`)
      events.delayed(error as Error)
      await new Promise(resolve => setTimeout(resolve, Math.min(5000, 250 * attempt)))
    }
  }
}

/**
 * One look: announces the present state, takes the next step if there is one, and answers the state that is in force then. What the
 * configurations carry besides when a replica starts is by what other replicas may be serving: it stays trusted for a while.
 */
async function advance(options: ManagedOptions, starting = false): Promise<RotationState> {
  for (let attempt = 1; ; attempt++) {
    const secret = await readSecret(options)
    const state = secret === undefined ? undefined : stateIn(secret)
    const foreign = starting || state === undefined ? await foreignBundle(state, options) : ''
    const announced = state !== undefined && !takesOver(state, foreign) && (await announce(bundleOf(state), options))
    const requested = secret?.metadata.annotations?.[ROTATE] ?? ''
    const step = await nextStep(state, options.policy, { now: new Date(), requested, announced, foreign })
    if (step === undefined) return state as RotationState
    try {
      await writeSecret(secret, step, options)
      await announce(bundleOf(step), options)
      return step
    } catch (error) {
      // Another replica was faster: its step counts.
      if (!(error instanceof ApiError && error.status === 409) || attempt === ATTEMPTS) throw error
    }
  }
}

async function readSecret({ client, namespace, secret }: ManagedOptions): Promise<Secret | undefined> {
  return (await getIfThere(client, `/api/v1/namespaces/${namespace}/secrets/${secret}`)) as Secret | undefined
}

async function getIfThere(client: KubeClient, path: string): Promise<unknown> {
  try {
    return await client.get(path)
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

async function writeSecret(
  secret: Secret | undefined,
  state: RotationState,
  { client, namespace, secret: name }: ManagedOptions,
): Promise<void> {
  const collection = `/api/v1/namespaces/${namespace}/secrets`
  if (secret !== undefined) return void (await client.send('PUT', `${collection}/${name}`, withState(secret, state)))
  const labels = { 'app.kubernetes.io/managed-by': 'gatewright' }
  await client.send('POST', collection, withState({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, labels } }, state))
}

interface WebhookConfiguration {
  readonly metadata: { readonly resourceVersion: string }
  readonly webhooks?: readonly { readonly clientConfig: { readonly caBundle?: string } }[]
}

function configurationPaths({ validating, mutating }: ManagedOptions): string[] {
  return [
    ...validating.map(name => `/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/${name}`),
    ...mutating.map(name => `/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/${name}`),
  ]
}

/** The certificates that webhooks carry and that are not of `state`. */
async function foreignBundle(state: RotationState | undefined, options: ManagedOptions): Promise<string> {
  const ours = new Set(state === undefined ? [] : certificatesIn(bundleOf(state)))
  const carried = await Promise.all(
    configurationPaths(options).map(async path => {
      const { webhooks = [] } = ((await getIfThere(options.client, path)) ?? {}) as Partial<WebhookConfiguration>
      return webhooks.flatMap(({ clientConfig }) => certificatesIn(Buffer.from(clientConfig.caBundle ?? '', 'base64').toString()))
    }),
  )
  return [...new Set(carried.flat())].filter(pem => !ours.has(pem)).join('\n')
}

const certificatesIn = (bundle: string): string[] => bundle.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []

/** Puts the bundle into every webhook of the configurations. Answers whether all of them carry it now. */
async function announce(bundle: string, options: ManagedOptions): Promise<boolean> {
  const caBundle = Buffer.from(bundle).toString('base64')
  const done = await Promise.all(configurationPaths(options).map(path => announceAt(path, caBundle, options.client)))
  return done.every(Boolean)
}

async function announceAt(path: string, caBundle: string, client: KubeClient): Promise<boolean> {
  try {
    const { metadata, webhooks = [] } = (await client.get(path)) as WebhookConfiguration
    const stale = webhooks.flatMap((webhook, i) => (webhook.clientConfig.caBundle === caBundle ? [] : [i]))
    if (stale.length === 0) return true
    const patch = [
      { op: 'test', path: '/metadata/resourceVersion', value: metadata.resourceVersion },
      ...stale.map(i => ({ op: 'add', path: `/webhooks/${i}/clientConfig/caBundle`, value: caBundle })),
    ]
    await client.send('PATCH', path, patch, 'application/json-patch+json')
    return true
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    // A configuration that is not there needs no bundle; one that changed under our hands gets it at the next look.
    if (error.status === 404) return true
    if (error.status === 409 || error.status === 422) return false
    throw error
  }
}
