import { defineRule } from '../rule.ts'
import { filtersIn, headerEdits } from '../view/filter.ts'

/** Headers in which gRPC tells how a call ended. */
export default defineRule({
  code: 'GWA-FIL-027',
  name: 'grpc-status-header',
  severity: 'warning',
  gate: 'object',
  kinds: ['GRPCRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A filter of a GRPCRoute changes a header that belongs to gRPC itself.',
    why: 'The status of a call travels in trailers, which header filters do not reach, or in headers that clients must be able to trust.',
    fix: 'Use metadata of your own.',
    spec: 'gRPC over HTTP/2, Requests and Responses; GRPCRouteFilter in the Gateway API reference',
  },
  messages: {
    status: ({ name }: { name: string }) =>
      `${name} tells how the call ended and travels in trailers: a header filter does not reach it there, and clients misread it in the headers`,
    transport: ({ name }: { name: string }) => `${name} belongs to the gRPC transport: calls fail when it is changed`,
  },
  check(object, { topology, report }) {
    for (const { filter } of filtersIn(topology, object)) {
      for (const { name, key, at } of headerEdits(filter)) {
        if (key === 'grpc-status' || key === 'grpc-message' || key === 'grpc-status-details-bin') report('status', at, { name })
        if (key === 'content-type') report('transport', at, { name })
      }
    }
  },
})
