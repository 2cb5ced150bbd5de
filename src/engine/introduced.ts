import type { Finding } from '../diagnostics/finding.ts'
import { refKey } from '../inventory/index.ts'
import type { BundleOption } from '../rules/rule.ts'

/**
 * What is wrong under another bundle and not `here`: the same rule at the same place is the same mistake, whatever its words. Each finding
 * says which bundle it speaks of.
 */
export function introducedBy(
  { version, channel }: BundleOption,
  here: readonly Finding[],
  there: readonly Finding[],
): ReadonlyMap<Finding, Finding> {
  const known = new Set(here.map(keyOf))
  const introduced = new Map<Finding, Finding>()
  for (const finding of there) {
    if (!known.has(keyOf(finding)))
      introduced.set(finding, { ...finding, message: `with Gateway API ${version}/${channel}: ${finding.message}` })
  }
  return introduced
}

const keyOf = ({ code, object, path }: Finding): string => `${code} ${refKey(object)} ${path}`
