import type { KubeObject } from '../../inventory/object.ts'
import { readSelector } from '../../topology/namespaces.ts'
import { matchesSelector } from '../../values/label-selector.ts'
import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'
import { conflictReads } from '../view/reads.ts'

/** A listener open to namespaces of which there is none. */
export default defineRule({
  code: 'GWA-LIS-015',
  name: 'selector-matches-nothing',
  severity: 'warning',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'The namespace selector of a listener matches no namespace.',
    why: 'No route can attach to the listener until a namespace has the labels.',
    fix: 'Label the namespace, or correct the selector.',
    spec: 'RouteNamespaces.selector in the Gateway API reference',
  },
  messages: {
    none: ({ name }: { name: string }) => `no namespace has the labels that listener ${name} asks for, so no route can attach to it`,
  },
  check(object, { topology, snapshot, report }) {
    for (const { name, allowedNamespaces } of ownListeners(topology, object)) {
      const selector = allowedNamespaces.from === 'Selector' ? readSelector(allowedNamespaces.selector) : undefined
      if (selector === undefined || !snapshot.complete('', 'Namespace')) continue
      const fits = ({ metadata }: KubeObject) => matchesSelector(selector, snapshot.namespaceLabels(metadata.name ?? ''))
      if (snapshot.list('', 'Namespace').some(fits)) continue
      // A route is proof of its namespace, and where the selector asks for the name alone, of the label too.
      if (topology.listenersOf(object).some(listener => listener.name === name && topology.routesOn(listener).length > 0)) continue
      report('none', [...allowedNamespaces.at, 'selector'], { name })
    }
  },
})
