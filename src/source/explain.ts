import type { SyntaxProblem } from './yaml/error.ts'

export interface Explanation {
  readonly message: string
  readonly hint: string
  /** What to say about the place where the unfinished construct began. */
  readonly context?: string
}

type Explain = (character: string) => Explanation

const name = (c: string): string => (c === '\t' ? 'a tab' : c === '' ? 'the end' : JSON.stringify(c))

/** Parser messages by their beginning, in the words of somebody who looks over the shoulder. */
const EXPLANATIONS: readonly (readonly [string, Explain])[] = [
  [
    'found character that cannot start any token',
    c =>
      c === '\t'
        ? { message: 'a tab stands where YAML allows only spaces', hint: 'Indent with spaces.' }
        : { message: `a plain value cannot begin with ${name(c)}`, hint: 'Put the value in quotes.' },
  ],
  [
    'found a tab character',
    () => ({ message: 'a tab stands where YAML allows only spaces', hint: 'Indent with spaces.', context: 'the value begins here' }),
  ],
  [
    'mapping values are not allowed',
    () => ({
      message: 'a ":" begins a mapping where none can begin',
      hint: 'Quote the value if the colon belongs to it; otherwise check the indentation of this line.',
    }),
  ],
  [
    'block sequence entries are not allowed',
    () => ({ message: 'a list item cannot begin here', hint: 'Start the list on a line of its own, below its key.' }),
  ],
  [
    'did not find expected key',
    () => ({
      message: 'this line does not fit the mapping that is open here',
      hint: 'Give it the same indentation as the other keys of its mapping.',
      context: 'the mapping begins here',
    }),
  ],
  [
    "did not find expected '-'",
    () => ({
      message: 'a list is open here, and this line is not one of its items',
      hint: 'Begin the line with "- ", or indent it less to end the list.',
      context: 'the list begins here',
    }),
  ],
  [
    "could not find expected ':'",
    () => ({
      message: 'a key without a ":"',
      hint: 'Add the colon, with a space after it, or indent the line if it continues the value above.',
      context: 'the key begins here',
    }),
  ],
  [
    'found unexpected end of stream',
    () => ({ message: 'the quotation mark is never closed', hint: 'Close the quotes.', context: 'the quotes open here' }),
  ],
  [
    'found unexpected document indicator',
    () => ({ message: 'the document ends inside quotes', hint: 'Close the quotes before the "---".', context: 'the quotes open here' }),
  ],
  [
    "did not find expected ',' or ']'",
    () => ({
      message: 'a list in brackets is not closed',
      hint: 'Add "," between the items, or "]" at the end.',
      context: 'the list opens here',
    }),
  ],
  [
    "did not find expected ',' or '}'",
    () => ({
      message: 'a mapping in braces is not closed',
      hint: 'Add "," between the entries, or "}" at the end.',
      context: 'the mapping opens here',
    }),
  ],
  [
    'did not find expected node content',
    c =>
      /^\s*$/.test(c)
        ? { message: 'a value is missing here', hint: 'Write the value, or close what is open.' }
        : { message: `a value cannot begin with ${name(c)}`, hint: 'Put the value in quotes, or remove the character.' },
  ],
  [
    'found unknown escape character',
    () => ({ message: 'the quoted text has an escape that YAML does not know', hint: 'Write \\\\ for a backslash, or use single quotes.' }),
  ],
  [
    'control characters are not allowed',
    () => ({ message: 'the text has a control character', hint: 'Remove it, or write it as an escape in double quotes.' }),
  ],
  ['unknown anchor', () => ({ message: 'the alias has no anchor before it in this document', hint: 'Anchors do not reach over "---".' })],
  [
    'exceeded max depth',
    () => ({
      message: 'the document is nested too deep',
      hint: 'Nothing that a gateway understands needs this depth: check how the file was made.',
    }),
  ],
  [
    'document contains excessive aliasing',
    () => ({
      message: 'the aliases of this document expand to far more than it says',
      hint: 'Write the values out: kubectl refuses such documents, as they can exhaust memory.',
    }),
  ],
  [
    'found incompatible YAML document',
    () => ({ message: 'the %YAML directive asks for another version than 1.1', hint: 'Remove the directive.' }),
  ],
  ['invalid Yaml document separator', () => ({ message: 'text follows the document separator', hint: 'Leave "---" alone on its line.' })],
  ['unsupported map key', () => ({ message: 'this cannot be a key: JSON has only texts as keys', hint: 'Put the key in quotes.' })],
  [
    'invalid map key',
    () => ({ message: 'a list or a mapping cannot be a key', hint: 'Quote the text if it is meant literally, such as "{{ name }}".' }),
  ],
  [
    'json: unsupported value',
    () => ({ message: 'infinities and not-a-number have no place in JSON', hint: 'Put the value in quotes if it is a text.' }),
  ],
  [
    'a scalar of',
    () => ({
      message: 'one value is longer than the 3 MiB that the API server accepts for a whole object',
      hint: 'Check how the file was made.',
    }),
  ],
]

/** Says a parser's problem so that its reader knows what to change. The parser's own words follow, as kubectl would print them. */
export function explain({ problem, offset }: SyntaxProblem, text: string): Explanation {
  const character = text[offset] ?? ''
  for (const [start, explanation] of EXPLANATIONS) {
    if (!problem.startsWith(start)) continue
    const { message, ...rest } = explanation(character)
    return { message: `${message} (kubectl says: ${problem})`, ...rest }
  }
  return { message: problem, hint: 'kubectl cannot read the document either.', context: 'it begins here' }
}
