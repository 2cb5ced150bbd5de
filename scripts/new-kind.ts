// `npm run new-kind GROUP KIND [VERSION] [--cluster]`: a file for a kind, ready to fill in.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const [group, kind, version = 'v1'] = process.argv.slice(2).filter(argument => !argument.startsWith('--'))
if (group === undefined || kind === undefined || !/^[A-Z][A-Za-z0-9]*$/.test(kind)) {
  console.error(
    'usage: npm run new-kind GROUP KIND [VERSION] [-- --cluster]\n  npm run new-kind example.com RateLimit v1alpha1\n  GROUP is core for the core group',
  )
  process.exit(2)
}

const file = join('src/kinds', folderOf(group), `${kebab(kind)}.ts`)
if (existsSync(file)) {
  console.error(`${file} is there already`)
  process.exit(2)
}
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, template(group === 'core' ? '' : group, kind, version, process.argv.includes('--cluster')))
console.log(`wrote ${file}
next: say what the kind is for and what it refers to (src/kinds/define-kind.ts explains each field),
      give it a schema with src/kinds/author.ts if the catalogue shall validate it without a definition,
      then npm run gen && npm test`)

/** Kinds of one system stand together: `gateway.kgateway.dev` in kgateway, `networking.istio.io` in istio. */
function folderOf(name: string): string {
  if (name === 'core' || name.endsWith('.k8s.io') || !name.includes('.'))
    return /^gateway\.networking\./.test(name) ? 'gateway-api' : 'core'
  return name.split('.').at(-2)!
}

function kebab(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
}

function plural(name: string): string {
  const lower = name.toLowerCase()
  if (/[^aeiou]y$/.test(lower)) return `${lower.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(lower) ? `${lower}es` : `${lower}s`
}

function template(apiGroup: string, name: string, apiVersion: string, cluster: boolean): string {
  return `import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: '${apiGroup}',
  kind: '${name}',
  plural: '${plural(name)}',
  scope: '${cluster ? 'Cluster' : 'Namespaced'}',
  description: 'What a ${name} is for, in one sentence.',
  versions: [{ name: '${apiVersion}' }],
  references: [{ at: 'spec.targetRefs[]', purpose: 'target', namespace: 'own' }],
})
`
}
