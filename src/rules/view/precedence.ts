import type { KubeObject } from '../../kinds/object.ts'
import { created } from '../../topology/gateway-facts.ts'

/** Why `winner` comes before `loser` where the older of two objects does, and among equally old ones the first by name. */
export function whyFirst(winner: KubeObject, loser: KubeObject): string {
  const { created: time } = created(winner)
  if (time === created(loser).created) return 'both are equally old, and that one comes first by name'
  return `that one is older (${time?.slice(0, 10)})`
}
