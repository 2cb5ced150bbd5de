import { maskOf, since, siteBit, type When } from '../../kinds/presence.ts'
import { defineRule } from '../rule.ts'
import { CRD, placed } from './installed.ts'

interface Need {
  /** The bundles whose definition asks it. */
  readonly when: When
  readonly kubernetes: number
  readonly uses: string
}

/** What the definition of a kind asks of the API server. */
const needs: Readonly<Record<string, Need>> = {
  Gateway: { when: { experimental: '1.7' }, kubernetes: 32, uses: 'the functions of format' },
  TLSRoute: { when: since('1.5'), kubernetes: 31, uses: 'the function isIP' },
  XBackend: { when: { experimental: '1.6' }, kubernetes: 32, uses: 'the functions of format' },
}

/** A definition with rules that older API servers cannot compile. */
export default defineRule({
  code: 'GWA-VER-013',
  name: 'kubernetes-too-old',
  severity: 'warning',
  gate: 'never',
  kinds: Object.keys(needs),
  reads: [CRD],
  since: '0.1.0',
  docs: {
    summary: 'The definition of the kind uses CEL functions that this version of Kubernetes does not have.',
    why: 'An API server that cannot compile a validation rule refuses the whole definition, so the kind cannot be installed.',
    fix: 'Upgrade Kubernetes, or use an older Gateway API bundle.',
    spec: 'CEL in Kubernetes: availability of function libraries',
  },
  messages: {
    old: ({ kind, bundle, needed, kubernetes, uses }: { kind: string; bundle: string; needed: string; kubernetes: string; uses: string }) =>
      `the rules of ${kind} in Gateway API ${bundle} use ${uses}, which Kubernetes ${kubernetes} does not have: its definition cannot be installed before Kubernetes ${needed}`,
  },
  check(object, context) {
    const found = placed(object, context)
    const need = found && needs[found.kind.kind]
    if (need === undefined || (maskOf(need.when) & siteBit(found!.bundle, found!.channel)) === 0) return
    const { kubernetes } = context.options
    const [major, minor] = kubernetes.split('.').map(Number)
    if (major !== 1 || minor === undefined || !(minor < need.kubernetes)) return
    const data = { kind: found!.kind.kind, bundle: found!.bundle, needed: `1.${need.kubernetes}`, kubernetes, uses: need.uses }
    context.report('old', ['apiVersion'], data)
  },
})
