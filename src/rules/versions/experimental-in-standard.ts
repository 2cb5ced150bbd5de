import { formatPath } from '../../diagnostics/path.ts'
import { isIn, whereIsKind } from '../../kinds/history.ts'
import { misplaced } from '../../kinds/misplaced.ts'
import { type Bundle, siteBit } from '../../kinds/presence.ts'
import { defineRule } from '../rule.ts'
import { consequenceOf } from './consequences.ts'
import { bundledKinds, CRD, placed } from './installed.ts'

interface Experimental {
  readonly path: string
  readonly bundle: Bundle
  readonly value?: unknown
  readonly consequence?: string | undefined
  /** The first bundle whose standard channel has it. */
  readonly later: Bundle | undefined
}

const until = (later: Bundle | undefined) => (later === undefined ? '' : ` until ${later}`)

/** What only the experimental channel has, on an API server with the standard one. */
export default defineRule({
  code: 'GWA-VER-005',
  name: 'experimental-in-standard',
  severity: 'error',
  gate: 'object',
  kinds: bundledKinds,
  reads: [CRD],
  since: '0.1.0',
  docs: {
    summary: 'A kind, field or value exists in the experimental channel only, and the standard channel is installed.',
    why: 'The API server drops experimental fields silently. Retries, sessions and above all external authentication then do not happen, while the object looks as it was written.',
    fix: 'Install the experimental channel of the bundle, a newer bundle in which it is standard, or do without it.',
    spec: 'Gateway API versioning: release channels',
  },
  messages: {
    kind: ({ path, bundle, later }: Experimental) =>
      `${path} is a kind of the experimental channel only${until(later)}: the API server with the standard channel of Gateway API ${bundle} refuses the object`,
    dropped: ({ path, bundle, consequence, later }: Experimental) =>
      `${path} exists in the experimental channel only${until(later)}: the standard channel of Gateway API ${bundle} drops it silently${consequence ? `, and ${consequence}` : ''}`,
    refused: ({ path, bundle, value, later }: Experimental) =>
      `${JSON.stringify(value)} is a value of ${path} in the experimental channel only${until(later)}: the standard channel of Gateway API ${bundle} refuses the object`,
  },
  check(object, context) {
    const found = placed(object, context)
    if (found === undefined || found.channel !== 'standard') return
    const { kind, version, bundle } = found
    const whole = whereIsKind(kind)
    if (whole === undefined) return
    if ((whole.mask & siteBit(bundle, 'standard')) === 0) {
      if (!isIn(whole, bundle, 'experimental')) return
      return context.report('kind', ['apiVersion'], { path: kind.kind, bundle, later: whole.standard?.since })
    }
    for (const { what, at, value, where } of misplaced(object, kind, version, bundle, 'standard')) {
      if (!isIn(where, bundle, 'experimental')) continue
      const data = { path: formatPath(at), bundle, later: where.standard?.since }
      if (what === 'field') context.report('dropped', at, { ...data, consequence: consequenceOf(at) })
      else context.report('refused', at, { ...data, value })
    }
  },
})
