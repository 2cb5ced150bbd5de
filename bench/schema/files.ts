import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodeYaml } from '../../src/schema/index.ts'
import { readSource } from '../../src/source/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const examples = join(root, '../shared/manifests/gateway-api-examples')
const crds = join(root, '../shared/crds/gateway-api/v1.6.1/experimental')
const COPIES = 200
const RUNS = 3
const KUBECONFORM = '0.8.0'

/** `gatewright lint` and kubeconform over the same 17,600 files, each in processes of its own, in turn. */
export async function benchFiles(): Promise<void> {
  console.log(`\nlint of the Gateway API examples, ${COPIES} times over, against kubeconform ${KUBECONFORM} with two threads`)
  if (!existsSync(examples) || !existsSync(crds)) return console.log(`  skipped: ${relative(root, examples)} is not part of this checkout`)
  const kubeconform = findKubeconform()
  if (kubeconform === undefined) return console.log('  skipped: building kubeconform needs Go')
  const work = mkdtempSync(join(tmpdir(), 'gatewright-bench-'))
  try {
    const schemas = schemasOf(work)
    if (schemas === undefined) return console.log('  skipped: the script that makes its schemas needs Python with PyYAML')
    const { files, objects, folder } = writeCopies(work)
    console.log(`  ${files} files, ${objects} objects`)
    execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root })
    const location = join(schemas, '{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json')
    const commands = {
      gatewright: [process.execPath, join(root, 'bin/gatewright.cjs'), 'lint', folder, '--fail-on', 'never'],
      kubeconform: [kubeconform, '-n', '2', '-ignore-missing-schemas', '-summary', '-schema-location', location, folder],
    }
    const figures: Record<string, { seconds: number[]; cpu: number; memory: number; last: string }> = {}
    for (let run = 0; run < RUNS; run++) {
      for (const [name, command] of Object.entries(commands)) {
        const { seconds, cpu, memory, last } = timed(command)
        figures[name] ??= { seconds: [], cpu, memory: 0, last: '' }
        const figure = figures[name]
        figure.seconds.push(seconds)
        figure.cpu = Math.min(figure.cpu, cpu)
        figure.memory = Math.max(figure.memory, memory)
        figure.last = last
      }
    }
    const best = (name: string): number => Math.min(...(figures[name]?.seconds ?? []))
    for (const [name, { seconds, cpu, memory, last }] of Object.entries(figures)) {
      const times = `${seconds.map(time => time.toFixed(2)).join(', ')} s, ${cpu.toFixed(2)} s of CPU at best`
      console.log(`  ${name.padEnd(12)} ${times}, ${Math.round(memory / 1024)} MB   ${last}`)
    }
    console.log(
      `  ratio of the best runs ${(best('gatewright') / best('kubeconform')).toFixed(2)}   (target: at most 1.0; it checks neither CEL nor references)`,
    )
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** kubeconform from its Go module, built once into a cache. */
function findKubeconform(): string | undefined {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'gatewright', 'kubeconform', KUBECONFORM)
  const program = join(folder, 'kubeconform')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  const built = spawnSync('go', ['install', `github.com/yannh/kubeconform/cmd/kubeconform@v${KUBECONFORM}`], {
    env: { ...process.env, GOBIN: folder },
  })
  return built.status === 0 ? program : undefined
}

/** Schemas made by kubeconform's own script, which comes with its module. */
function schemasOf(work: string): string | undefined {
  const folder = join(work, 'schemas')
  mkdirSync(folder)
  const modules = execFileSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).trim()
  const script = join(modules, `github.com/yannh/kubeconform@v${KUBECONFORM}/scripts/openapi2jsonschema.py`)
  const definitions = readdirSync(crds).map(name => join(crds, name))
  const made = spawnSync('python3', [script, ...definitions], { cwd: folder })
  return made.status === 0 ? folder : undefined
}

/** Copies of the examples, each in namespaces of its own, so that they have nothing to do with each other. */
function writeCopies(work: string): { files: number; objects: number; folder: string } {
  const folder = join(work, 'manifests')
  let [files, objects] = [0, 0]
  const sources = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.yaml'))
  for (const [number, name] of sources.entries()) {
    const documents = readSource(name, readFileSync(join(examples, name), 'utf8')).documents.map(document => document.object)
    for (let copy = 0; copy < COPIES; copy++) {
      const path = join(folder, String(copy), name)
      mkdirSync(join(path, '..'), { recursive: true })
      writeFileSync(path, documents.map(object => encodeYaml(moved(object, `-${number}-${copy}`))).join('---\n'))
      files++
      objects += documents.length
    }
  }
  return { files, objects, folder }
}

interface Placed {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

/** The suffix is that of one copy of one file: a shared one would make five Gateways of one name, of which a cluster holds one. */
function moved(object: unknown, suffix: string): unknown {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null || 'toJSON' in value) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, key === 'namespace' && typeof child === 'string' ? child + suffix : walk(child)]),
    )
  }
  const placed = walk(object) as Placed
  if (placed.kind === 'Namespace' || placed.kind === 'GatewayClass')
    return { ...placed, metadata: { ...placed.metadata, name: placed.metadata.name + suffix } }
  return { ...placed, metadata: { ...placed.metadata, namespace: placed.metadata.namespace ?? `copy${suffix}` } }
}

/** Wall time, CPU time of all threads and peak memory (in KB) of a process. */
function timed([program, ...args]: string[]): { seconds: number; cpu: number; memory: number; last: string } {
  const start = performance.now()
  const time = existsSync('/usr/bin/time')
  const { stdout, stderr, status } = spawnSync(time ? '/usr/bin/time' : program!, time ? ['-f', '%M %U %S', program!, ...args] : args, {
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  })
  const seconds = (performance.now() - start) / 1000
  if (status === null || status > 1) throw new Error(`${program}: ${stderr.slice(-2000)}`)
  const [memory = 0, user = 0, system = 0] = time ? (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number) : []
  return { seconds, cpu: user + system, memory, last: stdout.trim().split('\n').at(-1)?.slice(0, 120) ?? '' }
}
