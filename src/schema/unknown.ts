import { compareStrings } from '../values/text.ts'
import type { SchemaNode } from './node.ts'
import { kindOf } from './primitives.ts'
import { TYPE_META } from './shape.ts'

type JsonObject = Record<string, unknown>

/** Paths of the fields that pruning removes, as the API server warns of them: in byte order, keys joined by dots whatever they hold. */
export function unknownFields(node: SchemaNode, object: JsonObject): string[] {
  const paths: string[] = []
  walkObject(node, object, '', paths, true, node.preserve)
  return paths.sort(compareStrings)
}

/** Whether a value at a node, the root of nothing, has fields that the node does not know. */
export function hasUnknownFields(node: SchemaNode, value: unknown): boolean {
  const paths: string[] = []
  walk(node, value, '', paths, node.preserve)
  return paths.length > 0
}

function walk(node: SchemaNode | undefined, value: unknown, path: string, paths: string[], kept: boolean): void {
  if (Array.isArray(value)) {
    if (!node && kept) return
    const keep = kept || node?.preserve === true
    value.forEach((item, i) => {
      walk(node?.items, item, `${path}[${i}]`, paths, keep)
    })
  } else if (kindOf(value) === 'object') walkObject(node, value as JsonObject, path, paths, false, kept || node?.preserve === true)
}

function walkObject(node: SchemaNode | undefined, object: JsonObject, path: string, paths: string[], root: boolean, keep: boolean): void {
  for (const key of Object.keys(object)) {
    if ((root || node?.embedded) && TYPE_META.has(key)) continue
    const at = path === '' ? key : `${path}.${key}`
    const property = node?.property(key)
    if (property) walk(property, object[key], at, paths, false)
    else if (node?.open) walk(node.additional, object[key], at, paths, false)
    else if (!keep) paths.push(at)
  }
}
