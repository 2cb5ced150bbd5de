import type { Path } from '../../diagnostics/path.ts'
import { type Fields, fields, isFields, items, text } from '../../topology/reading/fields.ts'
import { labelValueProblems, qualifiedNameProblems } from '../../values/names.ts'
import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

const OPERATORS = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist'])

const isLabelKey = (key: string) => qualifiedNameProblems(key).length === 0
const isLabelValue = (value: string) => labelValueProblems(value).length === 0

/** A label selector that the schema lets pass and no controller can use. */
export default defineRule({
  code: 'GWA-SCH-010',
  name: 'invalid-label-selector',
  severity: 'error',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A label selector is not valid.',
    why: 'The schema does not check selectors. A controller cannot turn this one into a query: the listener admits no route, or is refused.',
    fix: 'Use the operators In and NotIn with values, Exists and DoesNotExist without, and keys and values of label syntax.',
    spec: 'LabelSelector in the Kubernetes API reference',
  },
  messages: {
    operator: ({ operator }: { operator: string }) =>
      `${JSON.stringify(operator)} is no operator of a label selector; there are In, NotIn, Exists and DoesNotExist`,
    values: ({ operator, some }: { operator: string; some: boolean }) =>
      some
        ? `operator ${operator} takes no values; the selector cannot be used`
        : `operator ${operator} needs at least one value; the selector cannot be used`,
    key: ({ key }: { key: string }) => `${JSON.stringify(key)} is not a label key, so the selector cannot be used`,
    value: ({ value }: { value: string }) => `${JSON.stringify(value)} is not a label value, so the selector cannot be used`,
  },
  check(object, { topology, report }) {
    const judge = (selector: Fields, at: Path) => {
      for (const [key, value] of Object.entries(fields(selector.matchLabels))) {
        if (!isLabelKey(key)) report('key', [...at, 'matchLabels', key], { key })
        if (typeof value === 'string' && !isLabelValue(value)) report('value', [...at, 'matchLabels', key], { value })
      }
      for (const { value: expression, at: place } of items(selector.matchExpressions, [...at, 'matchExpressions'])) {
        const [key, operator] = [text(expression.key) ?? '', text(expression.operator) ?? '']
        const values = Array.isArray(expression.values) ? expression.values.filter(value => typeof value === 'string') : []
        if (!isLabelKey(key)) report('key', [...place, 'key'], { key })
        if (!OPERATORS.has(operator)) report('operator', [...place, 'operator'], { operator })
        else if (operator.endsWith('In') !== values.length > 0)
          report('values', [...place, 'operator'], { operator, some: values.length > 0 })
        for (const value of values) if (!isLabelValue(value)) report('value', [...place, 'values'], { value })
      }
    }
    for (const {
      allowedNamespaces: { selector },
      at,
    } of ownListeners(topology, object))
      if (isFields(selector)) judge(selector, [...at, 'allowedRoutes', 'namespaces', 'selector'])
    judge(fields(fields(fields(fields(object.spec).allowedListeners).namespaces).selector), [
      'spec',
      'allowedListeners',
      'namespaces',
      'selector',
    ])
  },
})
