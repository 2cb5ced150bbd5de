import { createEnvironment, type Environment, type Program } from '../cel/index.ts'
import {
  BoolType as Bool,
  type CelType,
  DynType as Dyn,
  formatType,
  list,
  NullType as Null,
  object,
  sameType,
  StringType as Text,
  typeName,
} from '../cel/types.ts'
import { authorizerVariables, declaredVariables, type Position } from './declarations.ts'
import { escapeKey } from './escape-key.ts'
import { PER_CALL_LIMIT, VariableScope } from './evaluation.ts'
import { mutationType, objectType, patchType } from './object-value.ts'
import type {
  AdmissionPolicy,
  AuditAnnotation,
  MutatingAdmissionPolicy,
  Mutation,
  ValidatingAdmissionPolicy,
  Validation,
} from './objects.ts'
import { isValidating } from './objects.ts'
import { Together } from './together.ts'

/** An expression of a policy: ready to run, or with the API server's words on why it is not. */
export type CompiledExpression =
  /** `internal` where a constant in it cannot be converted, which the API server does not call a fault of the text. */
  | { readonly text: string; readonly type: CelType; readonly issue: string; readonly internal?: true }
  | { readonly text: string; readonly type: CelType; readonly program: Program }

export interface CompiledVariables {
  /** In order of declaration; of two with one name the later one counts. */
  readonly expressions: readonly (readonly [name: string, CompiledExpression])[]
  /** Absent where there are none. */
  readonly scope?: VariableScope
}

export interface CompiledMutation {
  readonly patchType: Mutation['patchType']
  readonly expression: CompiledExpression
}

export interface CompiledPolicy {
  readonly policy: AdmissionPolicy
  readonly failurePolicy: 'Fail' | 'Ignore'
  readonly conditions: readonly CompiledExpression[]
  readonly variables: CompiledVariables
  readonly validations: readonly {
    readonly source: Validation
    readonly expression: CompiledExpression
    readonly message?: CompiledExpression
  }[]
  /** The expressions of the validations, and their messages. */
  readonly expressions: readonly CompiledExpression[]
  readonly messages: readonly (CompiledExpression | undefined)[]
  /** The most that all messages may cost, with the variables that they use. */
  readonly messagesCost: number
  readonly annotations: readonly { readonly source: AuditAnnotation; readonly expression: CompiledExpression }[]
  readonly mutations: readonly CompiledMutation[]
  readonly together: Together
  /** Compiles another text as it would stand in a position, to look into an expression. */
  compile(position: Position, text: string): CompiledExpression
}

export type CompiledValidatingPolicy = CompiledPolicy & { readonly policy: ValidatingAdmissionPolicy }
export type CompiledMutatingPolicy = CompiledPolicy & { readonly policy: MutatingAdmissionPolicy }

export interface CompileOptions {
  /** Minor version of the API server: `1.36`. */
  readonly kubernetes: string
  /** Expressions of a policy that is being written may use what the previous minor knew; a stored one all that the server knows. */
  readonly purpose: 'write' | 'stored'
}

/** Compiles every expression of a policy. What does not compile is kept as an issue: at run time it fails each request that needs it. */
export function compilePolicy(policy: AdmissionPolicy, options: CompileOptions): CompiledPolicy {
  const { spec } = policy
  const declared = declaredVariables(spec.paramKind !== undefined)
  const withAuthorizer = { ...declared, ...authorizerVariables }
  const variables = compileVariables(policy, withAuthorizer, options)
  // A mutating policy has `variables` even where it declares none.
  const composed = variables.expressions.length === 0 && isValidating(policy) ? {} : { variables: variablesType(variables) }

  const environments: Record<Position, Environment> = {
    matchCondition: environment(withAuthorizer, options),
    variable: environment({ ...withAuthorizer, ...composed }, options),
    validation: environment({ ...withAuthorizer, ...composed }, options),
    message: environment({ ...declared, ...composed }, options),
    auditAnnotation: environment({ ...withAuthorizer, ...composed }, options),
    mutation: environment({ ...withAuthorizer, ...composed }, options, true),
  }
  const compile = (position: Position, text: string, ...expected: CelType[]) => compileExpression(environments[position], text, expected)
  /** Some texts are trimmed when they are written, and not when they are run. */
  const trimmed = (text: string) => (options.purpose === 'write' ? text?.trim() : text)

  const validating = isValidating(policy) ? policy.spec : {}
  const validations = (validating.validations ?? []).map(source => ({
    source,
    expression: compile('validation', source.expression, Bool),
    ...(source.messageExpression?.trim() && { message: compile('message', source.messageExpression, Text) }),
  }))
  const messages = validations.map(({ message }) => message || undefined)
  const mutating = isValidating(policy) ? {} : policy.spec
  const compiled = {
    policy,
    failurePolicy: spec.failurePolicy ?? 'Fail',
    compile: (position: Position, text: string) => compile(position, text),
    conditions: (spec.matchConditions ?? []).map(({ expression }) => compile('matchCondition', trimmed(expression), Bool)),
    variables,
    validations,
    expressions: validations.map(({ expression }) => expression),
    messages,
    messagesCost: (messages.filter(message => message !== undefined).length + variables.expressions.length) * (PER_CALL_LIMIT + 1),
    annotations: (validating.auditAnnotations ?? []).map(source => ({
      source,
      expression: compile('auditAnnotation', trimmed(source.valueExpression), Text, Null),
    })),
    mutations: (mutating.mutations ?? []).map(mutation => {
      const { patchType: type } = mutation
      const text = (type === 'JSONPatch' ? mutation.jsonPatch : mutation.applyConfiguration)?.expression ?? ''
      const expected = type === 'JSONPatch' ? list(patchType) : objectType
      return { patchType: type, expression: compile('mutation', text, expected) }
    }),
  }
  return { ...compiled, together: new Together(compiled) }
}

