import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { evaluateRules } from '../src/schema/rules/evaluate.ts'
import { compileRules } from '../src/schema/rules/plan.ts'
import type { StructuralSchema } from '../src/schema/structural.ts'
import { Float } from '../src/values/number.ts'

const VECTORS = new URL('../../shared/vectors/cel/k8s-crd-rules.jsonl', import.meta.url)

/** A rule, the data it ran on, and what kube-apiserver 1.35 answered. */
interface Vector {
  readonly name: string
  readonly rule: string
  readonly schema: StructuralSchema
  readonly obj: unknown
  readonly oldObj: unknown
  readonly hasOld: boolean
  readonly isRoot: boolean
  readonly skipped: boolean
  readonly k8s: 'T' | 'E'
  readonly contain: string
  readonly cost: number
}

/** `{"$int": "…"}` stands for an int64 beyond what a double holds, `{"$f": "…"}` for a float64. */
function revive(_key: string, value: unknown): unknown {
  const { $int, $f } = (value ?? {}) as { $int?: string; $f?: string }
  if (typeof $int === 'string') return BigInt($int)
  if (typeof $f !== 'string') return value
  return Number.isSafeInteger(Number($f)) ? new Float(Number($f)) : Number($f)
}

if (existsSync(VECTORS)) {
  t.test('rules answer and cost what kube-apiserver says', async t => {
    const vectors = readFileSync(VECTORS, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line, revive) as Vector)
    const wrong: string[] = []
    const dear: string[] = []
    for (const { name, rule, schema, obj, oldObj, hasOld, isRoot, skipped, k8s, contain, cost } of vectors) {
      const compiled = compileRules(schema, { kubernetes: '1.35', isRoot })
      // One old value is a typed nil in Go, for which JSON has no word.
      const outcome = evaluateRules(compiled, obj, hasOld && !skipped ? oldObj : undefined)
      const details = outcome.errors.map(error => `${error.reason} ${error.detail}`)
      const right = k8s === 'T' ? details.length === 0 : details.length > 0 && details.join('\n').includes(contain)
      if (!right) wrong.push(`${name}: ${rule}\n    want ${k8s} ${contain}\n    got  ${details.join('; ') || 'T'}`)
      if (outcome.cost !== cost) dear.push(`${name}: ${rule}\n    want ${cost}, got ${outcome.cost}`)
    }
    t.comment(`${vectors.length - wrong.length}/${vectors.length} outcomes, ${vectors.length - dear.length}/${vectors.length} costs`)
    t.equal(wrong.length, 0, wrong.join('\n'))
    t.equal(dear.length, 0, dear.join('\n'))
  })
} else t.test('rules answer and cost what kube-apiserver says', { skip: 'no vectors at ../shared/vectors/cel' }, async () => {})
