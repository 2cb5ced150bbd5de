import type { WatchedKind } from '../src/cluster/catalogue.ts'
import { watchedKinds } from '../src/cluster/watched.ts'
import { json } from '../src/config/gen.ts'
import { defaults } from '../src/defaults/index.ts'
import { protectedKinds } from '../src/engine/dependents.ts'
import { rules } from '../src/rules/index.gen.ts'
import { kindName } from '../src/rules/kind-name.ts'
import { objectRulesInCel } from './deploy/object-rules.ts'
import { valuesSchema } from './deploy/values-schema.ts'

/** What the manifests in deploy/ take from the metadata of kinds, rules and defaults: permissions, webhook rules, policies. */
export function generate(): Record<string, string> {
  return {
    'deploy/chart/gatewright/templates/_generated.tpl': template(),
    'deploy/chart/gatewright/values.schema.json': `${json(valuesSchema, '')}\n`,
    'deploy/kustomize/base/cluster-role.gen.yaml': `${header}${clusterRole()}`,
    'deploy/kustomize/base/webhooks.gen.yaml': `${header}${webhookConfigurations()}`,
    'deploy/kustomize/policies/policies.gen.yaml': `${header}${policies()}`,
  }
}

const header = '# Written by `npm run gen`. Do not edit.\n'
const gatewayGroups = (group: string) => group.startsWith('gateway.networking.')

/** Secrets are a decision of the operator; everything else is read as a matter of course. */
function readRules(kinds: readonly WatchedKind[]): string {
  const groups = groupBy(kinds, ({ group }) => group)
  const lines = [...groups].map(([group, members]) =>
    ruleOf(
      group,
      members.map(({ plural }) => plural),
    ),
  )
  return [...lines, ruleOf('apiextensions.k8s.io', ['customresourcedefinitions'])].join('')
}

function ruleOf(group: string, resources: readonly string[]): string {
  return `- apiGroups: ["${group}"]\n  resources: [${[...resources].sort().join(', ')}]\n  verbs: [get, list, watch]\n`
}

const withoutSecrets = () => watchedKinds().filter(({ plural }) => plural !== 'secrets')

function clusterRole(): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: gatewright
rules:
${readRules(withoutSecrets())}---
# Bind this one as well where rules about certificates shall see what the Secrets of listeners hold. Private keys are never kept.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: gatewright-secrets
rules:
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch]
`
}

/** Kinds that rules judge, and that a webhook is worth calling for. */
function judged(): readonly WatchedKind[] {
  const named = new Set(rules.flatMap(rule => rule.kinds))
  return watchedKinds().filter(
    ({ group, kind }) => gatewayGroups(group) && (named.has(kindName(group, kind)) || protectedKinds.has(`${group}/${kind}`)),
  )
}

function defaulted(): readonly WatchedKind[] {
  const named = new Set(defaults.flatMap(definition => definition.kinds))
  return watchedKinds().filter(({ group, kind }) => named.has(kindName(group, kind)))
}

/** Rules of a webhook: one per group and set of versions. */
function webhookRules(kinds: readonly WatchedKind[], operations: readonly string[]): string {
  const groups = groupBy(kinds, ({ group, versions }) => `${group} ${versions.join(', ')}`)
  return [...groups.values()]
    .map(members => {
      const [{ group, versions }] = members as readonly [WatchedKind]
      const resources = members
        .map(({ plural }) => plural)
        .sort()
        .join(', ')
      return `- apiGroups: ["${group}"]\n  apiVersions: [${versions.join(', ')}]\n  operations: [${operations.join(', ')}]\n  resources: [${resources}]\n`
    })
    .join('')
}

const coreProtected = (kind: string) => watchedKinds().filter(({ group, plural }) => group === '' && plural === kind)

function template(): string {
  const define = (name: string, body: string) => `{{- define "gatewright.${name}" -}}\n${body.trimEnd()}\n{{- end }}\n`
  return [
    '{{/* Written by `npm run gen`. Do not edit. */}}\n',
    define('readRules', readRules(withoutSecrets())),
    define('validateRules', webhookRules(judged(), ['CREATE', 'UPDATE', 'DELETE'])),
    define('mutateRules', webhookRules(defaulted(), ['CREATE', 'UPDATE'])),
    ...['services', 'namespaces', 'secrets', 'configmaps'].map(kind =>
      define(`protect.${kind}`, webhookRules(coreProtected(kind), kind === 'namespaces' ? ['UPDATE'] : ['UPDATE', 'DELETE'])),
    ),
    define('changed', changedCondition),
    define(
      'policies',
      policyDocuments('{{ include "gatewright.fullname" . }}', '{{- include "gatewright.namespaceSelector" . | nindent 6 }}'),
    ),
  ].join('')
}

const indent = (text: string, by: number) => text.trimEnd().replace(/^/gm, ' '.repeat(by))

function webhookConfigurations(): string {
  const hook = (name: string, path: string, body: string, condition: string, more = '') => `- name: ${name}.gatewright.dev
  clientConfig:
    service: {name: gatewright, namespace: gatewright-system, path: /${path}, port: 443}
  rules:
