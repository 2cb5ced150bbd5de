import type { ObjectRef, RequestSketch } from '../diagnostics/finding.ts'
import { visible } from '../values/visible.ts'
import type { Location, Summary } from './report.ts'

/** `HTTPRoute shop/cart`, `GatewayClass edge`. */
export function nameOf({ kind, namespace, name }: ObjectRef): string {
  return visible(`${kind} ${namespace === '' ? name : `${namespace}/${name}`}`)
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** `GET http://shop.example.com/cart with x-env: prod`. */
export function requestText({ method, url, headers, grpc }: RequestSketch): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const request = grpc === undefined ? `${method} ${url}` : `gRPC ${grpc} at ${url}`
  return fields.length === 0 ? request : `${request} with ${fields.join(', ')}`
}

export function summaryText({ files, objects, errors, warnings, infos, suppressed }: Summary): string {
  // What a cluster has stands in no file.
  const where =
    files === 0 && objects > 0 ? `in ${plural(objects, 'object')}` : `in ${plural(files, 'file')} with ${plural(objects, 'object')}`
  const silent = suppressed === 0 ? '' : ` (${plural(suppressed, 'finding')} suppressed)`
  const counts = [
    errors > 0 ? plural(errors, 'error') : '',
    warnings > 0 ? plural(warnings, 'warning') : '',
    infos > 0 ? plural(infos, 'note') : '',
  ].filter(part => part !== '')
  return counts.length === 0 ? `No problems ${where}${silent}` : `${counts.join(', ')} ${where}${silent}`
}

/** The file that a finding stands in; '' for one that stands in none. */
export const fileOf = ({ location }: { readonly location?: Location }): string => location?.file ?? ''

/** `routes.yaml:12:5`. */
export function lineOf({ location }: { readonly location?: Location }): string {
  if (location === undefined) return ''
  const { file, span } = location
  return span.end.offset === 0 ? file : `${file}:${span.start.line}:${span.start.column}`
}
