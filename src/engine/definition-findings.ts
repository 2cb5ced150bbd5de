import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { formatPath } from '../diagnostics/path.ts'
import type { KubeObject } from '../kinds/object.ts'
import invalidValue from '../rules/local/invalid-value.ts'
import { checkCrd, errorBody } from '../schema/index.ts'

/** Values as long as whole schemas say nothing to anybody. */
const MAX_BODY = 400

/** What the API server would say to a CustomResourceDefinition itself: whether it would take it at all. */
export function definitionFindings(crd: KubeObject, object: ObjectRef, kubernetes: string): Finding[] {
  const { code, name: rule, severity, gate } = invalidValue
  const { problems, warnings } = checkCrd(crd, kubernetes)
  const refusals = problems.map(problem => {
    const body = errorBody(problem)
    const text = body.length > MAX_BODY && problem.detail !== '' ? problem.detail : body
    const path = formatPath(problem.at)
    return { code, rule, severity, gate, object, path, at: problem.at, message: `${path}: ${text}` }
  })
  return [
    ...refusals,
    ...warnings.map(text => ({
      code,
      rule,
      severity: 'warning' as const,
      gate,
      object,
      path: '',
      at: [],
      message: `the API server warns: ${text}`,
    })),
  ]
}
