import { defineRule } from '../rule.ts'
import { filtersIn, headerEdits } from '../view/filter.ts'

const FRAMING = new Set(['connection', 'content-length', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** A header filter on a header that the proxy owns, or that cannot exist. */
export default defineRule({
  code: 'GWA-FIL-016',
  name: 'protected-header',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A header filter changes the host, or a header about the connection or the length of the message.',
    why: 'Proxies own these headers. Implementations refuse the route, ignore the edit, or break the connection.',
    fix: 'Use URLRewrite.hostname for the host, and leave the others alone.',
    spec: 'HTTPHeaderFilter in the Gateway API reference; RFC 9110, section 7.6.1',
  },
  messages: {
    host: ({ name }: { name: string }) =>
      `${name} is not changed by header filters: controllers refuse or ignore this; URLRewrite with hostname changes what backends receive`,
    answer: ({ name }: { name: string }) => `no answer has a ${name} header: controllers refuse or ignore this`,
    token: ({ name }: { name: string }) =>
      `${JSON.stringify(name)} is the name of no header: there is nothing to remove, and controllers may refuse the rule`,
    framing: ({ name, action }: { name: string; action: string }) =>
      `to ${action} ${name} is to interfere with the connection itself: proxies set this header anew, and controllers may refuse the route`,
  },
  check(object, { topology, report }) {
    for (const { filter } of filtersIn(topology, object)) {
      for (const { action, name, key, at } of headerEdits(filter)) {
        if (key === 'host') report(filter.type === 'RequestHeaderModifier' ? 'host' : 'answer', at, { name })
        if (action === 'remove' && !TOKEN.test(name)) report('token', at, { name })
        if (FRAMING.has(key)) report('framing', at, { name, action })
      }
    }
  },
})
