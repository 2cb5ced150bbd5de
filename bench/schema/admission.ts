import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { catalogue } from '../../src/kinds/index.ts'
import { createAdmission } from '../../src/schema/index.ts'
import { readSource } from '../../src/source/index.ts'
import { createPartner } from './partner.ts'

/** A route as people write them: three rules, canary by header, rewrite with timeouts, redirect. */
const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: checkout
  namespace: shop
  labels: {app: checkout, team: payments}
spec:
  parentRefs:
  - {name: edge, namespace: infra, sectionName: https}
  hostnames: [shop.example.com, checkout.example.com]
  rules:
  - matches:
    - path: {type: PathPrefix, value: /checkout}
      headers: [{name: x-canary, value: "true"}]
    filters:
    - type: RequestHeaderModifier
      requestHeaderModifier: {set: [{name: x-env, value: canary}], remove: [x-debug]}
    backendRefs:
    - {name: checkout-canary, port: 8080, weight: 10}
    - {name: checkout, port: 8080, weight: 90}
  - matches:
    - path: {type: PathPrefix, value: /api/v1}
      method: GET
    filters:
    - type: URLRewrite
      urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /v1}}
    timeouts: {request: 10s, backendRequest: 2s}
    backendRefs: [{name: api, port: 80}]
  - matches:
    - path: {type: PathPrefix, value: /}
    filters:
    - type: RequestRedirect
      requestRedirect: {scheme: https, statusCode: 301}
`

export function sample(): { crd: unknown; object: Record<string, unknown> } {
  const crd = catalogue({ version: '1.6', channel: 'standard' }).crd('gateway.networking.k8s.io', 'HTTPRoute')
  return { crd, object: readSource('route.yaml', route).documents[0]?.object as Record<string, unknown> }
}

export async function benchAdmission(): Promise<void> {
  const { crd, object } = sample()
  const admission = createAdmission([crd])
  const partner = createPartner(crd)
  const answer = admission.admit({ operation: 'CREATE', object })
  const problems = partner(object)
  if (!answer.allowed || problems.length > 0) throw new Error(`the sample is not valid: ${answer.status?.message ?? problems.join('; ')}`)

  console.log('\nadmit of an HTTPRoute with its CEL rules, warm')
  const ours = median(() => admission.admit({ operation: 'CREATE', object }))
  const theirs = median(() => partner(object))
  console.log(`  gatewright: decode metadata, prune, default, validate, list types, rules   ${ours.toFixed(1)} µs`)
  console.log(
    `  ajv and @marcbachmann/cel-js: copy, prune, default, validate, rules        ${theirs.toFixed(1)} µs (${partner.unable.size} rules it cannot run are left out)`,
  )
  console.log(`  ratio ${(theirs / ours).toFixed(1)}   (target: at most 60 µs, at least 5 times as fast)`)

  console.log('\nfirst use of the kind, in processes of their own')
  const first = [1, 2, 3, 4, 5].map(() => firstUse()).sort((a, b) => a - b)
  console.log(`  ${first.map(time => time.toFixed(0)).join(', ')} ms   (target: at most 60 ms)`)
}

/** The median of many calls, in microseconds, after as many to warm up. */
export function median(call: () => unknown): number {
  const deadline = performance.now() + 3000
  const times: number[] = []
  for (let i = 0; i < 20_000 && performance.now() < deadline; i++) {
    const start = performance.now()
    call()
    times.push(performance.now() - start)
  }
  const warm = times.slice(times.length / 2).sort((a, b) => a - b)
  return warm[Math.floor(warm.length / 2)]! * 1000
}

function firstUse(): number {
  const strip = fileURLToPath(new URL('../../test/strip.mjs', import.meta.url))
  const script = fileURLToPath(new URL('first-use.ts', import.meta.url))
  return Number(execFileSync(process.execPath, [`--import=${strip}`, script], { encoding: 'utf8' }))
}
