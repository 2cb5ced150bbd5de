import { choice, integer, list, listBy, object, optional, required, rule, type Static, string } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { BackendObjectReference } from './backend-ref.ts'
import { PolicyStatus } from './conditions.ts'
import { HTTPHeader } from './http-filters.ts'
import { HeaderName } from './names.ts'
import { LocalPolicyTargetReference } from './policy-target.ts'
import { root, type Typed } from './root.ts'

const NAME = '[a-zA-Z0-9_.:/-]+'

const mode = optional(
  choice(['Enabled', 'Disabled', 'ImplementationDefault'], { default: 'ImplementationDefault' }),
  'On, off, or as the implementation has it.',
)

/** A part of all requests. */
const fraction = object(
  {
    numerator: required(integer({ format: 'int32', minimum: 0 }), 'How many.'),
    denominator: optional(integer({ format: 'int32', minimum: 1, default: 100 }), 'Of how many.'),
  },
  { rules: [rule('self.numerator <= self.denominator', 'make numerator at most as large as denominator')] },
)

const onlyEnabled = (field: string) => rule(`!has(self.${field}) || self.mode == 'Enabled'`, `remove ${field}, or change mode to Enabled`)

const source = (type: string, field: string) =>
  rule(`(self.sourceType == '${type}') == has(self.${field})`, `give ${field} with sourceType ${type}, and with no other`)

/** A key and a value that every span carries. */
export const SpanAttribute = object(
  {
    name: required(string({ minLength: 1, maxLength: 256, pattern: `^${NAME}$` }), 'The key, as it stands in the span.'),
    sourceType: required(choice(['Header', 'Literal', 'Attribute']), 'Where the value comes from; a field of its own says the rest.'),
    headerName: optional(HeaderName, 'For Header: the header of the request that holds the value.'),
    literalValue: optional(string({ minLength: 1, maxLength: 1024 }), 'For Literal: the value itself.'),
    attributeKey: optional(
      string({ minLength: 1, maxLength: 256, pattern: '^[a-z0-9_.-]+$' }),
      'For Attribute: the attribute of OpenTelemetry that holds the value, such as http.request.method.',
    ),
  },
  { rules: [source('Header', 'headerName'), source('Literal', 'literalValue'), source('Attribute', 'attributeKey')] },
)

/** Where spans are sent, over OTLP. */
export const TracingProvider = object({
  backendRef: required(BackendObjectReference, 'The collector.'),
  headers: optional(listBy(['name'], HTTPHeader, { maxItems: 16 }), 'Headers of what is sent there, such as credentials.'),
})

/** Whether the decision of the caller about a trace counts. */
export const ParentBasedSampling = object(
  { mode, samplingRate: optional(fraction, 'Which part of the traces that the caller decided to sample is kept; all when left out.') },
  { rules: [onlyEnabled('samplingRate')] },
)

/** How requests are traced. */
export const Tracing = object(
  {
    mode,
    provider: optional(TracingProvider, 'Where spans are sent; for mode Enabled, which needs it.'),
    samplingRate: optional(fraction, 'Which part of the requests begins a new trace.'),
    parentBasedSampling: optional(ParentBasedSampling, 'Whether the decision of the caller about a trace counts.'),
    serviceName: optional(string({ minLength: 1, maxLength: 253, pattern: `^${NAME}$` }), 'The service.name of the spans.'),
    spanName: optional(string({ minLength: 1, maxLength: 256, pattern: `^${NAME}( ${NAME})*$` }), 'The name of the spans.'),
    attributes: optional(listBy(['name'], SpanAttribute), 'What every span carries besides.'),
  },
  {
    rules: [
      rule("(self.mode == 'Enabled') == has(self.provider)", 'give provider with mode Enabled, and with no other mode'),
      ...['samplingRate', 'parentBasedSampling', 'serviceName', 'spanName', 'attributes'].map(onlyEnabled),
    ],
  },
)

export const XTelemetryPolicySpec = object(
  {
    targetRefs: required(list(LocalPolicyTargetReference, { minItems: 1, maxItems: 16 }), 'The Gateways that the policy is about.'),
    tracing: optional(Tracing, 'How requests are traced.'),
  },
  { rules: [rule('has(self.tracing)', 'add tracing: a policy without it sets nothing')] },
)
export type XTelemetryPolicySpec = Static<typeof XTelemetryPolicySpec>

export type XTelemetryPolicy = Typed<'XTelemetryPolicy', typeof XTelemetryPolicySpec, typeof PolicyStatus>

export default defineKind({
  group: 'gateway.networking.x-k8s.io',
  kind: 'XTelemetryPolicy',
  plural: 'xtelemetrypolicies',
  shortNames: ['xtelemetrypolicy'],
  scope: 'Namespaced',
  description: 'Says which requests of a Gateway are traced, and where the spans are sent.',
  labels: [{ when: { experimental: '1.7' }, set: { 'gateway.networking.k8s.io/policy': 'Direct' } }],
  versions: [{ name: 'v1alpha1', listed: { experimental: '1.7' }, stored: { experimental: '1.7' } }],
  schema: root({
    spec: required(XTelemetryPolicySpec, 'What is wanted.'),
    status: optional(PolicyStatus, 'What controllers say.'),
  }),
  references: [
    { at: 'spec.targetRefs[]', purpose: 'target', namespace: 'own' },
    { at: 'spec.tracing.provider.backendRef', purpose: 'collector', group: '', kind: 'Service', namespace: 'field', needsGrant: true },
  ],
})
