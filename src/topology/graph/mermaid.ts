import { visible } from '../../values/visible.ts'
import type { Graph, NodeKind } from './build.ts'

const shapes: Readonly<Record<NodeKind, readonly [string, string]>> = {
  class: ['{{', '}}'],
  gateway: ['[', ']'],
  set: ['[', ']'],
  listener: ['([', '])'],
  route: ['>', ']'],
  backend: ['[(', ')]'],
  grant: ['[/', '/]'],
}

/** A flowchart as Mermaid draws it. Problems are red. */
export function mermaid({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map(({ id }, i) => [id, `n${i}`]))
  const lines = ['flowchart LR']
  for (const { id, kind, label, problem } of nodes) {
    const [open, close] = shapes[kind]
    lines.push(
      `  ${ids.get(id)}${open}"${text(problem === undefined ? label : `${label}<br/>${problem}`)}"${close}${problem === undefined ? '' : ':::problem'}`,
    )
  }
  edges.forEach(({ from, to, label, problem }, i) => {
    const words = [label, problem].filter(Boolean).join(': ')
    lines.push(`  ${ids.get(from)} ${problem === undefined ? '-->' : '-.->'}${words === '' ? '' : `|"${text(words)}"|`} ${ids.get(to)}`)
    if (problem !== undefined) lines.push(`  linkStyle ${i} stroke:#c00`)
  })
  lines.push('  classDef problem stroke:#c00,stroke-width:2px,color:#c00')
  return `${lines.join('\n')}\n`
}

function text(label: string): string {
  return visible(label).replaceAll('"', '#quot;')
}
