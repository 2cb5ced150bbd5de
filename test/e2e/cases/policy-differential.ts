import assert from 'node:assert/strict'
import { encodeJson } from '../../../src/schema/index.ts'
import { startControlPlane } from '../harness.ts'
import { type Findings, PolicyDifferential } from '../policy-differential/compare.ts'
import type { Reporter, Suite } from '../suite.ts'

const SCENARIOS = Number(process.env['SCENARIOS'] ?? 100)
const WRITES = Number(process.env['WRITES'] ?? 600)

const suite: Suite = {
  name: 'policy differential: random policies and requests in a real API server and offline',
  async run(report, assets) {
    // CI answers the same every time; everywhere else each run tries new ones.
    const seed = Number(process.env['SEED'] ?? (process.env['CI'] ? 4242 : Math.trunc(Math.random() * 2 ** 31)))
    report.note(`SEED=${seed}`)
    const plane = await startControlPlane(assets)
    const differential = new PolicyDifferential(plane)
    try {
      await differential.prepare()
      await report.case('policies and bindings as they are written', async () => {
        const { refused, ...findings } = await differential.writes(seed, WRITES)
        report.note(`${WRITES} writes, ${refused} refused`)
        settle(report, findings)
      })
      await report.case('requests under policies', async () => {
        const { writes, requests, refused, ...findings } = await differential.round(seed, SCENARIOS)
        report.note(`${writes} policies and bindings, ${requests} requests, ${refused} refused`)
        settle(report, findings)
      })
    } finally {
      differential.close()
      await plane.close()
    }
  },
}

export default suite

/** Names what is known, and fails with what is not. */
function settle(report: Reporter, { found, departed }: Findings): void {
  for (const [{ why }, count] of departed) report.note(`${count} departures: ${why}`)
  const texts = found.map(({ what, theirs, ours, scenario, request }) => {
    const setting = scenario && { policies: scenario.policies, bindings: scenario.bindings }
    return `${what}\n  ${encodeJson({ ...setting, request })}\n  server ${encodeJson(theirs)}\n  ours   ${encodeJson(ours)}`
  })
  assert.equal(found.length, 0, `${found.length} differences\n${texts.slice(0, 5).join('\n')}`)
}
