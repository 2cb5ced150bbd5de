import { existsSync, readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { createEnvironment, type Program } from '../src/cel/index.ts'
import { shapeOf } from '../src/schema/rules/typing.ts'
import type { StructuralSchema } from '../src/schema/structural.ts'

/** A value with every field of a schema: three items in each list, enum values in turn. */
export function sample(schema: StructuralSchema, index = 0): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.enum && schema.enum.length > 0) return schema.enum[index % schema.enum.length]
  switch (schema.type) {
    case 'object':
      if (typeof schema.additionalProperties === 'object')
        return Object.fromEntries([0, 1, 2].map(i => [`key-${i}`, sample(schema.additionalProperties as StructuralSchema, i)]))
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, child]) => [name, sample(child, index)]))
    case 'array':
      return schema.items ? Array.from({ length: Math.min(3, schema.maxItems ?? 3) }, (_, i) => sample(schema.items!, i)) : []
    case 'integer':
      return (schema.minimum ?? 0) + index + 1
    case 'number':
      return (schema.minimum ?? 0) + index + 0.5
    case 'boolean':
      return index % 2 === 0
    case 'string':
      return text(schema, index)
    default:
      return schema['x-kubernetes-int-or-string'] ? 80 + index : undefined
  }
}

function text(schema: StructuralSchema, index: number): string {
  if (schema.format === 'date-time') return `2024-01-0${index + 1}T00:00:00Z`
  if (schema.format === 'duration' || /\[0-9\].*\(h\|m\|s\|ms\)/.test(schema.pattern ?? '')) return `${index + 1}0s`
  const value = `name-${index}.example.com`
  return value.slice(0, schema.maxLength ?? value.length)
}

export interface Evaluation {
  readonly program: Program
  readonly bindings: Readonly<Record<string, unknown>>
}

/** Every rule that applies to an object, with the value that it is evaluated on; transition rules are left out, as on create. */
export function evaluationsOf(schema: StructuralSchema, object: unknown): Evaluation[] {
  const found: Evaluation[] = []
  const programs = new Map<StructuralSchema, Program[]>()
  const compiled = (node: StructuralSchema, isRoot: boolean): Program[] => {
    const self = shapeOf(node, isRoot, 'self')
    const environment = createEnvironment({ kubernetes: '1.36', variables: { self, oldSelf: self }, engine: 'code' })
    const rules = node['x-kubernetes-validations'] ?? []
    return rules.flatMap(({ rule }) => environment.compile(rule).program ?? []).filter(program => !program.names.has('oldSelf'))
  }
  const visit = (node: StructuralSchema, value: unknown, isRoot: boolean): void => {
    if (value === undefined || value === null) return
    if (node['x-kubernetes-validations']) {
      const known = programs.get(node) ?? compiled(node, isRoot)
      programs.set(node, known)
      for (const program of known) found.push({ program, bindings: { self: value } })
    }
    if (Array.isArray(value)) {
      for (const item of value) if (node.items) visit(node.items, item, false)
    } else if (typeof value === 'object') {
      for (const [name, item] of Object.entries(value)) {
        const child = node.properties?.[name] ?? (typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined)
        if (child) visit(child, item, false)
      }
    }
  }
  visit(schema, object, true)
  return found
}

const ROUTES = new URL('../../shared/crds/gateway-api/', import.meta.url)

/** The schema of HTTPRoute v1 in the newest experimental bundle that is there. */
export function routeSchema(): unknown {
  for (const version of ['v1.6.1', 'v1.5.1', 'v1.4.1']) {
    for (const file of ['gateway.networking.k8s.io_httproutes.yaml']) {
      const path = new URL(`${version}/experimental/${file}`, ROUTES)
      if (!existsSync(path)) continue
      const crd = load(readFileSync(path, 'utf8')) as { spec: { versions: { name: string; schema: { openAPIV3Schema: unknown } }[] } }
      return crd.spec.versions.find(item => item.name === 'v1')?.schema.openAPIV3Schema
    }
  }
  return undefined
}

/** A valid route of sixteen rules that uses most of what a route can say. */
export function httpRoute(): unknown {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'large', namespace: 'shop' },
    spec: {
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' }],
      hostnames: ['shop.example.com', '*.example.org'],
      rules: Array.from({ length: 14 }, (_, i) => ({
        name: `rule-${i}`,
        matches: [
          {
            path: { type: i % 2 ? 'PathPrefix' : 'Exact', value: `/path/${i}` },
            method: 'GET',
            headers: [{ type: 'Exact', name: 'x-version', value: 'v1' }],
            queryParams: [{ type: 'Exact', name: 'q', value: '1' }],
          },
        ],
        filters: [
          { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-a', value: 'b' }] } },
          i % 2
            ? { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['x-b'] } }
            : { type: 'URLRewrite', urlRewrite: { hostname: 'internal.example.com' } },
        ],
        backendRefs: [{ group: '', kind: 'Service', name: `service-${i}`, port: 8080, weight: 1 }],
        timeouts: { request: '10s', backendRequest: '5s' },
      })),
    },
  }
}
