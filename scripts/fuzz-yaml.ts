// Compares the YAML reader with kubectl's own decoder on random texts: `npm run fuzz:yaml -- [seed] [texts]`. Needs Go and the module proxy, once.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readJson } from '../src/source/json.ts'
import { documents, places, type RawDocument } from '../src/source/stream.ts'

const APIMACHINERY = 'v0.36.3'

/** Decodes each line of standard input, a JSON string, as `kubectl apply -f` would. */
const REFERENCE = `package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/util/yaml"
	strict "sigs.k8s.io/yaml"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<28)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var text string
		if err := json.Unmarshal(in.Bytes(), &text); err != nil {
			panic(err)
		}
		decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(text), 4096)
		docs, problem, repeated := []string{}, "", false
		for {
			var raw json.RawMessage
			err := decoder.Decode(&raw)
			if err == io.EOF {
				break
			}
			if err != nil {
				problem = err.Error()
				break
			}
			if len(raw) == 0 {
				raw = []byte("null")
			}
			docs = append(docs, string(raw))
		}
		if _, err := strict.YAMLToJSONStrict([]byte(text)); err != nil {
			repeated = strings.Contains(err.Error(), "already set")
		}
		line, _ := json.Marshal(map[string]any{"docs": docs, "problem": problem, "repeated": repeated})
		fmt.Fprintln(out, string(line))
	}
}
`

function reference(): string {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'gatewright', `yaml-reference-${APIMACHINERY}`)
  const program = join(folder, 'reference')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'go.mod'), `module reference\n\ngo 1.26.0\n\nrequire k8s.io/apimachinery ${APIMACHINERY}\n`)
  writeFileSync(join(folder, 'main.go'), REFERENCE)
  const { status, stderr } = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: folder,
    env: { ...process.env, GOFLAGS: '-mod=mod' },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the reference cannot be built: ${stderr ?? 'there is no Go here'}`)
  return program
}

let seed = Number(process.argv[2] ?? Date.now() % 1_000_000_000)
const count = Number(process.argv[3] ?? 20_000)
console.log(`seed ${seed}, ${count} texts`)

function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!

const ATOMS = [
  ...[
    'a',
    'b: ',
    '- ',
    '\n',
    '\n  ',
    '\n    ',
    ' ',
    '  ',
    ': ',
    ':',
    '?',
    '? ',
    '#',
    ' #',
    '"',
    "'",
    '|',
    '>',
    '|-',
    '>+',
    '|2',
    '\n---\n',
    '---',
    '...',
    '\n...\n',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ', ',
    '&a ',
    '*a',
    '!!str ',
    '!!int ',
    '!!float ',
    '!!bool ',
    '!!null ',
    '!!binary ',
    '!x ',
    '! ',
    '!<tag:yaml.org,2002:int> ',
  ],
  ...[
    '<<: ',
    '<<',
    '~',
    'null',
    '1',
    '0x1f',
    '1e3',
    '.5',
    '-',
    '+',
    'yes',
    'on',
    '2001-01-01',
    '\t',
    '\r\n',
    '\r',
    '\x85',
    '\u2028',
    'é',
    '😀',
    '\\n',
    '\\x41',
    '\\',
  ],
  ...[
    '%',
    '@',
    '`',
    '%YAML 1.1\n',
    '%TAG !e! tag:e.com,2000:\n',
    '{"a":1}',
    '"a": 1',
    'x: y',
    '\n- ',
    'k: v\n',
    '1_000',
    '0b1',
    '0777',
    '08',
    '1:30',
    '.inf',
    '1e400',
  ],
  ...['9223372036854775808', '-9223372036854775809', 'q'.repeat(1030)],
]
const SEEDS = [
  'a: {b: [1, 2]}\nc: |\n  d\n',
  'x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n',
  '- a\n- b: c\n  d: "e\n    f"\n',
  '{"a": [1.0, "x"]}\n',
  'a: 1\n---\nb: 2\n',
  '? a\n: b\n',
  'kind: A # b\nspec:\n- a: 1\n  b:\n    - "c d"\n- {a: [b, 2]}\nend:\n',
]

function text(): string {
  if (random() < 0.6) return Array.from({ length: 1 + Math.floor(random() * 14) }, () => pick(ATOMS)).join('')
  let made = pick(SEEDS)
  for (let i = 1 + Math.floor(random() * 3); i > 0; i--) {
    const at = Math.floor(random() * (made.length + 1))
    made =
      random() < 0.6 ? made.slice(0, at) + pick(ATOMS) + made.slice(at) : made.slice(0, at) + made.slice(at + 1 + Math.floor(random() * 3))
  }
  // Halves of characters are no text, and control characters behind the end of a document are seen by chance.
  return made.replace(/[\ud800-\udfff]/gu, '').replace(/[\0-\x08]/g, '')
}

interface Answer {
  readonly docs: readonly string[]
  readonly problem: string
  readonly repeated: boolean
}

/** Why our answer differs; undefined where it is the same. */
function difference(text: string, want: Answer): string | undefined {
  const read: RawDocument[] = []
  for (const document of documents(text)) {
    read.push(document)
    if (document.problem !== undefined) break
  }
  const problem = read.at(-1)?.problem?.problem ?? ''
  // The reference passes JSON on as it is; numbers that no float64 holds are refused a step later.
  if (problem.startsWith('cannot unmarshal number')) return undefined
  if ((problem === '') !== (want.problem === '')) return `expected ${want.problem || 'no problem'}, got ${problem || 'none'}`
  if (problem !== '') return undefined
  const causes = read
    .filter(document => document.hasDuplicates)
    .flatMap(document => places(text, document).duplicates.map(({ cause }) => cause))
  // Of 1 and "1" kubectl keeps either.
  if (causes.includes('converted')) return undefined
  if (read.length === 1 && read[0]!.format === 'yaml' && places(text, read[0]!).duplicates.length > 0 !== want.repeated)
    return `expected repeated keys: ${want.repeated}`
  const expected = want.docs.map(json => readJson(json, { maxDepth: 1e6 }).value)
  const got = read.map(document => document.value)
  return isDeepStrictEqual(got, expected)
    ? undefined
    : `expected ${want.docs.join(' ')}, got ${JSON.stringify(got, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}`
}

const texts = Array.from({ length: count }, text)
const { stdout } = spawnSync(reference(), {
  input: `${texts.map(made => JSON.stringify(made)).join('\n')}\n`,
  maxBuffer: 1 << 30,
  encoding: 'utf8',
})
const answers = stdout.split('\n').filter(line => line !== '')
let different = 0
for (const [i, made] of texts.entries()) {
  const why = difference(made, JSON.parse(answers[i]!) as Answer)
  if (why !== undefined && ++different <= 20) console.log(`${JSON.stringify(made).slice(0, 400)}\n  ${why.slice(0, 400)}`)
}
console.log(`${count - different} of ${count} the same`)
process.exitCode = different === 0 ? 0 : 1
