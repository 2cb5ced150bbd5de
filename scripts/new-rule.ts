// `npm run new-rule AREA NAME [KIND...]`: a rule that is ready to be filled in, with a fixture that reports, one that stays silent, and a code.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const [area, name, ...kinds] = process.argv.slice(2)

function fail(message: string): never {
  console.error(message)
  process.exit(2)
}

const areas = readdirSync('src/rules', { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'view')
  .map(entry => entry.name)
if (area === undefined || name === undefined)
  fail('npm run new-rule AREA NAME [KIND...], for example: npm run new-rule filters redirect-loop HTTPRoute')
if (!areas.includes(area)) fail(`there is no area ${area}; there are ${areas.join(', ')}`)
if (!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name))
  fail(`${name} is no name for a rule: use words in lower case with dashes, such as redirect-loop`)

const codes = JSON.parse(readFileSync('src/diagnostics/codes.json', 'utf8')) as Record<string, string>
if (Object.values(codes).includes(name)) fail(`a rule is called ${name} already`)

/** The prefix that the rules of the area have, and the first number that neither a rule nor the list of those left out has. */
function nextCode(): string {
  const [sample] = readdirSync(join('src/rules', area!)).flatMap(
    file => /code: '(GWA-[A-Z0-9]+)-\d+'/.exec(readFileSync(join('src/rules', area!, file), 'utf8'))?.[1] ?? [],
  )
  const prefix = sample ?? fail(`no rule of ${area} tells which prefix the area has`)
  const leftOut = readFileSync('docs/rules/left-out.md', 'utf8')
  const taken = [...Object.keys(codes), ...(leftOut.match(/GWA-[A-Z0-9]+-\d+/g) ?? [])].filter(code => code.startsWith(`${prefix}-`))
  const highest = Math.max(0, ...taken.map(code => Number(code.slice(prefix.length + 1))))
  return `${prefix}-${String(highest + 1).padStart(3, '0')}`
}

const code = nextCode()
const judged = kinds.length > 0 ? kinds : ['HTTPRoute']

const rule = `import { defineRule } from '../rule.ts'

/** What is wrong, in one sentence. */
export default defineRule({
  code: '${code}',
  name: '${name}',
  severity: 'warning',
  gate: 'object',
  kinds: [${judged.map(kind => `'${kind}'`).join(', ')}],
  reads: [],
  since: '${(JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version}',
  docs: {
    summary: 'What is wrong, for a list of rules.',
    why: 'What happens to real requests because of it.',
    fix: 'What to do about it.',
    spec: 'Where the specification says so',
  },
  messages: {
    found: ({ name }: { name: string }) => \`\${name} is what nobody wants\`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    if (route !== undefined && route.ref.name === 'bad') report('found', ['metadata', 'name'], { name: route.ref.name })
  },
})
`

const fixture = (object: string, marker: string) => `# Say here what the case shows.
apiVersion: gateway.networking.k8s.io/v1
kind: ${judged[0]}
metadata:
  name: ${object}${marker}
  namespace: shop
spec:
  parentRefs: [{ name: edge }]
  rules: [{ backendRefs: [{ name: cart, port: 80 }] }]
`

const files: Record<string, string> = {
  [`src/rules/${area}/${name}.ts`]: rule,
  [`test/rules/${area}/${name}/reports.yaml`]: fixture('bad', ` # want ${code} "bad is what nobody wants"`),
  [`test/rules/${area}/${name}/silent.yaml`]: fixture('good', ''),
}
for (const [path, text] of Object.entries(files)) {
  if (existsSync(path)) fail(`${path} exists already`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`wrote ${path}`)
}
console.log(`${code} ${name}: fill it in, then npm run gen, and npm test -- test/rules.test.ts`)
