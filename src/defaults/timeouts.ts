import type { FieldEdit } from '../diagnostics/finding.ts'
import { refOf, type Snapshot } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { gatewayGroup } from '../topology/model.ts'
import { fitsAny } from '../values/glob.ts'
import { type DefaultContext, defineDefault, listOf, specOf } from './default.ts'

/** Timeouts of the organisation, for rules that set none and that a timeout would not break. */
export default defineDefault({
  name: 'timeouts',
  kinds: ['HTTPRoute'],
  reads: ['Gateway', 'Service'],
  since: '0.1.0',
  admission: true,
  fix: true,
  docs: {
    summary: 'Rules without timeouts get those that the configuration has for their namespace or class.',
    why: 'Without a timeout a slow backend holds connections for as long as the data plane allows, which differs from one to the next.',
    drift: 'High: `rules` is an atomic list, and a later apply takes the timeouts away again until admission puts them back.',
  },
  fill(route, context) {
    const entry = context.settings.timeouts?.find(
      ({ namespaces, classes }) =>
        fitsAny(namespaces, refOf(route).namespace) &&
        (classes === undefined || classesOf(route, context).some(name => fitsAny(classes, name))),
    )
    const { request, backendRequest } = entry ?? {}
    if (request === undefined && backendRequest === undefined) return undefined
    const edits: FieldEdit[] = []
    for (const [i, rule] of listOf(specOf(route)['rules']).entries()) {
      if (rule['timeouts'] !== undefined || !wantsTimeouts(rule, route, context.snapshot)) continue
      const value = { ...(request !== undefined && { request }), ...(backendRequest !== undefined && { backendRequest }) }
      edits.push({ op: 'set', at: ['spec', 'rules', i, 'timeouts'], value })
    }
    if (edits.length === 0) return undefined
    const values = [request && `request ${request}`, backendRequest && `backendRequest ${backendRequest}`].filter(Boolean).join(', ')
    return {
      edits,
      note: `timeouts of ${edits.length === 1 ? 'one rule' : `${edits.length} rules`} are ${values}, as configured for its namespace or class`,
    }
  },
})

/** Redirects need none; what has no backend of its own, or holds connections open on purpose, must not get one. */
function wantsTimeouts(rule: Readonly<Record<string, unknown>>, route: KubeObject, snapshot: Snapshot): boolean {
  if (listOf(rule['filters']).some(({ type }) => type === 'RequestRedirect')) return false
  const backends = listOf(rule['backendRefs'])
  return backends.length > 0 && !backends.some(backend => holdsOpen(backend, route, snapshot))
}

/** WebSockets, by the appProtocol of the Service's port. */
function holdsOpen(backend: Readonly<Record<string, unknown>>, route: KubeObject, snapshot: Snapshot): boolean {
  const { group = '', kind = 'Service', name, namespace = refOf(route).namespace, port } = backend
  if (group !== '' || kind !== 'Service') return false
  const service = snapshot.get({ group: '', kind: 'Service', namespace: String(namespace), name: String(name) })
  if (service === undefined) return false
  return listOf(specOf(service)['ports']).some(entry => entry['port'] === port && /(^|\/)wss?$/.test(String(entry['appProtocol'] ?? '')))
}

function classesOf(route: KubeObject, { snapshot }: DefaultContext): string[] {
  return listOf(specOf(route)['parentRefs']).flatMap(
    ({ group = gatewayGroup, kind = 'Gateway', name, namespace = refOf(route).namespace }) => {
      if (group !== gatewayGroup || kind !== 'Gateway') return []
      const gateway = snapshot.get({ group: gatewayGroup, kind: 'Gateway', namespace: String(namespace), name: String(name) })
      const className = gateway && specOf(gateway)['gatewayClassName']
      return typeof className === 'string' ? [className] : []
    },
  )
}
