import assert from 'node:assert/strict'
import { missing as missingDefinitions } from '../../kinds/published.ts'
import { seed } from '../../seed.ts'
import { compareCrds } from '../crd-differential.ts'
import { startControlPlane } from '../harness.ts'
import { compare, missing, worlds } from '../schema-differential.ts'
import type { Suite } from '../suite.ts'

const MUTATIONS = Number(process.env['MUTATIONS'] ?? 2000)

const suite: Suite = {
  name: 'schema: the same objects sent to a real API server and to admit',
  async run(report, assets) {
    if (missing) {
      report.note(`skipped: ${missing}`)
      return
    }
    report.note(`SEED=${seed}`)
    await report.case('CustomResourceDefinitions, mutated', async () => {
      const plane = await startControlPlane(assets)
      try {
        const { cases, found } = await compareCrds(plane, 600, seed)
        report.note(`${cases} definitions, ${found.length} differences`)
        assert.equal(found.length, 0, found.slice(0, 10).join('\n'))
      } finally {
        await plane.close()
      }
    })
    const absent = missingDefinitions('1.7')
    if (absent) report.note(`skipped in part: ${absent}`)
    for (const sets of worlds) {
      await report.case(sets.join(', '), async () => {
        const plane = await startControlPlane(assets)
        try {
          const { cases, found } = await compare(plane, sets, Math.round((MUTATIONS * sets.length) / worlds.flat().length), seed)
          report.note(`${cases} requests, ${found.length} differences`)
          assert.equal(found.length, 0, found.slice(0, 10).join('\n'))
        } finally {
          await plane.close()
        }
      })
    }
  },
}

export default suite
