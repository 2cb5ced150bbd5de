import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { KubeConfig } from '@kubernetes/client-node'
import t from 'tap'
import { announced } from '../src/cli/connect.ts'
import { createClient } from '../src/cluster/client.ts'
import { loadCredentials } from '../src/cluster/kubeconfig.ts'
import { staticCredentials } from '../src/cluster/static-credentials.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatewright-credentials-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))
const base64 = (text: string) => Buffer.from(text).toString('base64')

function kubeconfig(user: object, cluster: object = {}, context: object = {}): string {
  const file = join(folder, `${Math.random()}.yaml`)
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'here',
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:6443', ...cluster } }],
    users: [
      { name: 'other', user: { exec: { command: 'x' } } },
      { name: 'u', user },
    ],
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u', ...context } }],
  }
  writeFileSync(file, JSON.stringify(config))
  return file
}

/** What counts of the options for a request, as text. */
function material(options: object): Record<string, string> {
  const { ca, cert, key, headers } = options as Record<string, unknown>
  const { Authorization } = (headers ?? {}) as Record<string, string>
  return Object.fromEntries(
    Object.entries({ ca, cert, key, Authorization })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )
}

t.test('plain kubeconfigs give the credentials that the official client reads from them', async t => {
  writeFileSync(join(folder, 'ca.pem'), 'authority in a file')
  writeFileSync(join(folder, 'key.pem'), 'key in a file')
  const files = [
    kubeconfig({ token: 't0' }),
    kubeconfig({}, { 'certificate-authority-data': base64('authority') }),
    kubeconfig({ 'client-certificate-data': base64('leaf'), 'client-key-data': base64('key') }, {}, { namespace: 'team-a' }),
    kubeconfig({ 'client-certificate-data': base64('leaf'), 'client-key': 'key.pem' }, { 'certificate-authority': 'ca.pem' }),
    kubeconfig({ token: 't1' }, { 'certificate-authority': join(folder, 'ca.pem'), 'certificate-authority-data': base64('other') }),
  ]
  for (const file of files) {
    const official = new KubeConfig()
    official.loadFromFile(file)
    const expected = {}
    await official.applyToHTTPSOptions(expected)
    const found = staticCredentials({ kubeconfig: file }, folder)
    t.same(found && { server: found.server, ...material(await found.options()) }, {
      server: official.getCurrentCluster()?.server,
      ...material(expected),
    })
    t.equal(found?.namespace, official.getContextObject('here')?.namespace ?? 'default')
  }
})

t.test('everything else is left to the official client', async t => {
  const files = [
    kubeconfig({ exec: { command: 'aws' } }),
    kubeconfig({ 'auth-provider': { name: 'oidc' } }),
    kubeconfig({ token: 't', as: 'somebody' }),
    kubeconfig({ tokenFile: join(folder, 'ca.pem') }),
    kubeconfig({ token: 't' }, { 'proxy-url': 'http://127.0.0.1:1' }),
    kubeconfig({ token: 't' }, { 'insecure-skip-tls-verify': true }),
    kubeconfig({ token: 't' }, { server: 'http://127.0.0.1:8001' }),
    kubeconfig({ 'client-certificate': 'no-such-file.pem' }),
    join(folder, 'no-such-file.yaml'),
  ]
  for (const file of files) t.equal(staticCredentials({ kubeconfig: file }), undefined)
  t.equal(staticCredentials({ kubeconfig: files[0]!, context: 'elsewhere' }), undefined)
})

t.test('a plugin that fails is told as such, and what it printed is not repeated', async t => {
  const exec = (command: string, ...args: string[]) => ({
    exec: { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never', command, args },
  })
  const rows: [object, RegExp][] = [
    [exec('no-such-plugin'), /^no credentials for the cluster: spawn no-such-plugin ENOENT$/],
    [exec('sh', '-c', 'echo log in first >&2; exit 1'), /^no credentials for the cluster: log in first$/],
    [exec('echo', 'secret-token'), /^no credentials for the cluster: the exec plugin did not answer with JSON$/],
  ]
  for (const [user, expected] of rows) {
    const client = createClient(await loadCredentials({ kubeconfig: kubeconfig(user) }))
    await t.rejects(client.get('/version'), { message: expected })
    client.close()
  }
})

t.test('what is long in coming is told, what comes at once is not', async t => {
  const told = new Promise(resolve => void announced(new Promise(() => {}), () => resolve('told'), 1))
  t.equal(await told, 'told')
  t.equal(await announced(Promise.resolve('answer'), () => t.fail('it was there'), 1), 'answer')
  await t.rejects(
    announced(Promise.reject(new Error('refused')), () => t.fail('it was there'), 1),
    { message: 'refused' },
  )
  await sleep(10)
})

t.test('a pod is its service account, whose token and authority are read again each time', async t => {
  const mounted = mkdtempSync(join(folder, 'pod-'))
  writeFileSync(join(mounted, 'namespace'), 'gatewright-system')
  writeFileSync(join(mounted, 'ca.crt'), 'authority')
  writeFileSync(join(mounted, 'token'), 'first\n')
  const before = { ...process.env }
  t.teardown(() => Object.assign(process.env, before))
  Object.assign(process.env, { KUBECONFIG: '', HOME: mounted, KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' })
  const found = staticCredentials({}, mounted)
  t.same([found?.server, found?.namespace], ['https://[fd00::1]:443', 'gatewright-system'])
  t.same(material(await found!.options()), { ca: 'authority', Authorization: 'Bearer first' })
  writeFileSync(join(mounted, 'token'), 'second')
  t.same(material(await found!.options()), { ca: 'authority', Authorization: 'Bearer second' })
  t.equal(staticCredentials({}, folder), undefined, 'no token, no pod')
})

t.test('what stands before the host of a server is for nobody to read', async t => {
  const file = kubeconfig({ token: 't' }, { server: 'https://admin:secret@127.0.0.1:1/k8s' })
  t.equal(createClient(await loadCredentials({ kubeconfig: file })).server, 'https://127.0.0.1:1/k8s')
  const plain = kubeconfig({ token: 't' }, { server: 'http://admin:secret@127.0.0.1:1' })
  await t.rejects(loadCredentials({ kubeconfig: plain }), {
    message: /^the cluster of the kubeconfig is http:\/\/127.0.0.1:1, but it must/,
  })
})
