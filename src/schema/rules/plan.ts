import type { StructuralSchema } from '../structural.ts'
import { traitsOf } from '../traits.ts'
import { Rule, RuleScope } from './rule.ts'
import { isVisible, shapeOf } from './typing.ts'

/**
 * Where rules stand in a schema: the nodes that have rules, or have such nodes below them, and no others. Children are made when an object
 * first reaches them, rules when they first run.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema/cel/validation.go Validator
 */
export class RuleNode {
  readonly schema: StructuralSchema
  readonly rules: readonly Rule[]
  /** The schema's type name, which stands for the value in messages about rules that fail to run. */
  readonly type: string
  /** Messages about objects and lists leave the value out. */
  readonly omitsValue: boolean
  readonly scope: RuleScope
  readonly #isRoot: boolean
  /** Where the rules were declared: the schema itself, or a member of its `allOf`. */
  readonly #declaring: StructuralSchema
  readonly #kubernetes: string
  #properties: readonly PropertyNode[] | undefined
  #additional: RuleNode | null | undefined
  #items: RuleNode | null | undefined
  #allOf: readonly RuleNode[] | undefined
  #uses = 0

  constructor(declaring: StructuralSchema, schema: StructuralSchema, isRoot: boolean, kubernetes: string) {
    this.schema = schema
    this.type = schema.type ?? ''
    this.omitsValue = schema.type === 'object' || schema.type === 'array'
    this.scope = new RuleScope(shapeOf(schema, isRoot, 'selfType'), kubernetes)
    this.rules = (declaring['x-kubernetes-validations'] ?? []).map(rule => new Rule(rule, this.scope, schema)).filter(rule => !rule.empty)
    this.#isRoot = isRoot
    this.#declaring = declaring
    this.#kubernetes = kubernetes
  }

  get properties(): readonly PropertyNode[] {
    this.#properties ??= this.#propertyNodes()
    return this.#properties
  }

  get additional(): RuleNode | null {
    if (this.#additional === undefined)
      this.#additional = this.#child(objectOf(this.#declaring.additionalProperties), objectOf(this.schema.additionalProperties))
    return this.#additional
  }

  get items(): RuleNode | null {
    if (this.#items === undefined) this.#items = this.#child(this.#declaring.items, this.schema.items)
    return this.#items
  }

  get allOf(): readonly RuleNode[] {
    this.#allOf ??= (this.#declaring.allOf ?? [])
      .filter(member => traitsOf(member).rules)
      .map(member => new RuleNode(member, this.schema, this.#isRoot, this.#kubernetes))
    return this.#allOf
  }

  /** Whether making functions for the whole tree pays. Counts the uses. */
  usedOften(): boolean {
    return this.#uses++ > 3
  }

  #propertyNodes(): readonly PropertyNode[] {
    const nodes: PropertyNode[] = []
    for (const [name, declaring] of Object.entries(this.#declaring.properties ?? {})) {
      const schema = this.schema.properties && Object.hasOwn(this.schema.properties, name) ? this.schema.properties[name] : undefined
      const node = this.#child(declaring, schema)
      if (node) nodes.push(new PropertyNode(name, node))
    }
    return nodes
  }

  /** Rules on what expressions cannot see are not run, unless only the name is in the way. */
  #child(declaring: StructuralSchema | undefined, schema: StructuralSchema | undefined): RuleNode | null {
    if (!declaring || !schema || !traitsOf(declaring).rules || !isVisible(schema)) return null
    return new RuleNode(declaring, schema, schema['x-kubernetes-embedded-resource'] === true, this.#kubernetes)
  }
}

function objectOf(additional: StructuralSchema | boolean | undefined): StructuralSchema | undefined {
  return typeof additional === 'object' && additional !== null ? additional : undefined
}

/** A property with rules. Names that every object inherits need a closer look than the others. */
export class PropertyNode {
  readonly name: string
  readonly node: RuleNode
  /** The name as it stands in a path. */
  readonly step: string
  readonly inherited: boolean

  constructor(name: string, node: RuleNode) {
    this.name = name
    this.step = `.${name}`
    this.node = node
    this.inherited = name in Object.prototype
  }

  in(object: Readonly<Record<string, unknown>>): unknown {
    return this.inherited && !Object.hasOwn(object, this.name) ? undefined : object[this.name]
  }
}

/** The rules of a schema; undefined when it has none. */
export type CompiledRules = RuleNode | undefined

/**
 * Finds the rules of a schema (that of a whole resource, unless `isRoot` is false) for a Kubernetes version: `1.36`.
 * Nothing is compiled before it runs; a rule that does not compile fails then, with the message of the API server.
 */
export function compileRules(
  schema: StructuralSchema,
  { kubernetes = '1.36', isRoot = true }: { readonly kubernetes?: string; readonly isRoot?: boolean } = {},
): CompiledRules {
  return hasRules(schema) && (isRoot || isVisible(schema)) ? new RuleNode(schema, schema, isRoot, kubernetes) : undefined
}

/** The API server does not look into `allOf` when it asks whether there are rules at all. */
function hasRules(schema: StructuralSchema): boolean {
  if (!traitsOf(schema).rules) return false
  if ((schema['x-kubernetes-validations']?.length ?? 0) > 0) return true
  const children = [schema.items, objectOf(schema.additionalProperties), ...Object.values(schema.properties ?? {})]
  return children.some(child => child !== undefined && hasRules(child))
}
