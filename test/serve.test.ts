import { spawnSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { serveCommand } from '../src/cli/serve.ts'
import { ApiError, type KubeClient } from '../src/cluster/api.ts'
import { parseServerConfig, type ServerConfig } from '../src/server/config.ts'
import { LiveConfig } from '../src/server/live-config.ts'
import { mountedCertificates } from '../src/server/tls/files.ts'
import { issueAuthority } from '../src/server/tls/issue.ts'
import { managedCertificates } from '../src/server/tls/managed.ts'
import type { CertificateEvents, CertificateSource } from '../src/server/tls/source.ts'
import { days, servingCertificate } from './e2e/gatewright.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatewright-serve-'))
t.teardown(() => rmSync(folder, { recursive: true }))
const { KUBECONFIG: _, ...clean } = process.env

t.test('a replica that cannot start says why, and ends', async t => {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const taken = createServer()
  await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
  t.teardown(() => taken.close())
  const { port } = taken.address() as AddressInfo
  const kubeconfig = file(
    'kubeconfig',
    JSON.stringify({
      'current-context': 'c',
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
      users: [{ name: 'c', user: { token: 't' } }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'c' } }],
    }),
  )
  const tls = await servingCertificate(await issueAuthority('serve', days(-1, 1)), folder)
  const good = [
    `--kubeconfig=${kubeconfig}`,
    `--tls-folder=${tls}`,
    '--address=127.0.0.1',
    '--port=0',
    '--ops-port=0',
    '--log-level=silent',
  ]
  const certificates = (name: string, certificate: string, key: string) => {
    mkdirSync(join(folder, name))
    file(`${name}/tls.crt`, certificate)
    file(`${name}/tls.key`, key)
    return `--tls-folder=${join(folder, name)}`
  }
  const [certificate, key] = ['crt', 'key'].map(end => readFileSync(join(tls, `tls.${end}`), 'utf8')) as [string, string]
  const passphrase = { cipher: 'aes-256-cbc', passphrase: 'secret', format: 'pem', type: 'pkcs8' } as const
  const locked = String(createPrivateKey(key).export(passphrase))
  const plain = file('plain', readFileSync(kubeconfig, 'utf8').replace('https', 'http'))
  const nowhere = file('nowhere', readFileSync(kubeconfig, 'utf8').replace('127.0.0.1:1', 'a:99999'))
  const managed = good.filter(arg => !arg.startsWith('--tls-folder')).concat('--tls-secret=tls')
  const rows: [string[], RegExp, { readonly status?: number; readonly base?: string[]; readonly env?: Record<string, string> }?][] = [
    [[`--kubeconfig=${folder}/none`], /cannot start: cannot read the kubeconfig .*none/],
    [[`--kubeconfig=${plain}`], /cannot start: the cluster of the kubeconfig is http:.*only https/],
    [[`--kubeconfig=${nowhere}`], /cannot start: the cluster of the kubeconfig is https:\/\/a:99999, but it must be a URL/],
    [[], /cannot read the kubeconfig \/none: /, { base: good.slice(1), env: { KUBECONFIG: '/none' } }],
    [[], /no cluster is known: there is no kubeconfig/, { base: good.slice(1), env: { HOME: folder } }],
    [[`--tls-folder=${folder}/none`], /cannot start: cannot read .*none\/tls.crt: no such file/],
    [[certificates('garbled', 'garbage', key)], /cannot start: .*garbled: the certificate is no readable PEM/],
    [[certificates('keyless', certificate, '')], /cannot start: .*keyless: the private key is no readable PEM/],
    [[certificates('locked', certificate, locked)], /cannot start: .*locked: the private key has a passphrase/],
    [[`--config=${file('bad.yaml', 'admission: 1\n')}`], /cannot start: .*admission/],
    [[`--config=${folder}/none.yaml`], /cannot start: cannot read .*none.yaml: no such file/],
    [[`--port=${port}`], /cannot start: .*EADDRINUSE.*/],
    [[`--ops-port=${port}`], /cannot start: .*EADDRINUSE.*/],
    [[], /--tls-secret needs the names of the certificate/, { status: 2, base: managed }],
    [[], /--client-name needs --client-authority/, { status: 2, env: { GATEWRIGHT_CLIENT_NAME: 'apiserver' } }],
  ]
  for (const [args, expected, { status: code = 3, base = good, env = {} } = {}] of rows) {
    const { status, stderr } = spawnSync(process.execPath, ['bin/gatewright.cjs', 'serve', ...base, ...args], {
      encoding: 'utf8',
      timeout: 30_000,
      env: { ...clean, ...env },
    })
    t.equal(status, code, stderr)
    t.match(stderr, expected)
    t.notMatch(stderr, /defect/)
  }
})

