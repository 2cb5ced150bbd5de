import { lint } from '../engine/lint.ts'
import { catalogue } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { expressionCosts } from '../policy/cost.ts'
import type { AdmissionPolicy, PolicySet } from '../policy/index.ts'
import { isPolicyObject } from '../policy/objects.ts'
import { readPolicySet } from '../policy/read.ts'
import { type Definition, servedKinds } from '../policy/served.ts'
import type { TypeCheckContext } from '../policy/type-check.ts'
import { createReport, formats, Sources } from '../report/index.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { readInputs } from './inputs.ts'
import { print } from './print.ts'
import { type PlaceFlags, settings } from './settings.ts'
import { terminal } from './terminal.ts'

/** What is wrong with policies and bindings themselves, and what they may cost; the other objects in the files are left alone. */
export async function checkPolicies(paths: readonly string[], flags: PlaceFlags): Promise<ExitCode> {
  const inputs = await readInputs(paths)
  const policies = inputs.files.flatMap(file => file.documents.map(document => document.object as KubeObject)).filter(isPolicyObject)
  const { config: _, ...place } = await settings(flags, paths, policies)
  const result = lint(policies, place)
  const sources = new Sources()
  for (const file of inputs.files) sources.add(file)
  const set = readPolicySet(policies)
  const { problems } = inputs
  // A suppression may be for a rule about the other objects, which nobody asked.
  const severityOf = (_: string, rule: string) => (rule === 'unused-suppression' ? 'off' : undefined)
  const report = createReport({ ...result, problems, severityOf, notes: unbound(set), objects: policies.length }, sources)
  const kinds = servedKinds([...catalogue(place.gatewayApi).crds(), ...place.crds] as Definition[])
  process.stdout.write(costs(set.policies, { ...kinds, kubernetes: place.kubernetes }))
  print((await formats['text']!())(report, sources, terminal(process.stdout)))
  if (report.findings.some(({ rule }) => rule.startsWith('unreadable'))) return EXIT.unreadable
  return report.summary.errors > 0 ? EXIT.findings : EXIT.clean
}

function unbound({ policies, bindings }: PolicySet): string[] {
  return policies
    .filter(({ kind, metadata }) => !bindings.some(one => one.kind === `${kind}Binding` && one.spec.policyName === metadata.name))
    .map(({ kind, metadata }) => `No binding for ${kind} ${metadata.name} is among these files: without one it does nothing.`)
}

const LIMIT = 1_000_000n

/** The most that each expression may cost, as far as the schemas give bounds: parameters and optional values have none. */
function costs(policies: readonly AdmissionPolicy[], context: TypeCheckContext): string {
  const lines = policies.flatMap(policy => {
    const all = expressionCosts(policy, context)
    const unbounded = all.filter(({ most }) => most === undefined).length
    const each = all.flatMap(({ field, most, kind }) => {
      if (most === undefined) return []
      const beyond = most > LIMIT ? `: more than the ${LIMIT.toLocaleString('en')} at which evaluation ends` : ''
      return [`  ${field.padEnd(40)} at most ${most.toLocaleString('en')} for a ${kind}${beyond}`]
    })
    if (unbounded > 0)
      each.push(
        `  ${unbounded} of ${all.length} expressions have no bound by the schema; evaluation of each ends at ${LIMIT.toLocaleString('en')}`,
      )
    return each.length === 0 ? [] : [`cost of ${policy.metadata.name}:`, ...each]
  })
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`
}
