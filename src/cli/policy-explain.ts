import { StructValue } from '../cel/operations.ts'
import { createSnapshot } from '../inventory/index.ts'
import { catalogue } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { type Explained, explain } from '../policy/explain.ts'
import { isPolicyObject } from '../policy/objects.ts'
import { ConfigurationError, collectParams } from '../policy/params.ts'
import { readPolicySet } from '../policy/read.ts'
import { contextOver, type Definition, servedKinds } from '../policy/served.ts'
import { requestOf } from '../policy/suite.ts'
import { toJson } from '../policy/to-json.ts'
import { encodeJson } from '../schema/index.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { objectsIn } from './policy-files.ts'
import { type PlaceFlags, settings } from './settings.ts'

interface Flags extends PlaceFlags {
  readonly filename: string
  readonly old?: string
  readonly as?: string
  readonly asGroup: readonly string[]
}

export async function explainPolicy(path: string, flags: Flags): Promise<ExitCode> {
  const files = await objectsIn([path])
  const { policies, bindings } = readPolicySet(files)
  if (policies.length === 0) throw new CliError(`there is no policy in ${path}`, EXIT.unreadable)
  const object = await firstOf(flags.filename)
  const oldObject = flags.old === undefined ? undefined : await firstOf(flags.old)
  const { gatewayApi, kubernetes, crds } = await settings(flags, [path], [])
  const kinds = servedKinds([...catalogue(gatewayApi).crds(), ...crds] as Definition[])
  const user = flags.as === undefined ? undefined : { username: flags.as, groups: [...flags.asGroup, 'system:authenticated'] }
  const { userInfo: _, ...anonymous } = requestOf({ name: '', object, ...(oldObject && { oldObject }), expect: { allowed: true } }, kinds)
  const request = { ...anonymous, ...(user && { userInfo: user }) }
  const snapshot = createSnapshot(files.filter(one => !isPolicyObject(one)))
  const context = {
    ...contextOver(kinds, files),
    namespace: (name: string) => snapshot.get({ group: '', kind: 'Namespace', namespace: '', name }) ?? ('unknown' as const),
  }

  for (const policy of policies) {
    const binding = bindings.find(one => one.kind === `${policy.kind}Binding` && one.spec.policyName === policy.metadata.name)
    process.stdout.write(`${policy.kind} ${policy.metadata.name}\n`)
    for (const param of binding === undefined ? [null] : paramsOf(policy, binding, request, context)) {
      if (param) process.stdout.write(`with ${param.kind} ${param.metadata.namespace ?? ''}/${param.metadata.name}\n`)
      const explained = explain(policy, request, param, context, kubernetes)
      process.stdout.write(explained ? explained.map(print).join('') : '  does not match this object\n')
    }
  }
  return EXIT.clean
}

/** @throws CliError where the binding asks for parameters that are not among the files. */
function paramsOf(...given: Parameters<typeof collectParams>): ReturnType<typeof collectParams> {
  try {
    return collectParams(...given)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    const [, { kind, metadata }] = given
    throw new CliError(`${kind} ${metadata.name}: ${error.message}`, EXIT.unreadable)
  }
}

async function firstOf(path: string): Promise<KubeObject> {
  const [first] = await objectsIn([path])
  if (first === undefined) throw new CliError(`there is no object in ${path}`, EXIT.unreadable)
  return first
}

function print({ where, text, outcome, parts }: Explained): string {
  const lines = [`\n  ${where}`, `    ${text.trim().replace(/\s+/g, ' ')}`, `    = ${shown(outcome)}`]
  for (const part of parts) lines.push(`      ${'  '.repeat(part.depth)}${part.text.replace(/\s+/g, ' ')}  =  ${shown(part.outcome)}`)
  return `${lines.join('\n')}\n`
}

/** A value as JSON, cut where it is long; an error as it is. */
function shown(outcome: Explained['outcome']): string {
  if ('error' in outcome) return `error: ${outcome.error.replace(/^expression '.*' resulted in error: /s, '')}`
  const { value } = outcome
  let text: string
  try {
    text = encodeJson(toJson(value))
  } catch {
    text = value instanceof StructValue ? 'an object' : String((value as { celType?: string }).celType ?? value)
  }
  return text.length > 200 ? `${text.slice(0, 200)}... (${text.length} characters)` : text
}
