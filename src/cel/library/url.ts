import { Malformed } from '../../values/malformed.ts'
import { parseRequestURI, parseURL, type URL } from '../../values/url.ts'
import { BoolType, type CelType, list, map, StringType } from '../types.ts'
import { CelError } from '../value.ts'
import { argumentTraversalSized, nominal, nominalEstimate, traversal } from './costs.ts'
import type { FunctionDeclaration, Library, Overload } from './function.ts'
import { URLType } from './library-types.ts'

function url(text: string): URL {
  const parsed = parseURL(text)
  if (parsed instanceof Malformed) throw new CelError(`URL parse error during conversion from string: ${parsed.message}`)
  return parsed
}

function accessor(name: string, id: string, call: Overload['call'], result: CelType = StringType): FunctionDeclaration {
  return { name, overloads: [{ id, member: true, parameters: [URLType], result, call, cost: nominal, estimate: nominalEstimate }] }
}

/** A prototype-free object, so that a parameter may bear any name. */
function query(parsed: URL): Record<string, string[]> {
  return Object.assign(Object.create(null), Object.fromEntries(parsed.query()))
}

const functions: readonly FunctionDeclaration[] = [
  {
    name: 'url',
    overloads: [
      { id: 'string_to_url', parameters: [StringType], result: URLType, call: url, cost: traversal, estimate: argumentTraversalSized },
    ],
  },
  {
    name: 'isURL',
    overloads: [
      {
        id: 'is_url_string',
        parameters: [StringType],
        result: BoolType,
        call: (text: string) => !(parseRequestURI(text) instanceof Malformed),
      },
    ],
  },
  accessor('getScheme', 'url_get_scheme', ({ scheme }: URL) => scheme),
  accessor('getHost', 'url_get_host', ({ host }: URL) => host),
  accessor('getHostname', 'url_get_hostname', ({ hostname }: URL) => hostname),
  accessor('getPort', 'url_get_port', ({ port }: URL) => port),
  accessor('getEscapedPath', 'url_get_escaped_path', ({ escapedPath }: URL) => escapedPath),
  accessor('getQuery', 'url_get_query', query, map(StringType, list(StringType))),
]

/** @see k8s.io/apiserver pkg/cel/library/urls.go */
export const urls: Library = { name: 'kubernetes.urls', functions }
