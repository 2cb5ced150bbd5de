// Writes an authority and a serving certificate for development: `node --import=./test/strip.mjs certs/develop.ts FOLDER [NAME...]`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issueAuthority, issueLeaf } from '../src/server/tls/issue.ts'

const [folder, ...names] = process.argv.slice(2)
if (folder === undefined) {
  console.error('name a folder for ca.crt, tls.crt and tls.key')
  process.exit(2)
}
const validity = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 30 * 86_400_000) }
const authority = await issueAuthority('gatewright development authority', validity)
const leaf = await issueLeaf(authority, {
  ...validity,
  commonName: 'gatewright',
  names: ['127.0.0.1', 'localhost', ...names],
  usage: 'server',
})
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'ca.crt'), authority.certificate)
writeFileSync(join(folder, 'tls.crt'), leaf.certificate)
writeFileSync(join(folder, 'tls.key'), leaf.key, { mode: 0o600 })
console.log(`caBundle: ${Buffer.from(authority.certificate).toString('base64')}`)
