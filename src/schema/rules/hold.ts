import { Program } from '../../cel/program.ts'
import type { RuleNode } from './plan.ts'

/** What the rules at a node and below it cost on a value. Throws where one does not hold, or anything else is out of the ordinary. */
type Cost = (value: unknown) => number

const made = new WeakMap<RuleNode, Cost>()

/**
 * What all rules cost on a new object, when all of them hold: for most objects that is all there is to say. Infinity where `evaluate` has to say more.
 */
export function costWhenAllHold(node: RuleNode, object: unknown): number {
  try {
    return costOf(node)(object)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

function costOf(node: RuleNode): Cost {
  let known = made.get(node)
  if (!known) {
    known = compose(node)
    made.set(node, known)
  }
  return known
}

/** A node passes over null, and a value of a type that its schema does not expect has no parts. */
function compose(node: RuleNode): Cost {
  const own = ownCost(node)
  const members = node.allOf.map(lazily)
  const item = node.items && lazily(node.items)
  const additional = node.additional && lazily(node.additional)
  const properties = new Map(node.properties.map(property => [property.name, lazily(property.node)]))
  const inside = additional !== null || properties.size > 0
  return value => {
    if (value === null || value === undefined) return 0
    let cost = own ? own(value) : 0
    for (let i = 0; i < members.length; i++) cost += members[i]!(value)
    if (typeof value !== 'object') return cost
    if (Array.isArray(value)) {
      if (item) for (let i = 0; i < value.length; i++) cost += item(value[i])
    } else if (inside) {
      for (const key in value) {
        const property = properties.get(key)
        if (property) cost += property((value as Record<string, unknown>)[key])
        if (additional) cost += additional((value as Record<string, unknown>)[key])
      }
    }
    return cost
  }
}

/** Made when a value first comes. */
function lazily(node: RuleNode): Cost {
  let inner: Cost | undefined
  return value => {
    inner ??= costOf(node)
    return inner(value)
  }
}

/** The rules of the node itself, as one function where that can be generated. */
function ownCost(node: RuleNode): Cost | undefined {
  const programs: Program[] = []
  for (const { compiled, usesOldSelf, optionalOldSelf } of node.rules) {
    const { program } = compiled
    if (!program || optionalOldSelf) return outOfTheOrdinary
    if (!usesOldSelf) programs.push(program)
  }
  if (programs.length === 0) return undefined
  return Program.conjunction(programs, 'self') ?? (self => oneByOne(programs, self))
}

function outOfTheOrdinary(): number {
  throw new Error('a rule that does not compile, or that needs an old value')
}

function oneByOne(programs: readonly Program[], self: unknown): number {
  let sum = 0
  for (const program of programs) {
    const { value, cost } = program.evaluate({ self })
    if (value !== true) throw new Error('a rule that does not hold')
    sum += cost
  }
  return sum
}