t.test('in the environment, lists have commas, and what is off is off', t => {
  const given = (env: Record<string, string>) => {
    Object.assign(process.env, env)
    const command = serveCommand().action(() => {})
    command.parse([], { from: 'user' })
    for (const name of Object.keys(env)) delete process.env[name]
    return command.opts()
  }
  t.match(given({ GATEWRIGHT_TLS_NAME: 'a.svc, b.svc' }), { tlsName: ['a.svc', 'b.svc'], events: false })
  for (const [value, events] of [
    ['false', false],
    ['0', false],
    ['', false],
    ['true', true],
    ['1', true],
  ] as const)
    t.equal(given({ GATEWRIGHT_EVENTS: value })['events'], events, value)
  t.end()
})

t.test(
  'a configuration follows its files, those of its policies as well; one that cannot be used is refused and the last stays in force',
  async t => {
    const at = (...names: string[]) => join(folder, 'followed', ...names)
    mkdirSync(at('policies', 'more'), { recursive: true })
    const policy = (name: string) =>
      `{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: ${name}}}\n`
    writeFileSync(at('gatewright.yaml'), 'policies: [policies]\n')
    writeFileSync(at('policies', 'a.yaml'), policy('a'))
    const told = new EventEmitter()
    const config = new LiveConfig<ServerConfig>(
      at('gatewright.yaml'),
      parseServerConfig,
      {
        loaded: ({ policies }) => void told.emit('told', policies.configured.map(({ metadata }) => metadata.name).join(' ')),
        refused: error => void told.emit('told', error.message),
      },
      20,
    )
    // Neither watching nor waiting keeps a process.
    const awake = setInterval(() => {}, 10_000)
    t.teardown(() => {
      clearInterval(awake)
      config.close()
    })
    const steps: [string, () => void, RegExp][] = [
      ['a policy that changes', () => writeFileSync(at('policies', 'a.yaml'), policy('a2')), /^a2$/],
      ['one that comes, in a folder below', () => writeFileSync(at('policies', 'more', 'b.yaml'), policy('b')), /^a2 b$/],
      ['a mistake in one', () => writeFileSync(at('policies', 'a.yaml'), 'a: [\n'), /policies\/a.yaml:2:1: /],
      ['corrected', () => writeFileSync(at('policies', 'a.yaml'), policy('a2')), /^a2 b$/],
      ['the folder goes', () => renameSync(at('policies'), at('away')), /policies: no such file/],
      ['and comes back', () => renameSync(at('away'), at('policies')), /^a2 b$/],
      ['the configuration goes', () => renameSync(at('gatewright.yaml'), at('old.yaml')), /gatewright.yaml: no such file/],
      ['and comes back as it was', () => renameSync(at('old.yaml'), at('gatewright.yaml')), /^a2 b$/],
      ['it names something else', () => writeFileSync(at('gatewright.yaml'), 'policies: [policies/more]\n'), /^b$/],
      [
        'nothing of what it names is there',
        () => writeFileSync(at('gatewright.yaml'), 'policies: [none.yaml]\n'),
        /none.yaml: no such file/,
      ],
      ['now it is', () => writeFileSync(at('none.yaml'), policy('late')), /^late$/],
      ['no policies', () => writeFileSync(at('gatewright.yaml'), '\n'), /^$/],
    ]
    for (const [what, change, expected] of steps) {
      const next = once(told, 'told', { signal: AbortSignal.timeout(10_000) })
      const before = config.current
      change()
      const [message] = await next
      t.match(message, expected, what)
      const refused = !/^[a-z0-9 ]*$/.test(message)
      t.equal(config.current === before, refused, `${what}: which one is in force`)
      t.equal(config.checks()[0]?.detail !== undefined, refused, `${what}: what readiness says`)
    }
  },
)

