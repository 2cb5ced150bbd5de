import type { FieldEdit } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'
import type { KubeObject } from '../kinds/object.ts'
import { defineDefault, listOf, specOf } from './default.ts'

/** Hostnames as DNS compares them, spelt as the schema wants them. The one default that replaces a value: the API server would refuse it. */
export default defineDefault({
  name: 'hostname-case',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  admission: false,
  fix: true,
  docs: {
    summary: 'Hostnames are put in lower case and lose a final dot.',
    why: 'DNS takes Shop.Example.com. for shop.example.com; the schema refuses it.',
    drift: 'High at admission, because Git goes on saying something else: better fixed in the file.',
  },
  fill(object) {
    const edits: FieldEdit[] = []
    const notes: string[] = []
    for (const { at, hostname } of hostnamesOf(object)) {
      const spelt = hostname.toLowerCase().replace(/\.$/, '')
      if (spelt === hostname || spelt === '') continue
      edits.push({ op: 'set', at, value: spelt })
      notes.push(`${hostname} became ${spelt}`)
    }
    return edits.length === 0 ? undefined : { edits, note: `hostnames are spelt in lower case without a final dot: ${notes.join(', ')}` }
  },
})

function* hostnamesOf(object: KubeObject): Generator<{ at: Path; hostname: string }> {
  const { hostnames, listeners } = specOf(object)
  if (Array.isArray(hostnames)) {
    for (const [i, hostname] of hostnames.entries()) {
      if (typeof hostname === 'string') yield { at: ['spec', 'hostnames', i], hostname }
    }
  }
  for (const [i, { hostname }] of listOf(listeners).entries()) {
    if (typeof hostname === 'string') yield { at: ['spec', 'listeners', i, 'hostname'], hostname }
  }
}
