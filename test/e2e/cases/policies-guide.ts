import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { catalogue } from '../../../src/kinds/index.ts'
import { root } from '../assets.ts'
import { startControlPlane } from '../harness.ts'
import { until } from '../process.ts'
import type { Suite } from '../suite.ts'

const HTTP_ROUTES = '/apis/gateway.networking.k8s.io/v1/httproutes'

/** docs/policies.md as a new user follows it: every command in an empty folder, and what it is said to print. */
const suite: Suite = {
  name: 'policies: the guide, word for word',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    try {
      const crd = catalogue({ version: '1.6', channel: 'standard' }).crd('gateway.networking.k8s.io', 'HTTPRoute')
      await plane.call('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd)
      await until('routes are served', async () => (await plane.call('GET', HTTP_ROUTES)).status === 200)
      const [bin, folder] = [join(plane.folder, 'bin'), join(plane.folder, 'empty')]
      mkdirSync(bin)
      mkdirSync(folder)
      symlinkSync(assets.kubectl, join(bin, 'kubectl'))
      writeFileSync(join(bin, 'gatewright'), `#!/bin/sh\nexec "${process.execPath}" "${root}/bin/gatewright.cjs" "$@"\n`)
      chmodSync(join(bin, 'gatewright'), 0o755)
      const env = {
        ...process.env,
        PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH']}`,
        KUBECONFIG: plane.kubeconfig('admin'),
        GATEWRIGHT: root,
        NO_COLOR: '1',
        COLUMNS: '200',
      }
      let printed = ''
      let steps = 0
      for (const [, language, body] of readFileSync(join(root, 'docs/policies.md'), 'utf8').matchAll(/^```(sh|text)\n(.*?)^```/gms)) {
        if (language === 'text') {
          for (const line of body!.split('\n')) assert.ok(printed.includes(line), `"${line}" is not in\n${printed}`)
          continue
        }
        await report.case(body!.trim().split('\n').at(-1)!, () => {
          const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', body!], { cwd: folder, env, encoding: 'utf8' })
          printed = stdout + stderr
          assert.equal(status, 0, printed)
          steps++
        })
      }
      report.note(`${steps} steps of docs/policies.md`)
    } finally {
      await plane.close()
    }
  },
}

export default suite
