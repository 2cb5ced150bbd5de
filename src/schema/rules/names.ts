/**
 * Property names as CEL identifiers.
 * @see k8s.io/apiserver pkg/cel/escaping.go
 */

const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
)

/** Words that are no identifiers in CEL. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name)
}

const ESCAPES: Readonly<Record<string, string>> = { __: '__underscores__', '.': '__dot__', '-': '__dash__', '/': '__slash__' }

/** The name by which expressions select a property: `a-b` is `a__dash__b`. Undefined where no expression can reach it. */
export function escapeName(name: string): string | undefined {
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(name)) return undefined
  if (RESERVED.has(name)) return `__${name}__`
  return name.replace(/__|[./-]/g, part => ESCAPES[part]!)
}
