/**
 * Names of objects, labels and annotations, with the messages of Kubernetes. Each function answers what is wrong, in its order; nothing when valid.
 * Lengths are UTF-8 bytes.
 * @see k8s.io/apimachinery pkg/util/validation, pkg/api/validate/content
 */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'

// The classes are ordered so that no two ways lead through a text: these match in linear time.
const isLabel = (text: string) => /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(text)
const isLabel1035 = (text: string) => /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(text)
const isSubdomain = (text: string) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(text) && !/(?:^|\.)-|-(?:\.|$)/.test(text)
const isKey = (text: string) => /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(text)

function regexError(message: string, pattern: string, ...examples: string[]): string {
  return `${message} (e.g. ${examples.map(example => `'${example}', `).join(' or ')}regex used for validation is '${pattern}')`
}

const tooLong = (limit: number, unit: 'characters' | 'bytes') => `must be no more than ${limit} ${unit}`

/** The length of a text in UTF-8. */
export function byteLength(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x80) length++
    // A surrogate pair is four bytes for two units.
    if (code >= 0x800 && (code & 0xf800) !== 0xd800) length++
  }
  return length
}

/** A DNS-1123 label: names of namespaces and Services. */
export function labelProblems(text: string): string[] {
  const problems = byteLength(text) > 63 ? [tooLong(63, 'characters')] : []
  if (isLabel(text)) return problems
  if (isSubdomain(text)) return [...problems, 'must not contain dots']
  const message =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
  return [...problems, regexError(message, LABEL, 'my-name', '123-abc')]
}

/** A DNS-1123 subdomain: names of most objects. `unit` is `bytes` where the message is part of one about label keys. */
export function subdomainProblems(text: string, unit: 'characters' | 'bytes' = 'characters'): string[] {
  const problems = byteLength(text) > 253 ? [tooLong(253, unit)] : []
  if (isSubdomain(text)) return problems
  const message =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
  return [...problems, regexError(message, SUBDOMAIN, 'example.com')]
}

/** A DNS-1035 label, which starts with a letter. */
export function label1035Problems(text: string): string[] {
  const problems = byteLength(text) > 63 ? [tooLong(63, 'characters')] : []
  if (isLabel1035(text)) return problems
  const message =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"
  return [...problems, regexError(message, LABEL_1035, 'my-name', 'abc-123')]
}

/** What is checked in place of a generateName: its last dash will be followed by letters. */
export function maskTrailingDash(text: string): string {
  return text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text
}

/**
 * A qualified name, as keys of labels and annotations are: `name` or `prefix/name`.
 * Kubernetes up to 1.33 counted `characters` in these messages.
 */
export function qualifiedNameProblems(text: string, unit: 'characters' | 'bytes' = 'bytes'): string[] {
  if (isKey(text) && text.length <= 63) return []
  const message = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
  const pattern = regexError(message, KEY, 'MyName', 'my.name', '123-abc')
  const parts = text.split('/')
  if (parts.length > 2) return [`a valid label key ${pattern} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]
  const name = parts.at(-1)!
  const problems: string[] = []
  if (parts.length === 2) {
    if (parts[0] === '') problems.push('prefix part must be non-empty')
    else problems.push(...subdomainProblems(parts[0]!, unit).map(problem => `prefix part ${problem}`))
  }
  if (name === '') problems.push('name part must be non-empty')
  else if (byteLength(name) > 63) problems.push(`name part ${tooLong(63, unit)}`)
  if (!isKey(name)) problems.push(`name part ${pattern}`)
  return problems
}

/** A label's value: empty, or shaped like the name part of a key. */
export function labelValueProblems(text: string, unit: 'characters' | 'bytes' = 'bytes'): string[] {
  const problems = byteLength(text) > 63 ? [tooLong(63, unit)] : []
  if (text === '' || isKey(text)) return problems
  const message =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
  return [...problems, regexError(message, `(${KEY})?`, 'MyValue', 'my_value', '12345')]
}

/** A name that stands as one segment of an URL path. */
export function pathSegmentProblems(text: string): string[] {
  if (text === '.' || text === '..') return [`may not be '${text}'`]
  return ['/', '%'].filter(part => text.includes(part)).map(part => `may not contain '${part}'`)
}

/** The name of a port: at most 15 lower-case letters, digits and single dashes, with at least one letter. */
export function portNameProblems(text: string): string[] {
  const problems: string[] = []
  if (byteLength(text) > 15) problems.push(tooLong(15, 'characters'))
  if (!/^[-a-z0-9]+$/.test(text)) problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  if (!/[a-z]/.test(text)) problems.push('must contain at least one letter (a-z)')
  if (text.includes('--')) problems.push('must not contain consecutive hyphens')
  if (text.startsWith('-') || text.endsWith('-')) problems.push('must not begin or end with a hyphen')
  return problems
}
