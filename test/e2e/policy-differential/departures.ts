import type { Difference } from './compare.ts'

/** What the API server says otherwise, and why we do not say the same. */
export interface Departure {
  readonly why: string
  fits(difference: Difference): boolean
}

const theirs = (difference: Difference): string => JSON.stringify(difference.theirs)

export const departures: readonly Departure[] = [
  {
    why: 'of several syntax errors in one expression, which follow from the first, we tell the first',
    fits: ({ theirs, ours }) => {
      const [want, got] = [theirs, ours].map(firstSyntaxErrors)
      return want !== undefined && want !== JSON.stringify(theirs) && want === got
    },
  },
  {
    why: 'an unknown field of JSONPatch that is optional is an internal error of the compiler',
    fits: difference => theirs(difference).includes('unexpected compilation error: missing type conversion to proto'),
  },
  {
    why: 'it panics over JSON patches whose values are lists or maps of `Object…`, and closes the connection',
    fits: difference => theirs(difference).includes('the connection was closed'),
  },
  {
    why: 'it prints where a value lies in memory',
    fits: difference => /\(0x[0-9a-f]+\)|&\{0x[0-9a-f]+\}/.test(theirs(difference)),
  },
  {
    why: 'it goes on with a map whose keys are not texts, and prints its own error as a value',
    fits: difference => theirs(difference).includes('fail to convert field') || theirs(difference).includes('invalid return type'),
  },
]

/** What an API server says of a policy, of syntax errors the first of each expression. */
function firstSyntaxErrors(said: unknown): string | undefined {
  const { causes } = said as { causes?: readonly { readonly message: string }[] }
  if (!Array.isArray(causes)) return undefined
  return JSON.stringify({
    causes: causes.map(cause => ({ ...cause, message: cause.message.replace(/(Syntax error: .*?)\nERROR: .*/s, '$1') })),
  })
}
