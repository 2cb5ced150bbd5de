import { fields, items } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** A grant for the kind that ListenerSet had before bundle 1.5. */
export default defineRule({
  code: 'GWA-REF-010',
  name: 'grant-for-xlistenerset',
  severity: 'error',
  gate: 'object',
  kinds: ['ReferenceGrant'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A ReferenceGrant names the listener set of another bundle: XListenerSet from 1.5 on, or ListenerSet before.',
    why: 'The entry matches no reference: certificates of listener sets stay refused, and their listeners serve nothing.',
    fix: 'From bundle 1.5 on write group gateway.networking.k8s.io and kind ListenerSet.',
    spec: 'GEP-1713; Gateway API 1.5 release notes',
  },
  messages: {
    old: ({ version }: { version: string }) =>
      `bundle ${version} has no XListenerSet: the entry permits nothing; write group gateway.networking.k8s.io, kind ListenerSet`,
    new: ({ version }: { version: string }) =>
      `bundle ${version} has no ListenerSet: the entry permits nothing; write group gateway.networking.x-k8s.io, kind XListenerSet`,
  },
  check(object, { report, options }) {
    const { version } = options.gatewayApi
    const [, minor = '0'] = version.split('.')
    const renamed = Number(minor) >= 5
    for (const { value, at } of items(fields(object.spec).from, ['spec', 'from'])) {
      const condition = { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' } as const
      if (value.kind === 'XListenerSet' && renamed) report('old', [...at, 'kind'], { version }, { condition })
      if (value.kind === 'ListenerSet' && value.group === 'gateway.networking.k8s.io' && !renamed)
        report('new', [...at, 'kind'], { version }, { condition })
    }
  },
})
