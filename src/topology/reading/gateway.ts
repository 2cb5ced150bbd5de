import type { Path } from '../../diagnostics/path.ts'
import { keptOn } from '../../inventory/kept-on.ts'
import { refOf } from '../../inventory/ref.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { type FrontendValidation, type Gateway, gatewayGroup, type Listener, type ListenerSet, type NamespaceChoice } from '../model.ts'
import { type Fields, fields, isFields, items, readItems, reference, strings, text, whole } from './fields.ts'
import { below, shareBelow } from './place.ts'

const listenersAt = shareBelow('spec', 'listeners')
const addressesAt = shareBelow('spec', 'addresses')
const allowedListenersAt: Path = ['spec', 'allowedListeners', 'namespaces']

const gateways = keptOn<Gateway>()
const sets = keptOn<ListenerSet>()

/** Reads a Gateway; whoever calls has made sure that it is one. */
export function readGateway(object: KubeObject): Gateway {
  let gateway = gateways.get(object)
  if (gateway === undefined) {
    gateway = read(object)
    gateways.set(object, gateway)
  }
  return gateway
}

/** Reads a ListenerSet, or an XListenerSet, which has the same shape. */
export function readListenerSet(object: KubeObject): ListenerSet {
  let set = sets.get(object)
  if (set === undefined) {
    const ref = refOf(object)
    const spec = fields(object.spec)
    const parent = reference(fields(spec.parentRef), ['spec', 'parentRef'], {
      group: gatewayGroup,
      kind: 'Gateway',
      namespace: ref.namespace,
    })
    set = { object, ref, parent, listeners: listeners(spec, ref.namespace) }
    sets.set(object, set)
  }
  return set
}

function read(object: KubeObject): Gateway {
  const ref = refOf(object)
  const spec = fields(object.spec)
  const frontend = fields(fields(spec.tls).frontend)
  const frontendAt: Path = ['spec', 'tls', 'frontend']
  const client = fields(fields(spec.tls).backend).clientCertificateRef
  const parameters = fields(spec.infrastructure).parametersRef
  return {
    object,
    ref,
    className: text(spec.gatewayClassName) ?? '',
    listeners: listeners(spec, ref.namespace),
    allowedListeners: choice(fields(spec.allowedListeners).namespaces, allowedListenersAt, 'None'),
    addresses: readItems(spec.addresses, addressesAt, (value, at) => ({
      at,
      type: text(value.type) ?? 'IPAddress',
      value: text(value.value),
    })),
    frontendDefault: validation(fields(frontend.default).validation, [...frontendAt, 'default', 'validation'], ref.namespace),
    frontendPerPort: items(frontend.perPort, [...frontendAt, 'perPort']).flatMap(({ value, at }) => {
      const port = whole(value.port)
      if (port === undefined) return []
      const own = validation(fields(value.tls).validation, [...at, 'tls', 'validation'], ref.namespace)
      return [{ at, port, ...(own !== undefined && { validation: own }) }]
    }),
    backendClientCertificate: isFields(client)
      ? reference(client, ['spec', 'tls', 'backend', 'clientCertificateRef'], secretIn(ref.namespace))
      : undefined,
    parameters: isFields(parameters)
      ? reference({ ...parameters, namespace: undefined }, ['spec', 'infrastructure', 'parametersRef'], {
          group: '',
          kind: '',
          namespace: ref.namespace,
        })
      : undefined,
    defaultScope: spec.defaultScope === 'All' ? 'All' : 'None',
  }
}

function listeners(spec: Fields, namespace: string): readonly Listener[] {
  return readItems(spec.listeners, listenersAt, (value, at, index) => listener(value, at, index, namespace))
}

function listener(value: Fields, at: Path, index: number, namespace: string): Listener {
  const allowed = fields(value.allowedRoutes)
  const allowedAt = below(at, 'allowedRoutes')
  return {
    at,
    index,
    name: text(value.name) ?? '',
    port: whole(value.port) ?? 0,
    protocol: text(value.protocol) ?? '',
    hostname: (text(value.hostname) ?? '').toLowerCase(),
    ...(isFields(value.tls) && {
      tls: {
        at: below(at, 'tls'),
        mode: value.tls.mode === 'Passthrough' ? ('Passthrough' as const) : ('Terminate' as const),
        certificateRefs: readItems(value.tls.certificateRefs, below(below(at, 'tls'), 'certificateRefs'), (ref, place) =>
          reference(ref, place, secretIn(namespace)),
        ),
        options: strings(value.tls.options),
      },
    }),
    allowedKinds: readItems(allowed.kinds, below(allowedAt, 'kinds'), (kind, place) => ({
      at: place,
      group: text(kind.group) ?? gatewayGroup,
      kind: text(kind.kind) ?? '',
    })),
    allowedNamespaces: choice(allowed.namespaces, below(allowedAt, 'namespaces'), 'Same'),
    filters: value.filters === undefined ? none : items(fields(value.filters).requests, []).map(filter => text(filter.value.type) ?? ''),
  }
}

const none: readonly never[] = []

function validation(value: unknown, at: Path, namespace: string): FrontendValidation | undefined {
  if (!isFields(value)) return undefined
  return {
    at,
    mode: value.mode === 'AllowInsecureFallback' ? 'AllowInsecureFallback' : 'AllowValidOnly',
    caCertificateRefs: items(value.caCertificateRefs, [...at, 'caCertificateRefs']).map(item =>
      reference(item.value, item.at, { group: '', kind: '', namespace }),
    ),
  }
}

function choice(value: unknown, at: Path, fallback: 'Same' | 'None'): NamespaceChoice {
  const { from, selector } = fields(value)
  return { at, from: from === 'All' || from === 'Selector' || from === 'Same' || from === 'None' ? from : fallback, selector }
}

function secretIn(namespace: string): { group: string; kind: string; namespace: string } {
  return { group: '', kind: 'Secret', namespace }
}