${indent(body, 2)}
  matchPolicy: Equivalent
  failurePolicy: Ignore
  sideEffects: NoneOnDryRun
  timeoutSeconds: 5
  admissionReviewVersions: [v1]
${more}  namespaceSelector:
    matchExpressions:
    - {key: kubernetes.io/metadata.name, operator: NotIn, values: [gatewright-system, kube-system, kube-node-lease]}
  matchConditions:
${indent(condition, 2)}
`
  const protect = ['services', 'namespaces']
    .map(kind => webhookRules(coreProtected(kind), kind === 'namespaces' ? ['UPDATE'] : ['UPDATE', 'DELETE']))
    .join('')
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: gatewright
webhooks:
${hook('validate', 'validate', webhookRules(judged(), ['CREATE', 'UPDATE', 'DELETE']), changedCondition)}${hook('protect', 'validate', protect, changedCondition)}---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: gatewright
webhooks:
${hook('mutate', 'mutate', webhookRules(defaulted(), ['CREATE', 'UPDATE']), changedCondition, '  reinvocationPolicy: IfNeeded\n')}`
}

/** Bookkeeping is not worth a call: an update counts when something but status and managed fields has changed. */
export const changedCondition = `- name: changed
  expression: >-
    request.operation != 'UPDATE' || !has(object.spec) || !has(oldObject.spec) || object.spec != oldObject.spec
    || (has(object.metadata.labels) ? object.metadata.labels : {}) != (has(oldObject.metadata.labels) ? oldObject.metadata.labels : {})
    || (has(object.metadata.annotations) ? object.metadata.annotations : {}) != (has(oldObject.metadata.annotations) ? oldObject.metadata.annotations : {})
- name: not-leaving
  expression: request.operation != 'UPDATE' || !has(object.metadata.deletionTimestamp)
`

function policies(): string {
  const selector =
    '\n      matchExpressions:\n      - {key: kubernetes.io/metadata.name, operator: NotIn, values: [gatewright-system, kube-system, kube-node-lease]}'
  return policyDocuments('gatewright', selector)
}

/** A policy and its binding for each set of resources. */
function policyDocuments(name: string, selector: string): string {
  const sets = groupBy(objectRulesInCel, ({ resources }) => resources.join(' '))
  const versions = [
    ...new Set(
      watchedKinds()
        .filter(({ group }) => group === 'gateway.networking.k8s.io')
        .flatMap(({ versions }) => versions),
    ),
  ]
  return [...sets.values()]
    .map(members => {
      const own = `${name}-${setName(members[0]!.resources)}`
      const validations = members
        .map(
          ({ code, expression, message }) =>
            `  - expression: >-\n      ${expression}\n    message: '${code}: ${message.replaceAll("'", "''")}'\n    reason: Forbidden\n`,
        )
        .join('')
      return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: ${own}
  labels: {app.kubernetes.io/name: gatewright}
spec:
  # A mistake of ours must not stop anybody; the webhook judges the same and more.
  failurePolicy: Ignore
  matchConstraints:
    matchPolicy: Equivalent
    resourceRules:
    - apiGroups: [gateway.networking.k8s.io]
      apiVersions: [${versions.join(', ')}]
      operations: [CREATE, UPDATE]
      resources: [${members[0]!.resources.join(', ')}]
  matchConditions:
  - name: changed
    expression: request.operation == 'CREATE' || (object.spec != oldObject.spec && !has(object.metadata.deletionTimestamp))
  validations:
${validations}---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: ${own}
  labels: {app.kubernetes.io/name: gatewright}
spec:
  policyName: ${own}
  validationActions: [Deny]
  matchResources:
    namespaceSelector:${selector}
`
    })
    .join('---\n')
}

/** A name that stays when other sets come and go. */
function setName(resources: readonly string[]): string {
  return resources.length === 1 ? (resources[0] as string) : resources.includes('gateways') ? 'listeners' : 'routes'
}

/** In the order of first appearance; Node 20 has no Map.groupBy. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
