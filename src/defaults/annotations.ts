/** On a GatewayClass: `true` marks the class that Gateways without one get. */
export const DEFAULT_CLASS = 'gatewright.dev/is-default-class'

/** On a Namespace: the Gateway of its routes that name none: `edge`, or `infra/edge`. */
export const DEFAULT_GATEWAY = 'gatewright.dev/default-gateway'

/** On a Namespace: the hostname of its routes that have none: `{name}.{namespace}.example.com`. */
export const DOMAIN = 'gatewright.dev/domain'

/** On a Namespace: the class of its Ingresses that name none. */
export const DEFAULT_INGRESS_CLASS = 'gatewright.dev/default-ingress-class'

/** On an object or a Namespace: `all`, or the names of defaults that are not wanted there, with commas between. */
export const SKIP_DEFAULTS = 'gatewright.dev/skip-defaults'

/** Written on an object: the names of the defaults that filled something in. */
export const DEFAULTED = 'gatewright.dev/defaulted'

/** The names in a list with commas. */
export function namesIn(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
}
