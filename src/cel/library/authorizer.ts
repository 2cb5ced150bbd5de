import { labelProblems, subdomainProblems } from '../../values/names.ts'
import { add, fixed, scale } from '../cost-range.ts'
import { BoolType, type CelType, opaque, StringType } from '../types.ts'
import { CelError, costSize, noSuchOverload, type Opaque } from '../value.ts'
import { nominal, nominalEstimate, TRAVERSAL } from './costs.ts'
import type { FunctionDeclaration, Library, Overload } from './function.ts'

/** Whose rights are asked about. Extra attributes are whatever the request carries. */
export interface User {
  readonly username: string
  readonly uid?: string
  readonly groups?: readonly string[]
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

/** One question to an authorizer: a path, or a resource. Selectors are given as they were written. */
export interface AuthorizationRequest {
  readonly user: User
  readonly verb: string
  readonly path?: string
  readonly resource?: {
    readonly group: string
    readonly resource: string
    readonly subresource: string
    readonly namespace: string
    readonly name: string
    readonly fieldSelector: string
    readonly labelSelector: string
  }
}

export interface Verdict {
  readonly allowed: boolean
  readonly reason: string
  readonly error?: string
}

/** Answers questions of authorization at once: evaluation is synchronous, so what it will need has to be known beforehand. */
export type Authorize = (request: AuthorizationRequest) => Verdict

/** Two of these never compare: Kubernetes has no equality for them. */
abstract class Incomparable implements Opaque {
  abstract readonly celType: string

  equals(): boolean {
    throw noSuchOverload()
  }
}

/** The value of the variable `authorizer`. */
export class Authorizer extends Incomparable {
  readonly user: User
  readonly authorize: Authorize

  constructor(user: User, authorize: Authorize) {
    super()
    this.user = user
    this.authorize = authorize
  }

  get celType(): string {
    return 'kubernetes.authorization.Authorizer'
  }

  /** The value of `authorizer.requestResource`. */
  requestResource(resource: NonNullable<AuthorizationRequest['resource']>): ResourceCheck {
    return new ResourceCheck(this, resource)
  }
}

class PathCheck extends Incomparable {
  readonly authorizer: Authorizer
  readonly path: string

  constructor(authorizer: Authorizer, path: string) {
    super()
    this.authorizer = authorizer
    this.path = path
  }

  get celType(): string {
    return 'kubernetes.authorization.PathCheck'
  }

  check(verb: string): Decision {
    const { user, authorize } = this.authorizer
    return new Decision(authorize({ user, verb, path: this.path }))
  }
}

class GroupCheck extends Incomparable {
  readonly authorizer: Authorizer
  readonly group: string

  constructor(authorizer: Authorizer, group: string) {
    super()
    this.authorizer = authorizer
    this.group = group
  }

  get celType(): string {
    return 'kubernetes.authorization.GroupCheck'
  }

  resource(resource: string): ResourceCheck {
    if (resource.trim() === '') throw new CelError('resource must not be empty')
    const everywhere = { subresource: '', namespace: '', name: '', fieldSelector: '', labelSelector: '' }
    return new ResourceCheck(this.authorizer, { group: this.group, resource, ...everywhere })
  }
}

class ResourceCheck extends Incomparable {
  readonly authorizer: Authorizer
  readonly attributes: NonNullable<AuthorizationRequest['resource']>

  constructor(authorizer: Authorizer, attributes: NonNullable<AuthorizationRequest['resource']>) {
    super()
    this.authorizer = authorizer
    this.attributes = attributes
  }

  get celType(): string {
    return 'kubernetes.authorization.ResourceCheck'
  }

  with(attributes: Partial<NonNullable<AuthorizationRequest['resource']>>): ResourceCheck {
    return new ResourceCheck(this.authorizer, { ...this.attributes, ...attributes })
  }

  check(verb: string): Decision {
    const { user, authorize } = this.authorizer
    return new Decision(authorize({ user, verb, resource: this.attributes }))
  }
}

class Decision extends Incomparable {
  readonly verdict: Verdict

  constructor(verdict: Verdict) {
    super()
    this.verdict = verdict
  }

