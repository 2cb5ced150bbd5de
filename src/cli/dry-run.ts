import { Command, Option } from 'commander'
import { DEFAULTS } from '../engine/lint.ts'
import { createSchemas } from '../engine/schemas.ts'
import { unknownKind } from '../engine/unknown-kind.ts'
import { refOf } from '../inventory/index.ts'
import type { Channel } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { GATEWAY_GROUPS } from '../rules/view/groups.ts'
import { type Admission, type AdmissionResult, createAdmission, encodeJson, encodeYaml } from '../schema/index.ts'
import type { SourceDocument } from '../source/index.ts'
import { visible } from '../values/visible.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { append, gatewayApi, minor } from './flags.ts'
import { insistReadable, readInputs } from './inputs.ts'

interface Flags {
  filename: string[]
  old: string[]
  crds: string[]
  kubernetes: string
  gatewayApi?: { version: string; channel?: Channel }
  namespace?: string
  fieldValidation: 'Ignore' | 'Warn' | 'Strict'
  output: 'yaml' | 'json'
}

/** `gatewright dry-run`: what the API server would store, or its refusal, without an API server. */
export function dryRunCommand(): Command {
  return new Command('dry-run')
    .summary('print what the API server would store, or why it would refuse')
    .description(
      'Answers for each object as the API server would answer `kubectl apply --dry-run=server`: pruned, defaulted and validated, with its ' +
        'CEL rules. Prints the object as it would be stored, or the Status of the refusal. Warnings go to standard error.\n' +
        'Nothing is sent anywhere and no cluster is needed.',
    )
    .requiredOption('-f, --filename <path>', 'file, folder, glob, or - for standard input; repeatable', append)
    .option('--old <path>', 'stored objects: what is found there by kind and name is updated, the rest is created; repeatable', append, [])
    .option('--crds <path>', 'CustomResourceDefinitions to judge by, instead of the built-in ones; repeatable', append, [])
    .option('--gateway-api <version>', 'Gateway API bundle and channel of the built-in ones: 1.4/standard', gatewayApi)
    .option('--kubernetes <version>', 'minor version of the API server', minor, DEFAULTS.kubernetes)
    .option('-n, --namespace <name>', 'namespace for objects that name none')
    .addOption(
      new Option('--field-validation <mode>', 'unknown and repeated fields').choices(['Ignore', 'Warn', 'Strict']).default('Strict'),
    )
    .addOption(new Option('-o, --output <format>', 'output format').choices(['yaml', 'json']).default('yaml'))
    .addHelpText(
      'after',
      '\nExit codes: 0 all accepted, 1 something refused, 2 wrong usage, 3 something could not be read, 4 internal error.',
    )
    .action(async (flags: Flags) => {
      process.exitCode = await run(flags)
    })
}

async function run(flags: Flags): Promise<ExitCode> {
  const files = insistReadable(await readInputs(flags.filename))
  const documents = files.flatMap(file => file.documents)
  const stored = new Map((await objects(flags.old)).map(object => [identity(object, flags), object]))
  const given = await objects(flags.crds)
  const bundle = { ...DEFAULTS.gatewayApi, ...flags.gatewayApi }
  const schemas = createSchemas({
    gatewayApi: bundle,
    kubernetes: flags.kubernetes,
    crds: [...given, ...documents.map(document => document.object)].filter(isDefinition),
  })
  const answers: unknown[] = []
  let refused = false
  for (const { kind, file, span, message } of files.flatMap(read => read.problems)) {
    process.stderr.write(`${file}:${span === undefined ? '' : `${span.start.line}:${span.start.column}:`} ${message}\n`)
    refused ||= kind === 'not-an-object'
  }
  for (const document of documents) {
    const object = document.object as KubeObject
    const admission = schemas.find(object.apiVersion, object.kind) ?? (isOwn(object, bundle) ? nothingServed : undefined)
    const answer = admission && admit(object, stored.get(identity(object, flags)), admission, flags)
    const name = visible(
      `${object.kind} ${object.metadata?.namespace ?? ''}${object.metadata?.namespace ? '/' : ''}${object.metadata?.name ?? ''}`,
    )
    if (answer === undefined) {
      process.stderr.write(
        `${place(document)}: ${name}: no schema is known for ${object.apiVersion}, so nothing was checked; --crds DIR gives it\n`,
      )
      continue
    }
    for (const warning of answer.warnings) process.stderr.write(`${place(document)}: ${name}: Warning: ${visible(warning)}\n`)
    refused ||= !answer.allowed
    answers.push(answer.allowed ? answer.object : statusOf(object, answer))
  }
  process.stdout.write(flags.output === 'json' ? printJson(answers) : answers.map(encodeYaml).join('---\n'))
  return refused ? EXIT.findings : EXIT.clean
}

/** Answers as an API server does that has no definition of the kind. */
const nothingServed = createAdmission([])

/** Kinds of Gateway API are known in full: one that the bundle does not have, the API server does not have either. */
function isOwn(object: KubeObject, bundle: Parameters<typeof unknownKind>[2]): boolean {
  const ref = refOf(object)
  return GATEWAY_GROUPS.includes(ref.group) || unknownKind(object, ref, bundle) !== undefined
}

function admit(object: KubeObject, old: KubeObject | undefined, admission: Admission, flags: Flags): AdmissionResult {
  return admission.admit({
    operation: old === undefined ? 'CREATE' : 'UPDATE',
    object,
    ...(old === undefined ? {} : { oldObject: old }),
    fieldValidation: flags.fieldValidation,
    ...(flags.namespace === undefined ? {} : { namespace: flags.namespace }),
  })
}

/** The Status that the API server would answer with. */
function statusOf(object: KubeObject, { code, status }: AdmissionResult): unknown {
  const slash = object.apiVersion.indexOf('/')
  const group = slash < 0 ? '' : object.apiVersion.slice(0, slash)
  const causes = status?.causes ?? []
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: status?.message,
    reason: status?.reason,
    ...(causes.length === 0 ? {} : { details: { name: object.metadata?.name ?? '', ...(group && { group }), kind: object.kind, causes } }),
    code,
  }
}

/** One object as it is, several as a List, as kubectl prints them. */
function printJson(answers: readonly unknown[]): string {
  const value = answers.length === 1 ? answers[0] : { apiVersion: 'v1', kind: 'List', metadata: {}, items: answers }
  return `${encodeJson(value, { indent: 4 })}\n`
}

async function objects(paths: readonly string[]): Promise<KubeObject[]> {
  if (paths.length === 0) return []
  return insistReadable(await readInputs(paths)).flatMap(file => file.documents.map(document => document.object as KubeObject))
}

function isDefinition(object: unknown): boolean {
  return (object as KubeObject).kind === 'CustomResourceDefinition'
}

function identity({ apiVersion, kind, metadata }: KubeObject, flags: Flags): string {
  return [apiVersion.replace(/\/[^/]*$/, ''), kind, metadata?.namespace ?? flags.namespace ?? 'default', metadata?.name ?? ''].join('\n')
}

function place(document: SourceDocument): string {
  const { line, column } = document.locate([]).start
  return `${document.file}:${line}:${column}`
}
