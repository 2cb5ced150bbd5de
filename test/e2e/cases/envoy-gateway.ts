import assert from 'node:assert/strict'
import { join } from 'node:path'
import { encodeYaml } from '../../../src/schema/index.ts'
import { seed } from '../../seed.ts'
import { type Difference, differences } from '../envoy-gateway/compare.ts'
import { issueCredentials } from '../envoy-gateway/credentials.ts'
import { departures } from '../envoy-gateway/departures.ts'
import { randomSet } from '../envoy-gateway/random-set.ts'
import { shrink } from '../envoy-gateway/shrink.ts'
import { stored } from '../envoy-gateway/stored.ts'
import { startTranslator, type Translator } from '../envoy-gateway/translator.ts'
import { Random } from '../mutate.ts'
import type { Suite } from '../suite.ts'
import { findUpstream } from '../upstream.ts'

const CASES = Number(process.env['CASES'] ?? 2000)

const suite: Suite = {
  name: "Envoy Gateway: the statuses of random sets of objects, predicted and from the controller's own translator",
  async run(report) {
    const folder = findUpstream('envoy-gateway')
    if (folder === undefined) {
      report.note('skipped: it needs Go, and the module github.com/envoyproxy/gateway in reach')
      return
    }
    // The set number i has the seed SEED + i.
    report.note(`SEED=${seed} CASES=${CASES}`)
    const translator = startTranslator(join(folder, 'translator'))
    try {
      await report.case('predicted as the translator writes them, but for the departures that are named', async () => {
        const { statuses, used, failures } = await compareSets(translator, seed)
        report.note(`${CASES} sets with ${statuses} statuses, ${failures.length} sets with differences`)
        for (const [why, count] of [...used].sort((a, b) => b[1] - a[1])) report.note(`${count} times: ${why}`)
        assert.equal(failures.length, 0, failures.slice(0, 5).join('\n'))
      })
    } finally {
      translator.close()
    }
  },
}

async function compareSets(translator: Translator, seed: number) {
  const credentials = await issueCredentials()
  const used = new Map<string, number>()
  const failures: string[] = []
  let statuses = 0
  for (let i = 0; i < CASES; i++) {
    const objects = randomSet(new Random(seed + i), credentials).flatMap(object => stored(object) ?? [])
    const { panic, found, count } = await translated(translator, objects)
    statuses += count
    for (const { departure } of found) if (departure !== undefined) used.set(departure, (used.get(departure) ?? 0) + 1)
    const first = found.find(({ departure }) => departure === undefined)
    if (panic !== undefined) failures.push(`SEED=${seed + i} CASES=1: the translator dies of ${panic}`)
    else if (first !== undefined) failures.push(`SEED=${seed + i} CASES=1: ${await explained(translator, objects, first)}`)
  }
  return { statuses, used, failures }
}

type Judged = Difference & { readonly departure: string | undefined }

async function translated(
  translator: Translator,
  objects: Parameters<typeof differences>[0],
): Promise<{ panic?: string; found: Judged[]; count: number }> {
  const translation = await translator.translate(objects)
  if (translation.panic !== undefined) return { panic: translation.panic, found: [], count: 0 }
  const all = differences(objects, translation)
  const found = all.map(one => ({ ...one, departure: departures.find(({ fits }) => fits(one, { all, translation }))?.why }))
  return { found, count: translation.statuses?.length ?? 0 }
}

/** The difference on the smallest set that still has it. */
async function explained(translator: Translator, objects: Parameters<typeof shrink>[0], { what, where, theirs, ours, message }: Judged) {
  const smallest = await shrink(objects, async fewer => {
    const again = fewer.flatMap(object => stored(object) ?? [])
    if (again.length < fewer.length) return false
    const { found } = await translated(translator, again)
    return found.some(one => one.departure === undefined && one.what === what && one.theirs === theirs && one.ours === ours)
  })
  return `${what} of ${where}: translator ${theirs} (${message}), predicted ${ours}\n${smallest.map(object => encodeYaml(object)).join('---\n')}`
}

export default suite
