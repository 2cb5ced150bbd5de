import type { Path } from '../../diagnostics/path.ts'
import { type Fields, fields } from '../../topology/reading/fields.ts'
import { qualifiedNameProblems } from '../../values/names.ts'
import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

/** Options of implementations carry their domain; names without one are reserved for Gateway API, which defines none yet. */
export default defineRule({
  code: 'GWA-SCH-011',
  name: 'unqualified-option-key',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet', 'BackendTLSPolicy'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'The key of a TLS option names no implementation, or is not a qualified name.',
    why: 'Names without a domain are reserved for Gateway API, which defines none: no controller acts on the option.',
    fix: 'Use the key that your controller documents, with its domain: `example.com/my-option`.',
    spec: 'ListenerTLSConfig.options and BackendTLSPolicySpec.options in the Gateway API reference',
  },
  messages: {
    reserved: ({ key }: { key: string }) =>
      `option ${key} has no domain: such names are reserved for Gateway API, which defines none, so no controller acts on it`,
    malformed: ({ key }: { key: string }) =>
      `option ${JSON.stringify(key)} is not a qualified name (example.com/name), so no controller acts on it`,
  },
  check(object, { topology, report }) {
    const judge = (options: Fields, at: Path) => {
      for (const key of Object.keys(options)) {
        if (qualifiedNameProblems(key).length > 0) report('malformed', [...at, key], { key })
        else if (!key.includes('/')) report('reserved', [...at, key], { key })
      }
    }
    if (object.kind === 'BackendTLSPolicy') judge(fields(fields(object.spec).options), ['spec', 'options'])
    else for (const { tls } of ownListeners(topology, object)) if (tls) judge(tls.options, [...tls.at, 'options'])
  },
})