function environment(variables: Record<string, CelType>, { kubernetes, purpose }: CompileOptions, structs = false): Environment {
  return createEnvironment({
    kubernetes: purpose === 'write' ? previousMinor(kubernetes) : kubernetes,
    variables,
    ...(structs && { objectType: mutationType, functions: [escapeKey] }),
  })
}

/** Each variable sees those before it. */
function compileVariables(
  { spec: { variables = [] } }: AdmissionPolicy,
  declared: Record<string, CelType>,
  options: CompileOptions,
): CompiledVariables {
  const expressions: (readonly [string, CompiledExpression])[] = []
  for (const { name = '', expression } of variables) {
    const earlier = { variables: variablesType({ expressions: [...expressions] }) }
    expressions.push([name, compileExpression(environment({ ...declared, ...earlier }, options), expression, [])])
  }
  return expressions.length === 0 ? { expressions } : { expressions, scope: new VariableScope(expressions) }
}

/** A variable without expression is none. */
function variablesType({ expressions }: Pick<CompiledVariables, 'expressions'>): CelType {
  const written = expressions.filter(([, { text }]) => text.trim() !== '')
  return object('kubernetes.variables', new Map(written.map(([name, { type }]) => [name, variableType(type)])))
}

/** A variable has the type of its expression where that is plain, a list or a map; all other types are forgotten. */
export function variableType(type: CelType): CelType {
  switch (type.kind) {
    case 'list':
      return list(variableType(type.element))
    case 'map':
      return { kind: 'map', key: variableType(type.key), value: variableType(type.value) }
    case 'object':
    case 'optional':
    case 'type':
    case 'parameter':
    case 'opaque':
      return Dyn
    default:
      return type
  }
}

function compileExpression(environment: Environment, text = '', expected: readonly CelType[]): CompiledExpression {
  const { program, failure } = environment.compile(text)
  if (failure?.phase === 'program') return { text, type: Dyn, issue: `program instantiation failed: ${failure.message}`, internal: true }
  if (failure) return { text, type: Dyn, issue: `compilation failed: ${failure.message}` }
  const { type } = program
  if (expected.length > 0 && !expected.some(wanted => sameType(wanted, type))) {
    const names = expected.map(goType)
    const wanted = names.length === 1 ? names[0] : `one of [${names.join(' ')}]`
    return { text, type, issue: `must evaluate to ${wanted} but got ${goType(type)}` }
  }
  return { text, type, program }
}

/** A type as cel-go's `Type.String` prints it, which is not how its checker does. */
function goType(type: CelType): string {
  switch (type.kind) {
    case 'list':
      return `list(${goType(type.element)})`
    case 'map':
      return `map(${goType(type.key)}, ${goType(type.value)})`
    case 'optional':
      return `optional_type(${goType(type.value)})`
    case 'type':
    case 'opaque':
      return formatType(type)
    default:
      return typeName(type)
  }
}

/** New policies may only use what the minor before knew, so that a rollback of the API server does not break them. */
function previousMinor(kubernetes: string): string {
  return kubernetes.replace(/^(v?1\.)(\d+).*/, (_, major: string, minor: string) => `${major}${Number(minor) - 1}`)
}
