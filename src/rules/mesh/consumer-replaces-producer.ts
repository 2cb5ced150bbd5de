import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** A consumer route that puts the routes of the Service's owner out of force for its namespace. */
export default defineRule({
  code: 'GWA-MESH-009',
  name: 'consumer-replaces-producer',
  severity: 'info',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  reads: [...parentReads, ...routeKinds],
  needs: 'mesh',
  since: '0.1.0',
  docs: {
    summary: "Clients of this namespace follow this route instead of those in the Service's namespace.",
    why: 'The two are not merged: timeouts, tries and splits that the owner of the Service set up do not hold for clients of this namespace.',
    fix: 'Repeat here what shall go on to hold, or ask the owner of the Service to change their route.',
    spec: 'GEP-1294, producer and consumer routes',
  },
  messages: {
    replaced: ({ namespace, service, producers }: { namespace: string; service: string; producers: string }) =>
      `for clients in ${namespace} this route takes the place of ${producers} at ${service}: nothing of what is said there holds for them`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    for (const { ref, kind } of topology.parentsOf(object)) {
      if (kind !== 'Service' || route === undefined) continue
      const facts = topology.meshOf(ref)
      const own =
        facts.consumers.get(route.ref.namespace)?.filter(({ verdict, ...binding }) => verdict === 'yes' && binding.route === route) ?? []
      const producers = facts.producers.filter(
        ({ verdict, listener }) => verdict === 'yes' && own.some(binding => binding.listener === listener),
      )
      if (producers.length === 0) continue
      const refs = [...new Map(producers.map(producer => [named(producer.route.ref), producer.route.ref])).values()]
      report(
        'replaced',
        ref.at,
        { namespace: route.ref.namespace, service: named(ref), producers: listed(refs.map(named), 3) },
        { related: refs.map(producer => ({ object: producer, at: ['spec', 'parentRefs'], message: 'holds for all other clients' })) },
      )
    }
  },
})
