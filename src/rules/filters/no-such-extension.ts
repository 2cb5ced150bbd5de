import { fields, text } from '../../topology/reading/fields.ts'
import { closest } from '../../values/closest.ts'
import { defineRule } from '../rule.ts'
import { filtersIn, settingsAt } from '../view/filter.ts'
import { anyNamed } from '../view/reads.ts'
import { namesOf } from '../view/typo.ts'
import { named } from '../view/words.ts'

/** A filter by reference whose object does not exist. */
export default defineRule({
  code: 'GWA-FIL-002',
  name: 'no-such-extension',
  severity: 'error',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [anyNamed],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'An ExtensionRef names an object that does not exist.',
    why: 'A filter may not be skipped: requests of the rule are answered with an error until the object is there.',
    fix: 'Create the object in the namespace of the route, or correct the name.',
    spec: 'HTTPRouteFilter.extensionRef in the Gateway API reference: unresolved filters must not be skipped',
  },
  messages: {
    absent: ({ object, meant }: { object: string; meant: string }) =>
      `there is no ${object}: requests of this rule are answered with an error, because a filter may not be skipped${meant}`,
  },
  check(object, { topology, snapshot, report }) {
    const route = topology.route(object)
    for (const { filter } of filtersIn(topology, object)) {
      if (filter.type !== 'ExtensionRef') continue
      const { group, kind, name } = fields(filter.settings)
      const ref = { group: text(group) ?? '', kind: text(kind) ?? '', namespace: route!.ref.namespace, name: text(name) ?? '' }
      if (snapshot.lookup(ref).state !== 'absent') continue
      const near = closest(ref.name, namesOf(snapshot.list(ref.group, ref.kind, ref.namespace)))
      report('absent', [...settingsAt(filter), 'name'], { object: named(ref), meant: near === undefined ? '' : `; did you mean ${near}` })
    }
  },
})
