import type { Path } from '../../diagnostics/path.ts'
import { type Fields, fields, isFields, items, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** `from: Selector` needs a selector, and a selector needs `from: Selector`: the schema asks for neither. */
export default defineRule({
  code: 'GWA-SCH-009',
  name: 'selector-without-from',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A namespace selector and `from: Selector` do not stand together.',
    why: 'Without a selector no namespace is selected, so no route attaches; without `from: Selector` the selector is ignored.',
    fix: 'Write both, or neither.',
    spec: 'RouteNamespaces and ListenerNamespaces in the Gateway API reference',
  },
  messages: {
    missing: ({ what }: { what: string }) => `from is Selector but there is no selector: it selects no namespace, so no ${what} can attach`,
    ignored: ({ from, what }: { from: string; what: string }) =>
      `the selector is ignored because from is ${from}${from === 'Same' ? ' (the default)' : ''}: ${whoMay(from, what)}`,
  },
  check(object, { report }) {
    const judge = (namespaces: Fields, at: Path, what: string, fallback: string) => {
      const from = text(namespaces.from) ?? fallback
      if (from === 'Selector' && !isFields(namespaces.selector)) report('missing', [...at, 'from'], { what })
      if (from !== 'Selector' && isFields(namespaces.selector)) report('ignored', [...at, 'selector'], { from, what })
    }
    for (const { value, at } of items(fields(object.spec).listeners, ['spec', 'listeners']))
      judge(fields(fields(value.allowedRoutes).namespaces), [...at, 'allowedRoutes', 'namespaces'], 'route', 'Same')
    const listeners = fields(fields(object.spec).allowedListeners)
    judge(fields(listeners.namespaces), ['spec', 'allowedListeners', 'namespaces'], 'ListenerSet', 'None')
  },
})

function whoMay(from: string, what: string): string {
  if (from === 'All') return `${what}s of every namespace may attach`
  return from === 'None' ? `no ${what} may attach` : `only ${what}s of its own namespace may attach`
}
