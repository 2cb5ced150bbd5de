// Runs the suites of test/e2e/cases against a real kube-apiserver: `npm run test:e2e [-- SUITE...]`.
import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { built, findAssets, root } from './assets.ts'
import { Reporter, type Suite } from './suite.ts'

const wanted = process.argv.slice(2)
const assets = findAssets()
if ('skip' in assets) {
  console.log(`skipped: ${assets.skip}`)
  console.log('0 passed, 0 failed')
  process.exit(0)
}
execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' })
rmSync(built, { recursive: true, force: true })
for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(built, part), { recursive: true })

const report = new Reporter()
for (const file of readdirSync(new URL('cases/', import.meta.url)).sort()) {
  const name = file.replace(/\.ts$/, '')
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const { default: suite } = (await import(new URL(`cases/${file}`, import.meta.url).href)) as { default: Suite }
  console.log(suite.name)
  try {
    await suite.run(report, assets)
  } catch (error) {
    await report.case('the suite starts', () => Promise.reject(error))
  }
}
console.log(`${report.passed} passed, ${report.failed} failed`)
process.exit(report.failed === 0 ? 0 : 1)
