import type { Path } from '../../diagnostics/path.ts'
import { fields, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { settingsAt } from '../view/filter.ts'
import { ownListeners } from '../view/listeners.ts'

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

/** An address where a DNS name is meant. Only IPv4 can slip through the pattern of hostnames. */
export default defineRule({
  code: 'GWA-SCH-007',
  name: 'ip-address-as-hostname',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute', 'Gateway', 'ListenerSet', 'BackendTLSPolicy', 'XBackend'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A hostname is an IP address.',
    why: 'Hostnames are DNS names. Implementations may refuse an address, and TLS clients send no server name for one.',
    fix: 'Use the DNS name that clients ask for, or leave the hostname out to answer requests by address.',
    spec: 'Hostname and PreciseHostname in the Gateway API reference: IP addresses are not allowed',
  },
  messages: {
    hostname: ({ value }: { value: string }) =>
      `${value} is an IP address: hostnames are DNS names, and a controller may refuse it or never match it; leave the hostname out to answer requests by address`,
    backend: ({ value }: { value: string }) =>
      `${value} is an IP address: a backend certificate is verified against a DNS name here, and TLS sends no address as server name`,
    redirect: ({ value }: { value: string }) =>
      `redirects to the IP address ${value}; the field asks for a DNS name, and an HTTPS certificate rarely covers an address`,
  },
  check(object, { topology, report }) {
    const judge = (id: 'hostname' | 'backend' | 'redirect', value: string | undefined, at: Path) => {
      if (value !== undefined && isIPv4(value)) report(id, at, { value }, id === 'redirect' ? { severity: 'info' } : {})
    }
    const spec = fields(object.spec)
    switch (object.kind) {
      case 'Gateway':
      case 'ListenerSet':
        for (const { hostname, at } of ownListeners(topology, object)) if (hostname !== '') judge('hostname', hostname, [...at, 'hostname'])
        return
      case 'BackendTLSPolicy':
        return judge('backend', text(fields(spec.validation).hostname), ['spec', 'validation', 'hostname'])
      case 'XBackend':
        return judge('hostname', text(fields(spec.externalHostname).hostname), ['spec', 'externalHostname', 'hostname'])
      default: {
        const route = topology.route(object)
        for (const { value, at } of route?.hostnames ?? []) judge('hostname', value, at)
        for (const { filters } of route?.rules ?? []) {
          for (const filter of filters)
            if (filter.type === 'RequestRedirect') judge('redirect', text(filter.settings.hostname), [...settingsAt(filter), 'hostname'])
        }
      }
    }
  },
})

function isIPv4(value: string): boolean {
  return (
    IPV4.exec(value)
      ?.slice(1)
      .every(part => Number(part) <= 255) === true
  )
}
