// The floors of the house, from the ground up, and what each may import: docs/architecture.md, "Floors".
// Read by the generator of biome.floors.gen.json (the linter enforces it) and by the test that proves each line.

const order = [
  'diagnostics',
  'values',
  'cel',
  'source',
  'schema',
  'kinds',
  'inventory',
  'topology',
  'rules',
  'defaults',
  'policy',
  'engine',
  'config',
  'report',
  'cluster',
  'server',
  'cli',
]

/** Floors that may use less than everything below them. */
const only: Record<string, string[]> = { cel: ['values'], values: [], source: ['diagnostics', 'values'] }

/** The one place where the doors meet: `gatewright serve` starts the server. */
export const meetingPoint = 'src/cli/serve.ts'

/** From the engine down nothing touches the operating system or the network. */
const pureUpTo = 'engine'
export const impure = ['node:*', 'fastify', 'pino', 'prom-client', '@kubernetes/client-node', '@opentelemetry/api']

/** Each third-party engine behind one adapter: the only files that may import it. */
export const adapters: Readonly<Record<string, readonly string[]>> = {
  re2js: ['src/values/re2.ts'],
  ajv: ['src/config/ajv.ts'],
  typebox: ['src/kinds/**'],
  '@kubernetes/client-node': ['src/cluster/kubeconfig.ts'],
  '@peculiar/x509': ['src/server/tls/issue.ts'],
  'prom-client': ['src/server/metrics.ts'],
  pino: ['src/server/log.ts'],
}

/** What tests and benchmarks compare with, and the product does without. */
export const yardsticks: readonly string[] = ['js-yaml', 'fast-json-patch', '@marcbachmann/cel-js', '@bufbuild/cel', 'cel-js']

export interface Floor {
  readonly name: string
  /** Floors that it may not import. */
  readonly forbidden: readonly string[]
  readonly pure: boolean
}

export const floors: readonly Floor[] = order.map((name, level) => {
  const allowed = only[name] ?? order.slice(0, level)
  return {
    name,
    forbidden: order.filter(other => other !== name && !allowed.includes(other)).concat(name === 'cli' ? ['server'] : []),
    pure: level <= order.indexOf(pureUpTo),
  }
})
