import { Unsupported } from './codegen-code.ts'
import { type Bindings, Generator, type Together } from './generator.ts'
import type { Planned } from './plan.ts'
import { runtime } from './runtime.ts'
import type { Shape } from './shape.ts'
import type { Value } from './value.ts'

/** A generated evaluation: takes the bindings and the cost limit, and throws to hand over to the interpreter. */
export type Generated = (bindings: Bindings, limit: number) => { readonly value: Value; readonly cost: number }

/** Beyond this many characters a function is not worth generating. */
const MAX_CODE = 60_000

/** Is code generation from strings allowed on this platform. */
export const canGenerate: boolean = (() => {
  try {
    return new Function('return true')() === true
  } catch {
    return false
  }
})()

/** Generates a function for a plan, or `undefined` where the interpreter does as well. Never puts text of the user into code but as a quoted string. */
export function generate(planned: Planned, shapes: ReadonlyMap<string, Shape>): Generated | undefined {
  return build(shapes, 'b,L', generator => generator.whole(planned)) as Generated | undefined
}

/** The cost of several expressions over one variable, all of which are true. Throws where one is not, or where anything is out of the ordinary. */
export type GeneratedConjunction = (value: unknown) => number

/** Generates one function for several plans over the variable `name`: what all of them read is read once, and tested once. */
export function generateConjunction(
  plans: readonly Planned[],
  name: string,
  shapes: ReadonlyMap<string, Shape>,
  limit: number,
): GeneratedConjunction | undefined {
  return build(shapes, 'v0', generator => generator.conjunction(plans, name, limit)) as GeneratedConjunction | undefined
}

/**
 * `undefined` where a condition is false, else the first result that is not true, else true. Throws where anything is out of the ordinary, and where all
 * together cost more than the limit.
 */
export type GeneratedTogether = (bindings: Bindings, limit: number) => Value | undefined

/** Generates one function for several plans: what all of them read is read once, and a field that nobody reads is not computed. */
export function generateTogether(together: Together<Planned>): GeneratedTogether | undefined {
  return build(new Map(), 'b,L', generator => generator.together(together), together.lazy) as GeneratedTogether | undefined
}

function build(
  shapes: ReadonlyMap<string, Shape>,
  parameters: string,
  write: (generator: Generator) => string,
  lazy?: Together<Planned>['lazy'],
): unknown {
  const generator = new Generator(shapes, lazy)
  try {
    const body = write(generator)
    if (body.length > MAX_CODE) return undefined
    const constants = generator.constants.map((_, i) => `k${i}=K[${i}]`)
    // Names that only a string of the expression mentions are declared as well, which does no harm.
    const helpers = Object.keys(runtime).filter(name => body.includes(`R_${name}`))
    const declared = [...constants, ...helpers.map(name => `R_${name}=R.${name}`), 'X=R.HAND_OVER'].join(',')
    const make = new Function('K', 'R', `"use strict";const ${declared};return function(${parameters}){${body}}`)
    return make(generator.constants, runtime)
  } catch (thrown) {
    if (thrown instanceof Unsupported) return undefined
    throw thrown
  }
}
