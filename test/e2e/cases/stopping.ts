import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { startReplica } from '../gatewright.ts'
import { startControlPlane } from '../harness.ts'
import { until } from '../process.ts'
import type { Suite } from '../suite.ts'

const suite: Suite = {
  name: 'stopping: nobody holds a replica back',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    try {
      await report.case(
        'connections that never asked anything, as an API server keeps some, and one that does not shake hands',
        async () => {
          const replica = await startReplica(plane)
          const to = { port: replica.port, host: '127.0.0.1', rejectUnauthorized: false }
          const [asking, silent, strange] = [connectTls(to), connectTls(to), connect(to)]
          for (const socket of [asking, silent, strange]) socket.on('error', () => {})
          await Promise.all([once(asking, 'secureConnect'), once(silent, 'secureConnect'), once(strange, 'connect')])
          asking.write('GET /livez HTTP/1.1\r\nhost: gatewright\r\n\r\n')
          await once(asking, 'data')
          replica.program.process.kill('SIGTERM')
          // Below the 30 seconds after which whatever is left is cut off.
          await until('the replica has ended', () => !replica.program.running(), 20_000)
          assert.equal(await replica.program.exited, 0)
        },
      )
    } finally {
      await plane.close()
    }
  },
}

export default suite