t.test('certificates of its own that a replica may not make keep it from starting, and it says what they were for', async t => {
  const client = {
    get: async (path: string) => {
      throw new ApiError(403, 'Forbidden', `GET ${path}: 403 secrets is forbidden`)
    },
  } as unknown as KubeClient
  const policy = { names: ['a.svc'], authorityLife: 1, leafLife: 1, renewAt: 1 / 3, settle: 1000 }
  const managed = { client, namespace: 'n', secret: 'tls', validating: [], mutating: [], policy, period: 10 }
  const events = { loaded() {}, refused() {}, delayed() {} }
  await t.rejects(managedCertificates(managed, events), {
    message: 'no certificate could be had: GET /api/v1/namespaces/n/secrets/tls: 403 secrets is forbidden',
  })
})

t.test('authorities of client certificates are followed, mounted and managed; a bundle that holds none is never served', async t => {
  const at = (name: string) => join(folder, name)
  const [first, second] = [
    (await issueAuthority('first', days(-1, 1))).certificate,
    (await issueAuthority('second', days(-1, 1))).certificate,
  ]
  const stored = new Map<string, unknown>()
  const client = {
    async get(path: string) {
      if (stored.has(path)) return stored.get(path)
      throw new ApiError(404, 'NotFound', path)
    },
    send: async (_method: string, path: string, body: unknown) => void stored.set(`${path}/tls`, body),
  } as unknown as KubeClient
  const policy = { names: ['a.svc'], authorityLife: 10 * 86_400_000, leafLife: 86_400_000, renewAt: 1 / 3, settle: 1000 }
  const managed = { client, namespace: 'n', secret: 'tls', validating: [], mutating: [], policy, period: 10 }
  const mounted = { folder: await servingCertificate(await issueAuthority('serving', days(-1, 1)), folder), period: 10 }
  const sources: [string, (clientAuthority: string, events: CertificateEvents) => CertificateSource | Promise<CertificateSource>][] = [
    ['mounted', (clientAuthority, events) => mountedCertificates({ ...mounted, clientAuthority }, events)],
    ['managed', (clientAuthority, events) => managedCertificates({ ...managed, clientAuthority }, events)],
  ]
  const steps: [string, string, RegExp][] = [
    [second, second, /^loaded$/],
    ['', second, /holds no certificate/],
    [second + first.replace(/\n.{40}/, '\n!'), second, /is no readable PEM/],
    ['not a certificate', second, /holds no certificate/],
    [second + first, second + first, /^loaded$/],
  ]
  for (const [name, open] of sources) {
    const file = at(`${name}.crt`)
    const told = new EventEmitter()
    const tell = (error: Error) => void told.emit('told', error.message)
    const events = { loaded: () => void told.emit('told', 'loaded'), refused: tell, delayed: tell }
    writeFileSync(file, '')
    await t.rejects(async () => open(file, events), /holds no certificate/, `${name}: not at a start either`)
    writeFileSync(file, first)
    const source = await open(file, events)
    const awake = setInterval(() => {}, 10_000)
    t.teardown(async () => {
      clearInterval(awake)
      await source.close()
    })
    const served: (string | undefined)[] = []
    source.onChange(({ clientAuthority }) => served.push(clientAuthority))
    t.equal(source.current.clientAuthority, first)
    for (const [text, current, expected] of steps) {
      const next = once(told, 'told', { signal: AbortSignal.timeout(10_000) })
      writeFileSync(file, text)
      t.match((await next)[0], expected, `${name}: ${text.slice(0, 30)}`)
      t.equal(source.current.clientAuthority, current, name)
      t.equal(source.checks().length > 1, current !== text, `${name}: what readiness says`)
    }
    t.same(served, [second, second + first], name)
  }
})
