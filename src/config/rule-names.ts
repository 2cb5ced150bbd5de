import { areaOf } from '../diagnostics/area.ts'
import type { Path } from '../diagnostics/path.ts'
import { rules } from '../rules/index.gen.ts'
import type { Config } from './schema.ts'

/** Codes, names and areas: what a configuration may call rules by. */
export const ruleNames: readonly string[] = [...new Set(rules.flatMap(({ code, name }) => [code, name, areaOf(code)]))]

interface Mention {
  readonly at: Path
  readonly name: string
}

/** Where a configuration speaks of rules that do not exist. */
export function unknownRules({ severities = {}, ignore = [], admission = {} }: Config): readonly Mention[] {
  const listed = (at: Path, entries: readonly { readonly rules?: readonly string[] }[]) =>
    entries.flatMap(({ rules: names = [] }, i) => names.map((name, j) => ({ at: [...at, i, 'rules', j], name })))
  return [
    ...Object.keys(severities).map(name => ({ at: ['severities', name], name })),
    ...listed(['ignore'], ignore),
    ...listed(['admission', 'enforcement'], admission.enforcement ?? []),
  ].filter(({ name }) => !ruleNames.includes(name))
}
