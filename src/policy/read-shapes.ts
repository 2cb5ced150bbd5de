/** The Go types of policies and bindings, as far as decoding looks at them: what stands where, and what it is called. */
export type GoShape =
  | { readonly go: 'string' }
  | { readonly go: string; readonly fields: Readonly<Record<string, GoShape>>; readonly texts?: readonly string[] }
  | { readonly go: string; readonly items: GoShape }
  | { readonly go: string; readonly values: GoShape }

const text: GoShape = { go: 'string' }
const list = (items: GoShape): GoShape => ({ go: `[]${items.go}`, items })
const texts = list(text)

/** `texts` are the strings that are never absent: Go reads them as empty. */
const struct = (go: string, fields: Readonly<Record<string, GoShape>>, ...texts: string[]): GoShape => ({ go, fields, texts })

const selector = struct('v1.LabelSelector', {
  matchLabels: { go: 'map[string]string', values: text },
  matchExpressions: list(struct('v1.LabelSelectorRequirement', { key: text, operator: text, values: texts }, 'key', 'operator')),
})

const named = (go: string): GoShape => list(struct(go, { name: text, expression: text }, 'name', 'expression'))

const rules = list(
  struct('v1.NamedRuleWithOperations', {
    resourceNames: texts,
    operations: { go: '[]v1.OperationType', items: { go: 'string' } },
    apiGroups: texts,
    apiVersions: texts,
    resources: texts,
    scope: text,
  }),
)

const matching = struct('v1.MatchResources', {
  resourceRules: rules,
  excludeResourceRules: rules,
  namespaceSelector: selector,
  objectSelector: selector,
  matchPolicy: text,
})

const common = {
  paramKind: struct('v1.ParamKind', { apiVersion: text, kind: text }, 'apiVersion', 'kind'),
  matchConstraints: matching,
  matchConditions: named('v1.MatchCondition'),
  variables: named('v1.Variable'),
  failurePolicy: text,
}

const expression = (go: string) => struct(go, { expression: text }, 'expression')

const paramRef = struct('v1.ParamRef', { name: text, namespace: text, selector, parameterNotFoundAction: text })

/** `spec` of each kind. */
export const SPECS: Readonly<Record<string, GoShape>> = {
  ValidatingAdmissionPolicy: struct('v1.ValidatingAdmissionPolicySpec', {
    ...common,
    validations: list(struct('v1.Validation', { expression: text, message: text, messageExpression: text, reason: text }, 'expression')),
    auditAnnotations: list(struct('v1.AuditAnnotation', { key: text, valueExpression: text }, 'key', 'valueExpression')),
  }),
  MutatingAdmissionPolicy: struct('v1.MutatingAdmissionPolicySpec', {
    ...common,
    reinvocationPolicy: text,
    mutations: list(
      struct('v1.Mutation', {
        patchType: text,
        applyConfiguration: expression('v1.ApplyConfiguration'),
        jsonPatch: expression('v1.JSONPatch'),
      }),
    ),
  }),
  ValidatingAdmissionPolicyBinding: struct(
    'v1.ValidatingAdmissionPolicyBindingSpec',
    { policyName: text, paramRef, matchResources: matching, validationActions: list(text) },
    'policyName',
  ),
  MutatingAdmissionPolicyBinding: struct(
    'v1.MutatingAdmissionPolicyBindingSpec',
    { policyName: text, paramRef, matchResources: matching },
    'policyName',
  ),
}
