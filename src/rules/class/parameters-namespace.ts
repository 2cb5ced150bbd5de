import { isClusterScoped } from '../../inventory/index.ts'
import { fields, isFields, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

const NAMESPACED = new Set(['ConfigMap', 'Secret'])

/** A reference without the namespace that its kind needs, or with one that its kind has not. */
export default defineRule({
  code: 'GWA-CLS-004',
  name: 'parameters-namespace',
  severity: 'warning',
  gate: 'object',
  kinds: ['GatewayClass'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'The parametersRef of a GatewayClass lacks a namespace, or has one for a kind that has none.',
    why: 'A class stands in no namespace, so there is none to fall back on: the object is not found and the class is not accepted.',
    fix: 'Write the namespace of a ConfigMap or Secret; leave it out for a cluster-scoped kind.',
    spec: 'ParametersReference.namespace in the Gateway API reference',
  },
  messages: {
    missing: ({ kind, name }: { kind: string; name: string }) =>
      `${kind} ${name} is looked for in no namespace: a class has none to fall back on, so write it here`,
    needless: ({ kind }: { kind: string }) => `a ${kind} stands in no namespace; the reference must not name one`,
  },
  check(gatewayClass, { report }) {
    const ref = fields(gatewayClass.spec).parametersRef
    if (!isFields(ref)) return
    const [group, kind, namespace] = [text(ref.group) ?? '', text(ref.kind) ?? '', text(ref.namespace)]
    const at = ['spec', 'parametersRef']
    if (group === '' && NAMESPACED.has(kind) && namespace === undefined) report('missing', at, { kind, name: text(ref.name) ?? '' })
    if (namespace !== undefined && isClusterScoped(group, kind)) report('needless', [...at, 'namespace'], { kind })
  },
})
