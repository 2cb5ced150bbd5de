import { visible } from '../../values/visible.ts'
import type { Graph, NodeKind } from './build.ts'

const shapes: Readonly<Record<NodeKind, string>> = {
  class: 'hexagon',
  gateway: 'box',
  set: 'box',
  listener: 'oval',
  route: 'cds',
  backend: 'cylinder',
  grant: 'note',
}

/** A graph as Graphviz reads it. Problems are red. */
export function dot({ nodes, edges }: Graph): string {
  const lines = [
    'digraph gateways {',
    '  rankdir=LR',
    '  node [fontname="sans-serif" fontsize=11]',
    '  edge [fontname="sans-serif" fontsize=9]',
  ]
  for (const { id, kind, label, problem } of nodes) {
    const words = problem === undefined ? label : `${label}\\n${problem}`
    lines.push(
      `  ${quote(id)} [label=${quote(words)} shape=${shapes[kind]}${problem === undefined ? '' : ' color="#cc0000" fontcolor="#cc0000"'}]`,
    )
  }
  for (const { from, to, label, problem } of edges) {
    const words = [label, problem].filter(Boolean).join(': ')
    const attributes = [words === '' ? '' : `label=${quote(words)}`, problem === undefined ? '' : 'color="#cc0000" style=dashed']
      .filter(Boolean)
      .join(' ')
    lines.push(`  ${quote(from)} -> ${quote(to)}${attributes === '' ? '' : ` [${attributes}]`}`)
  }
  return `${lines.join('\n')}\n}\n`
}

/** `\n` stays a line break of Graphviz; quotes are escaped. */
function quote(text: string): string {
  return `"${visible(text).replaceAll('"', '\\"')}"`
}
