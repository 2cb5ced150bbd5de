import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

/** A condition on a header that belongs to the gRPC transport. */
export default defineRule({
  code: 'GWA-MAT-013',
  name: 'grpc-transport-header',
  severity: 'warning',
  gate: 'object',
  kinds: ['GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A GRPCRoute matches on a header of the gRPC transport, or on binary metadata as text.',
    why: 'Such headers are the same for every call, or are set by each hop; binary metadata travels in base64, so a text never equals it.',
    fix: 'Match on metadata of your own, and compare binary metadata in its base64 form.',
    spec: 'GRPCHeaderMatch in the Gateway API reference; gRPC over HTTP/2, Requests',
  },
  messages: {
    transport: ({ name }: { name: string }) =>
      `${name} belongs to the gRPC transport, not to the caller: it does not tell calls apart, or is gone when routes are chosen`,
    binary: ({ name, value }: { name: string; value: string }) =>
      `metadata ${name} travels in base64: a call that carries ${JSON.stringify(value)} arrives with another text and does not match`,
  },
  check(object, { topology, report }) {
    for (const { name, type, value, at } of matchesIn(topology, object).flatMap(match => match.headers)) {
      const key = name.toLowerCase()
      if (key.startsWith('grpc-') || key === 'content-type') report('transport', at, { name })
      if (key.endsWith('-bin') && type === 'Exact' && !/^[A-Za-z0-9+/]+={0,2}$/.test(value))
        report('binary', [...at, 'value'], { name, value })
    }
  },
})
