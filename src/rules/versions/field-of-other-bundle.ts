import { formatPath } from '../../diagnostics/path.ts'
import { isIn, type Whereabouts } from '../../kinds/history.ts'
import { misplaced } from '../../kinds/misplaced.ts'
import { place, story } from '../../kinds/words.ts'
import { defineRule } from '../rule.ts'
import { consequenceOf } from './consequences.ts'
import { bundledKinds, CRD, placed, unlessGuessed } from './installed.ts'

interface Elsewhere {
  readonly path: string
  readonly value?: unknown
  readonly where: Whereabouts
  readonly here: string
  readonly consequence?: string | undefined
}

/** A field or value that came later, or is gone. */
export default defineRule({
  code: 'GWA-VER-004',
  name: 'field-of-other-bundle',
  severity: 'error',
  gate: 'object',
  kinds: bundledKinds,
  reads: [CRD],
  since: '0.1.0',
  docs: {
    summary: 'A field or value belongs to another Gateway API bundle than the one that is installed.',
    why: 'The API server drops a field that it does not know without a word, so what it asks for does not happen. A value that it does not know it refuses.',
    fix: 'Install a bundle that has it, or do without it. Where a field moved, write it in its new place.',
    spec: 'structural schemas and pruning; the Gateway API changelog',
  },
  messages: {
    dropped: ({ path, where, here, consequence }: Elsewhere) =>
      `${path} exists ${story(where)}: ${here} drops it silently${consequence ? `, and ${consequence}` : ''}`,
    refused: ({ path, value, where, here }: Elsewhere) =>
      `${JSON.stringify(value)} is a value of ${path} ${story(where)}: ${here} refuses the object`,
  },
  check(object, context) {
    const found = placed(object, context)
    if (found === undefined) return
    const { kind, version, bundle, channel } = found
    const here = place(bundle, channel)
    for (const { what, at, value, where } of misplaced(object, kind, version, bundle, channel)) {
      if (channel === 'standard' && isIn(where, bundle, 'experimental')) continue
      const path = formatPath(at)
      const moved = whereItMoved(kind.kind, path)
      const details = { ...unlessGuessed(found), ...(moved !== undefined && { hint: moved }) }
      if (what === 'field') context.report('dropped', at, { path, where, here, consequence: consequenceOf(at) }, details)
      else context.report('refused', at, { path, value, where, here }, details)
    }
  },
})

/** Fields that live on under another name. */
function whereItMoved(kind: string, path: string): string | undefined {
  if (/\.tls\.frontendValidation$/.test(path)) return 'since 1.4 this is spec.tls.frontend of the Gateway, by port: move it there'
  if (kind === 'Gateway' && path === 'spec.backendTLS') return 'since 1.4 this is spec.tls.backend: move it there'
  if (/\.sessionPersistence\.sessionName$/.test(path))
    return 'since 1.7 this is cookie.name or, for type Header, header.name: move it there'
  if (/\.sessionPersistence\.cookieConfig$/.test(path)) return 'since 1.7 this is cookie: move it there'
  if (kind === 'XBackend' && path === 'spec.port.port') return 'since 1.7 this is spec.port.number: move it there'
  if (/\.idleTimeout$/.test(path)) return 'no field takes its place: use absoluteTimeout, or a policy of the implementation'
  return undefined
}
