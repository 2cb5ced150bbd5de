import { issueAuthority, issueLeaf, type KeyPair } from '../../../src/server/tls/issue.ts'
import { days } from '../gatewright.ts'
import type { Random } from '../mutate.ts'
import type { Made } from './vocabulary.ts'

/** What a Secret may hold, and what a ConfigMap. */
export interface Credentials {
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly configMaps: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Right certificates and wrong ones; their keys differ from run to run, and nothing depends on them. */
export async function issueCredentials(): Promise<Credentials> {
  const authority = await issueAuthority('authority', days(-1, 30))
  const leaf = (validity: ReturnType<typeof days>, ...names: string[]) =>
    issueLeaf(authority, { ...validity, commonName: names[0] ?? 'nobody', names, usage: 'server' })
  const one = await leaf(days(-1, 30), 'a.example.com')
  const two = await leaf(days(-1, 30), '*.example.com', 'b.example.com')
  const pair = ({ certificate, key }: KeyPair) => ({ 'tls.crt': certificate, 'tls.key': key })
  const garbage = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
  return {
    secrets: {
      one: pair(one),
      two: pair(two),
      nameless: pair(await leaf(days(-1, 30))),
      mismatched: { ...pair(one), 'tls.key': two.key },
      garbage: { 'tls.crt': garbage, 'tls.key': one.key },
      text: { 'tls.crt': 'certificate', 'tls.key': 'key' },
      keyless: { 'tls.crt': one.certificate },
      hollow: {},
    },
    configMaps: {
      authority: { 'ca.crt': authority.certificate },
      several: { 'ca.crt': authority.certificate + one.certificate },
      garbage: { 'ca.crt': garbage },
      text: { 'ca.crt': 'certificate' },
      empty: { 'ca.crt': '' },
      misnamed: { 'ca.pem': authority.certificate },
    },
  }
}

/** Secrets and ConfigMaps of one namespace, most of them usable. */
export function randomCredentials(namespace: string, { secrets, configMaps }: Credentials, random: Random): Made[] {
  const held = (from: Readonly<Record<string, Readonly<Record<string, string>>>>, usable: string) =>
    from[random.chance(0.5) ? usable : random.pick(Object.keys(from))]!
  const encoded = (data: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]))
  return [
    ...['cert-1', 'cert-2'].map(name => {
      const data = held(secrets, random.pick(['one', 'two']))
      const type = 'tls.crt' in data && 'tls.key' in data && random.chance(0.8) ? 'kubernetes.io/tls' : 'Opaque'
      return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type, data: encoded(data) }
    }),
    ...['ca-1', 'ca-2'].map(name => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace },
      data: held(configMaps, 'authority'),
    })),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'ca-1', namespace },
      type: 'Opaque',
      data: encoded(held(configMaps, 'authority')),
    },
  ].filter(() => random.chance(0.85))
}
