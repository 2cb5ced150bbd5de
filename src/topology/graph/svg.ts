import { visible } from '../../values/visible.ts'
import type { Graph, GraphEdge, GraphNode, NodeKind } from './build.ts'

const columns: Readonly<Record<NodeKind, number>> = { class: 0, gateway: 1, set: 2, listener: 3, route: 4, backend: 5, grant: 5 }
const fill: Readonly<Record<NodeKind, string>> = {
  class: '#e8eaf6',
  gateway: '#e3f2fd',
  set: '#e0f2f1',
  listener: '#f1f8e9',
  route: '#fff8e1',
  backend: '#eceff1',
  grant: '#f3e5f5',
}
const row = 56
const height = 36
const gap = 70
const letter = 6.6
const small = 5.2

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** A picture in columns, from classes on the left to backends on the right. Within a column every node stands near what leads to it. */
export function svg({ nodes, edges }: Graph): string {
  const placed = place(nodes, edges)
  const right = Math.max(0, ...[...placed.values()].map(({ x, width }) => x + width))
  const bottom = Math.max(0, ...[...placed.values()].map(({ y }) => y + height))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${right + 20}" height="${bottom + 20}" font-family="sans-serif" font-size="11">`,
    '<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#607d8b"/></marker></defs>',
    ...edges.map((edge, i) => line(edge, placed, edges.slice(0, i).filter(other => other.to === edge.to && caption(other) !== '').length)),
    ...nodes.map(node => box(node, placed.get(node.id)!)),
    '</svg>\n',
  ].join('\n')
}

/** Columns by kind; rows by the middle of what leads to a node, so that lines cross little. */
function place(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReadonlyMap<string, Box> {
  const placed = new Map<string, Box>()
  const from = new Map<string, string[]>()
  for (const edge of edges) from.set(edge.to, [...(from.get(edge.to) ?? []), edge.from])
  let x = 20
  for (let column = 0; column <= 5; column++) {
    const own = nodes.filter(({ kind }) => columns[kind] === column)
    if (own.length === 0) continue
    const into = edges.filter(edge => own.some(({ id }) => id === edge.to))
    if (placed.size > 0) x += Math.max(gap, ...into.map(edge => caption(edge).length * small + 40))
    const width = Math.max(...own.map(node => Math.max(node.label.length, node.problem?.length ?? 0))) * letter + 20
    const middle = (node: GraphNode): number => {
      const rows = (from.get(node.id) ?? []).flatMap(id => placed.get(id)?.y ?? [])
      return rows.length === 0 ? Number.POSITIVE_INFINITY : rows.reduce((sum, y) => sum + y, 0) / rows.length
    }
    const order = own.map((node, i) => ({ node, i, at: middle(node) })).sort((a, b) => (a.at === b.at ? a.i - b.i : a.at - b.at))
    order.forEach(({ node }, i) => {
      placed.set(node.id, { x, y: 44 + i * row, width })
    })
    x += width
  }
  return placed
}

function box({ kind, label, problem }: GraphNode, { x, y, width }: Box): string {
  const stroke = problem === undefined ? '#607d8b' : '#cc0000'
  const words =
    problem === undefined
      ? `<text x="${x + 10}" y="${y + 22}">${xml(label)}</text>`
      : `<text x="${x + 10}" y="${y + 15}">${xml(label)}</text><text x="${x + 10}" y="${y + 29}" fill="#cc0000">${xml(problem)}</text>`
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="${fill[kind]}" stroke="${stroke}"/>${words}`
}

/** What stands on a line. */
const caption = ({ label, problem }: GraphEdge): string => [label, problem].filter(Boolean).join(': ')

/** `above`: how many captions stand at the end of the line already. */
function line(edge: GraphEdge, placed: ReadonlyMap<string, Box>, above: number): string {
  const { from, to, problem } = edge
  const [start, end] = [placed.get(from), placed.get(to)]
  if (start === undefined || end === undefined) return ''
  const [x1, y1, x2, y2] = [start.x + start.width, start.y + height / 2, end.x, end.y + height / 2]
  const style = problem === undefined ? 'stroke="#607d8b"' : 'stroke="#cc0000" stroke-dasharray="4 3"'
  const bend = (x1 + x2) / 2
  const words = caption(edge)
  const text =
    words === ''
      ? ''
      : `<text x="${x2 - 6}" y="${y2 - 4 - above * 10}" text-anchor="end" font-size="9" fill="${problem === undefined ? '#455a64' : '#cc0000'}">${xml(words)}</text>`
  return `<path d="M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}" fill="none" ${style} marker-end="url(#end)"/>${text}`
}

function xml(text: string): string {
  return visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
