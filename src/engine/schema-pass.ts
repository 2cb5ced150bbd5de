import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { refOf } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { BundleOption } from '../rules/rule.ts'
import { isCrd } from '../schema/index.ts'
import { withAcceptingBundle } from './accepted-elsewhere.ts'
import { definitionFindings } from './definition-findings.ts'
import { configuredSeverity, type Severities } from './plan.ts'
import type { RuleFailure } from './result.ts'
import { schemaFindings, schemaRules } from './schema-findings.ts'
import { createSchemas } from './schemas.ts'
import { unknownKind } from './unknown-kind.ts'

export interface SchemaPassOptions {
  readonly gatewayApi: BundleOption
  readonly kubernetes: string
  readonly crds: readonly unknown[]
  readonly severities: Severities
  readonly old?: (ref: ObjectRef) => KubeObject | undefined
  /** Hears of each object when it has been judged, and of what it was decoded to where it was admitted: the next to judge it need not do so again. */
  readonly judged?: (object: KubeObject, decoded: KubeObject | undefined) => void
}

export interface SchemaPass {
  readonly findings: readonly (readonly [Finding, KubeObject])[]
  /** Kinds (`group/Kind`) without a schema, and how many objects of them there are. */
  readonly withoutSchema: ReadonlyMap<string, number>
  readonly failures: readonly RuleFailure[]
}

/** What the API server would say to each object by itself. */
export function judgeBySchemas(objects: readonly KubeObject[], options: SchemaPassOptions): SchemaPass {
  const { gatewayApi, kubernetes, severities, old, judged } = options
  const heard = schemaRules.some(({ code, name }) => configuredSeverity(code, name, severities) !== 'off')
  const schemas = createSchemas(options)
  const findings: [Finding, KubeObject][] = []
  const withoutSchema = new Map<string, number>()
  const failures: RuleFailure[] = []
  for (const object of objects) {
    const ref = refOf(object)
    let decoded: KubeObject | undefined
    try {
      if (isCrd(object)) for (const finding of definitionFindings(object, ref, kubernetes)) findings.push([finding, object])
      const admission = schemas.find(object.apiVersion, object.kind)
      if (admission === undefined) {
        const finding = unknownKind(object, ref, gatewayApi)
        if (finding !== undefined) findings.push([finding, object])
        else if (!isBuiltIn(ref.group))
          withoutSchema.set(`${ref.group}/${ref.kind}`, (withoutSchema.get(`${ref.group}/${ref.kind}`) ?? 0) + 1)
      } else if (heard) {
        const answer = schemaFindings(object, ref, admission, old?.(ref))
        decoded = answer.decoded
        const found = withAcceptingBundle(object, answer.findings, { gatewayApi, kubernetes })
        for (const finding of found) findings.push([finding, object])
      }
    } catch (cause) {
      failures.push({ code: 'GWA-SCH-003', object: ref, cause })
    }
    judged?.(object, decoded)
  }
  return { findings, withoutSchema, failures }
}

/** Groups of Kubernetes itself, whose objects other tools check. */
const isBuiltIn = (group: string): boolean => !group.includes('.') || (group.endsWith('.k8s.io') && !group.startsWith('gateway.'))
