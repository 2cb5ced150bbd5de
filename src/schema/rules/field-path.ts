import type { StructuralSchema } from '../structural.ts'

const NAMED: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', "'": "'", '\\': '\\' }

/** A delimiter, or what stands between two of them; text in single quotes is one token up to its closing quote. */
const TOKEN = /^(?:'(?:[^'\\]|\\[\s\S])*'|[.[\]]|[^.[\]]+)/

/**
 * A rule's `fieldPath` (`.a.b`, `['x.y']`, `.m['key']`) as it is printed, when it leads to something below the schema; else undefined.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema/cel/validation.go ValidFieldPath
 */
export function normalizeFieldPath(path: string, schema: StructuralSchema): string | undefined {
  const tokens = tokenize(path)
  let node = schema
  let printed = ''
  for (let i = 0; i < tokens.length; ) {
    const bracket = tokens[i] === '['
    if (!bracket && tokens[i] !== '.') return undefined
    const token = tokens[i + 1]
    if (token === undefined || (bracket && tokens[i + 2] !== ']')) return undefined
    const name = bracket ? unquote(token) : token
    if (name === undefined) return undefined
    const child = childOf(node, name)
    if (!child) return undefined
    printed += child.named ? (printed === '' ? name : `.${name}`) : `[${name}]`
    node = child.schema
    i += bracket ? 3 : 2
  }
  return printed === '' ? undefined : printed
}

function tokenize(path: string): string[] {
  const tokens: string[] = []
  for (let rest = path; rest !== ''; ) {
    const token = TOKEN.exec(rest)?.[0] ?? rest
    tokens.push(token)
    rest = rest.slice(token.length)
  }
  return tokens
}

function unquote(token: string): string | undefined {
  if (!/^'[\s\S]*'$/.test(token) || token.length < 2) return undefined
  let valid = true
  const text = token.slice(1, -1).replace(/\\(.)/g, (_, directive: string) => {
    valid &&= Object.hasOwn(NAMED, directive)
    return NAMED[directive] ?? ''
  })
  return valid ? text : undefined
}

function childOf(schema: StructuralSchema, name: string): { schema: StructuralSchema; named: boolean } | undefined {
  const { properties, additionalProperties } = schema
  if (properties && Object.keys(properties).length > 0) {
    return Object.hasOwn(properties, name) ? { schema: properties[name]!, named: true } : undefined
  }
  if (typeof additionalProperties !== 'object' || additionalProperties === null) return undefined
  return { schema: additionalProperties, named: false }
}
