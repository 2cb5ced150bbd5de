import { defineRule } from '../rule.ts'

/** Hostnames of a route whose parents are Services: a mesh does not look at them. */
export default defineRule({
  code: 'GWA-HOST-008',
  name: 'hostnames-in-mesh',
  severity: 'info',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  needs: 'mesh',
  since: '0.1.0',
  docs: {
    summary: 'A route with a Service as parent lists hostnames.',
    why: 'A mesh ignores them: the rules apply to every request for the Service, whatever host it names.',
    fix: 'Match on the Host header where the host matters, or remove the hostnames.',
    spec: 'GEP-1294, route hostnames in a mesh',
  },
  messages: {
    ignored: ({ service, only }: { service: string; only: boolean }) =>
      `a mesh ignores hostnames: the rules apply to every request for ${service}${only ? '' : '; they count for the other parents'}`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    const services = route?.parentRefs.filter(({ kind, group }) => kind === 'Service' && group === '') ?? []
    if (services.length === 0 || route!.hostnames.length === 0) return
    const [{ namespace, name }] = services as [(typeof services)[number]]
    report('ignored', ['spec', 'hostnames'], {
      service: `Service ${namespace}/${name}`,
      only: services.length === route!.parentRefs.length,
    })
  },
})
