import type { Snapshot, Tri } from '../inventory/snapshot.ts'
import { type LabelSelector, matchesSelector, selectorProblems } from '../values/label-selector.ts'
import type { NamespaceChoice } from './model.ts'
import { isFields, text } from './reading/fields.ts'
import { tri } from './tri.ts'

const nameLabel = 'kubernetes.io/metadata.name'

/** Whether a choice of namespaces, made by an object in `own`, includes `namespace`. */
export function includesNamespace(choice: NamespaceChoice, own: string, namespace: string, snapshot: Snapshot): Tri {
  switch (choice.from) {
    case 'All':
      return 'yes'
    case 'None':
      return 'no'
    case 'Same':
      return tri(own === namespace)
    case 'Selector':
      return selects(choice.selector, namespace, snapshot)
  }
}

/**
 * Whether a label selector takes a namespace. The labels of a namespace that is not known are not known either, except the one that carries
 * its name.
 */
function selects(value: unknown, namespace: string, snapshot: Snapshot): Tri {
  const selector = readSelector(value)
  if (selector === undefined) return 'no'
  const labels = snapshot.namespaceLabels(namespace)
  if (labels !== undefined) return tri(matchesSelector(selector, labels))
  const own = { [nameLabel]: namespace }
  const onlyName = {
    matchLabels: Object.fromEntries(Object.entries(selector.matchLabels ?? {}).filter(([key]) => key === nameLabel)),
    matchExpressions: (selector.matchExpressions ?? []).filter(({ key }) => key === nameLabel),
  }
  if (!matchesSelector(onlyName, own)) return 'no'
  const decided =
    Object.keys(onlyName.matchLabels).length === Object.keys(selector.matchLabels ?? {}).length &&
    onlyName.matchExpressions.length === (selector.matchExpressions ?? []).length
  return decided ? 'yes' : 'unknown'
}

/** Undefined where there is no selector, or one that cannot be used: it selects nothing. */
export function readSelector(value: unknown): LabelSelector | undefined {
  if (!isFields(value)) return undefined
  const { matchLabels, matchExpressions } = value
  if (matchLabels !== undefined && matchLabels !== null && !isStrings(matchLabels)) return undefined
  if (matchExpressions !== undefined && matchExpressions !== null && !isRequirements(matchExpressions)) return undefined
  const selector: LabelSelector = {
    ...(isStrings(matchLabels) && { matchLabels }),
    ...(isRequirements(matchExpressions) && { matchExpressions }),
  }
  return selectorProblems(selector).length === 0 ? selector : undefined
}

function isStrings(value: unknown): value is Readonly<Record<string, string>> {
  return isFields(value) && Object.values(value).every(item => typeof item === 'string')
}

function isRequirements(value: unknown): value is NonNullable<LabelSelector['matchExpressions']> {
  return (
    Array.isArray(value) &&
    value.every(
      item =>
        isFields(item) &&
        text(item.key) !== undefined &&
        text(item.operator) !== undefined &&
        (item.values === undefined || (Array.isArray(item.values) && item.values.every(entry => typeof entry === 'string'))),
    )
  )
}
