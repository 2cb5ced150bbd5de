// How fast texts become objects: documents and megabytes a second, beside js-yaml's events and its values, in one run.
import { load, parseEvents } from 'js-yaml'
import { documents } from '../src/source/stream.ts'

const RULES = 12
const DOCUMENTS = 3000

function route(n: number): string {
  const rules = Array.from(
    { length: RULES },
    (_, i) =>
      `    - matches:\n        - path:\n            type: PathPrefix\n            value: /cart/${i}\n          headers:\n            - name: x-env\n              value: "prod"\n      backendRefs:\n        - name: cart\n          port: 8080\n`,
  )
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: route-${n}\n  namespace: team\n  labels: {app: shop, tier: "web"}\nspec:\n  parentRefs:\n    - name: edge\n      namespace: infra\n  hostnames:\n    - shop.example.com\n  rules:\n${rules.join('')}`
}

const parts = Array.from({ length: DOCUMENTS }, (_, n) => route(n))
const text = parts.join('---\n')

const contestants: [string, () => unknown][] = [
  ['gatewright', () => [...documents(text)].length],
  ['js-yaml events', () => parts.map(part => parseEvents(part, {}).length)],
  ['js-yaml values', () => parts.map(part => load(part))],
]

const best = new Map<string, number>()
for (let round = 0; round < 4; round++) {
  for (const [name, run] of contestants) {
    const begin = performance.now()
    run()
    best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, performance.now() - begin))
  }
}
const own = best.get('gatewright')!
for (const [name, time] of best) {
  const perSecond = Math.round((DOCUMENTS / time) * 1000)
  const megabytes = (text.length / 1e6 / time) * 1000
  console.log(
    `${name.padEnd(16)} ${String(perSecond).padStart(7)} documents/s ${megabytes.toFixed(1).padStart(6)} MB/s  ${(time / own).toFixed(2)}x`,
  )
}
