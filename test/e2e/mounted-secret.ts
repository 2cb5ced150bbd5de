import { X509Certificate } from 'node:crypto'
import { mkdtempSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import type { KeyPair } from '../../src/server/tls/issue.ts'

/** Writes a pair the way the kubelet does: into a new folder, to which a symbolic link is swapped. */
export function swap(folder: string, { certificate, key }: KeyPair): void {
  const data = mkdtempSync(join(folder, '..data-'))
  writeFileSync(join(data, 'tls.crt'), certificate)
  writeFileSync(join(data, 'tls.key'), key)
  symlinkSync(data, join(folder, '..next'))
  renameSync(join(folder, '..next'), join(folder, '..data'))
  for (const name of ['tls.crt', 'tls.key']) {
    try {
      symlinkSync(join('..data', name), join(folder, name))
    } catch {
      // The links are there from the first time on.
    }
  }
}

/** The certificate that a port serves to a new connection. */
export function served(port: number): Promise<X509Certificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw))
      socket.end()
    })
    socket.once('error', reject)
  })
}
