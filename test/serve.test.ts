import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { issueAuthority } from '../src/server/tls/issue.ts'
import { days, servingCertificate } from './e2e/gatewright.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatewright-serve-'))
t.teardown(() => rmSync(folder, { recursive: true }))

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
  const rows: [string[], RegExp][] = [
    [[`--kubeconfig=${folder}/none`], /cannot start: cannot read the kubeconfig .*none/],
    [[`--tls-folder=${folder}/none`], /cannot start: .*none\/tls.crt/],
    [[`--config=${file('bad.yaml', 'admission: 1\n')}`], /cannot start: .*admission/],
    [[`--port=${port}`], /cannot start: .*EADDRINUSE.*/],
    [[`--ops-port=${port}`], /cannot start: .*EADDRINUSE.*/],
  ]
  for (const [args, expected] of rows) {
    const { status, stderr } = spawnSync(process.execPath, ['bin/gatewright.cjs', 'serve', ...good, ...args], {
      encoding: 'utf8',
      timeout: 30_000,
    })
    t.equal(status, 3, stderr)
    t.match(stderr, expected)
    t.notMatch(stderr, /defect/)
  }
})