  get celType(): string {
    return 'kubernetes.authorization.Decision'
  }
}

function path(authorizer: Authorizer, text: string): PathCheck {
  if (text.trim() === '') throw new CelError('path must not be empty')
  return new PathCheck(authorizer, text)
}

function serviceAccount({ authorize }: Authorizer, namespace: string, name: string): Authorizer {
  if (subdomainProblems(name).length > 0) throw new CelError('Invalid service account name')
  if (labelProblems(namespace).length > 0) throw new CelError('Invalid service account namespace')
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`]
  return new Authorizer({ username: `system:serviceaccount:${namespace}:${name}`, groups }, authorize)
}

export const AuthorizerType: CelType = opaque('kubernetes.authorization.Authorizer')
const PathCheckType = opaque('kubernetes.authorization.PathCheck')
const GroupCheckType = opaque('kubernetes.authorization.GroupCheck')
export const ResourceCheckType: CelType = opaque('kubernetes.authorization.ResourceCheck')
const DecisionType = opaque('kubernetes.authorization.Decision')

/** So much that an expression can afford two. */
const CHECK = 350_000

const checkCosts = { cost: () => CHECK, estimate: () => ({ cost: fixed(CHECK) }) }
const nominalCosts = { cost: nominal, estimate: nominalEstimate }

/** Reading a selector, and making its list of requirements, one for two characters. */
const selectorCosts: Pick<Overload, 'cost' | 'estimate'> = {
  cost(_result, _check, selector) {
    const size = costSize(selector)
    return 10 + Math.ceil(size * TRAVERSAL) + Math.ceil(Math.ceil(size * 0.5) * 50)
  },
  estimate({ args, size }) {
    const selector = size(args[0]!)
    return { cost: add(add(fixed(10), scale(selector, TRAVERSAL)), scale(scale(selector, 0.5), 50)) }
  },
}

type Costs = Pick<Overload, 'cost' | 'estimate'>

function member(
  id: string,
  parameters: readonly CelType[],
  result: CelType,
  call: Overload['call'],
  costs: Costs = nominalCosts,
): Overload {
  return { id, member: true, parameters, result, call, ...costs }
}

function attribute(name: 'subresource' | 'namespace' | 'name'): FunctionDeclaration {
  const call = (check: ResourceCheck, value: string) => check.with({ [name]: value })
  return { name, overloads: [member(`resourcecheck_${name}`, [ResourceCheckType, StringType], ResourceCheckType, call)] }
}

function selector(name: 'fieldSelector' | 'labelSelector'): FunctionDeclaration {
  const call = (check: ResourceCheck, value: string) => check.with({ [name]: value })
  return {
    name,
    overloads: [member(`authorizer_${name.toLowerCase()}`, [ResourceCheckType, StringType], ResourceCheckType, call, selectorCosts)],
  }
}

const checkPath = (check: PathCheck, verb: string) => check.check(verb)
const checkResource = (check: ResourceCheck, verb: string) => check.check(verb)

const functions: readonly FunctionDeclaration[] = [
  { name: 'path', overloads: [member('authorizer_path', [AuthorizerType, StringType], PathCheckType, path)] },
  {
    name: 'group',
    overloads: [
      member(
        'authorizer_group',
        [AuthorizerType, StringType],
        GroupCheckType,
        (authorizer: Authorizer, group: string) => new GroupCheck(authorizer, group),
      ),
    ],
  },
  {
    name: 'serviceAccount',
    overloads: [member('authorizer_serviceaccount', [AuthorizerType, StringType, StringType], AuthorizerType, serviceAccount)],
  },
  {
    name: 'resource',
    overloads: [
      member('groupcheck_resource', [GroupCheckType, StringType], ResourceCheckType, (check: GroupCheck, name: string) =>
        check.resource(name),
      ),
    ],
  },
  attribute('subresource'),
  attribute('namespace'),
  attribute('name'),
  {
    name: 'check',
    overloads: [
      member('pathcheck_check', [PathCheckType, StringType], DecisionType, checkPath, checkCosts),
      member('resourcecheck_check', [ResourceCheckType, StringType], DecisionType, checkResource, checkCosts),
    ],
  },
  {
    name: 'errored',
    overloads: [member('decision_errored', [DecisionType], BoolType, ({ verdict }: Decision) => verdict.error !== undefined)],
  },
  { name: 'error', overloads: [member('decision_error', [DecisionType], StringType, ({ verdict }: Decision) => verdict.error ?? '')] },
  { name: 'allowed', overloads: [member('decision_allowed', [DecisionType], BoolType, ({ verdict }: Decision) => verdict.allowed)] },
  { name: 'reason', overloads: [member('decision_reason', [DecisionType], StringType, ({ verdict }: Decision) => verdict.reason)] },
]

/** @see k8s.io/apiserver pkg/cel/library/authz.go */
export const authorization: Library = { name: 'kubernetes.authz', since: 27, functions }

export const authorizationSelectors: Library = {
  name: 'kubernetes.authzSelectors',
  since: 31,
  functions: [selector('fieldSelector'), selector('labelSelector')],
}
