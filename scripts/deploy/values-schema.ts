import { configSchema } from '../../src/config/schema.ts'

type Schema = Readonly<Record<string, unknown>>

const fields = (properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
})
const text: Schema = { type: 'string' }
const flag: Schema = { type: 'boolean' }
const anything: Schema = { type: 'object' }
/** Labels and annotations: `--set a=true` makes a boolean of it, which the API server would refuse. */
const texts: Schema = { type: 'object', additionalProperties: text }
const listOf = (items: Schema): Schema => ({ type: 'array', items })
const number = (minimum: number, maximum?: number): Schema => ({ type: 'integer', minimum, ...(maximum !== undefined && { maximum }) })
const oneOf = (...values: string[]): Schema => ({ enum: values })

/** Holds where the value at `path` is `value`; absence counts as no. */
const where = ([first, ...rest]: readonly string[], value: Schema): Schema => ({
  properties: { [first as string]: rest.length === 0 ? value : where(rest, value) },
  required: [first],
})

/**
 * What values of the chart may be: https://helm.sh/docs/topics/charts/#schema-files. A value without effect is a mistake too; the configuration is judged as
 * the replicas would judge it.
 */
export const valuesSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $comment: 'Written by `npm run gen`. Do not edit.',
  ...fields({
    global: anything,
    // Of the chart that this one is a dependency of, as its condition: Helm hands it down.
    enabled: flag,
    replicas: number(1),
    image: fields({
      repository: { type: 'string', minLength: 1 },
      tag: text,
      digest: { type: 'string', pattern: '^(sha256:[0-9a-f]{64})?$' },
      pullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
      pullSecrets: listOf(anything),
    }),
    config: configSchema,
    webhooks: fields({
      failurePolicy: oneOf('Ignore', 'Fail'),
      timeoutSeconds: number(1, 30),
      excludedNamespaces: listOf(text),
      validate: flag,
      mutate: flag,
      protect: fields({ services: flag, namespaces: flag, configmaps: flag, secrets: flag }),
    }),
    policies: fields({ enabled: flag }),
    tls: fields(
      {
        mode: oneOf('managed', 'cert-manager', 'secret'),
        secretName: text,
        caBundle: text,
        certManager: fields({ issuerRef: anything }),
        clientAuthorityConfigMap: text,
        clientNames: listOf(text),
      },
      {
        allOf: [
          {
            if: where(['mode'], { const: 'secret' }),
            then: { properties: { secretName: { minLength: 1 }, caBundle: { pattern: '-----BEGIN CERTIFICATE-----' } } },
          },
          {
            if: where(['clientNames'], { minItems: 1 }),
            then: where(['clientAuthorityConfigMap'], { minLength: 1 }),
          },
        ],
      },
    ),
    rbac: fields({ readSecrets: flag }),
    serviceAccount: fields({ annotations: texts }),
    resources: fields({ requests: anything, limits: anything, claims: listOf(anything) }),
    events: flag,
    drainSeconds: number(0, 300),
    logLevel: oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    extraArgs: listOf(text),
    podDisruptionBudget: fields({ enabled: flag, maxUnavailable: { type: ['integer', 'string'] } }),
    autoscaling: fields({
      enabled: flag,
      minReplicas: number(1),
      maxReplicas: number(1),
      targetCPUUtilizationPercentage: number(1, 100),
    }),
    networkPolicy: fields({ enabled: flag, apiServerCIDRs: listOf(text), metricsFrom: listOf(anything) }),
    serviceMonitor: fields({ enabled: flag, labels: texts, interval: text }),
    priorityClassName: text,
    nodeSelector: texts,
    tolerations: listOf(anything),
    affinity: anything,
    podAnnotations: texts,
    podLabels: texts,
  }),
  if: where(['webhooks', 'protect', 'secrets'], { const: true }),
  then: where(['rbac', 'readSecrets'], { const: true }),
}
