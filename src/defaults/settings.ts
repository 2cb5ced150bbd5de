/** The timeouts of the routes of some namespaces, or behind some classes. The first line that holds decides. */
export interface TimeoutsEntry {
  readonly namespaces?: readonly string[]
  readonly classes?: readonly string[]
  readonly request?: string
  readonly backendRequest?: string
}

/** The section `defaults` of gatewright.yaml: each default by name. */
export interface DefaultsSection {
  readonly 'gateway-class-name'?: boolean
  readonly 'parent-refs'?: boolean
  readonly hostnames?: boolean
  readonly 'hostname-case'?: boolean
  readonly timeouts?: readonly TimeoutsEntry[]
  readonly 'section-name'?: boolean
  readonly 'backend-port'?: boolean
  readonly 'allowed-listeners'?: boolean
  readonly 'infrastructure-labels'?: readonly string[]
  readonly 'ingress-class-name'?: boolean
}

const onOff = (description: string) => ({ type: 'boolean', description })
const names = (description: string, maxItems = 1000) => ({
  type: 'array',
  minItems: 1,
  maxItems,
  items: { type: 'string', minLength: 1 },
  description,
})
const duration = (description: string) => ({
  type: 'string',
  pattern: '^([0-9]{1,5}(h|m|s|ms)){1,4}$',
  description: `${description} A duration of Gateway API: 30s, 1m30s.`,
})

/** JSON Schema of the section. */
export const defaultsSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'What is filled in where an author left it out; each default by its name.',
  properties: {
    'gateway-class-name': onOff('Gateways without a class get the one that is marked as default. On where absent.'),
    'parent-refs': onOff('Routes without a parent get the default Gateway of their namespace. On where absent.'),
    hostnames: onOff('Routes without a hostname get one from the domain of their namespace. On where absent.'),
    'hostname-case': onOff('Hostnames are spelt in lower case, without a final dot. Where absent, in files only.'),
    timeouts: {
      type: 'array',
      description: 'Timeouts for rules that have none. The first line that holds decides.',
      items: {
        type: 'object',
        additionalProperties: false,
        anyOf: [{ required: ['request'] }, { required: ['backendRequest'] }],
        properties: {
          namespaces: names('Namespaces by name, or with * for any text.'),
          classes: names('GatewayClasses of a Gateway that the route names, by name or with * for any text.'),
          request: duration('From the first byte of the request to the last of the answer.'),
          backendRequest: duration('For one attempt at a backend; at most `request`.'),
        },
      },
    },
    'section-name': onOff('Parent references name the listener, where exactly one can serve the route. Off where absent.'),
    'backend-port': onOff('Backends without a port get the only port of their Service. Where absent, in files only.'),
    'allowed-listeners': onOff('Gateways say that they take no listeners of ListenerSets. Off where absent.'),
    'infrastructure-labels': names('Labels that the infrastructure of a Gateway takes over from its namespace.', 8),
    'ingress-class-name': onOff('Ingresses without a class get the default one of their namespace. On where absent.'),
  },
} as const
