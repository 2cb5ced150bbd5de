import { type DefaultsSection, defaultsSchema } from '../defaults/settings.ts'
import type { Severity } from '../diagnostics/finding.ts'
import { profiles } from '../topology/profiles/index.ts'
import { type AdmissionSection, admissionSchema } from './admission.ts'

/** Findings that are left out. Everything that is given must hold. */
export interface IgnoreEntry {
  readonly rules?: readonly string[]
  readonly files?: readonly string[]
  readonly kinds?: readonly string[]
  readonly namespaces?: readonly string[]
  readonly names?: readonly string[]
  readonly reason: string
}

/** gatewright.yaml: one file for every door. What a door has no use for, it passes over. */
export interface Config {
  readonly gatewayApi?: string
  readonly kubernetes?: string
  readonly profile?: string
  readonly crds?: readonly string[]
  readonly policies?: readonly string[]
  readonly complete?: readonly string[]
  readonly severities?: Readonly<Record<string, Severity | 'off'>>
  readonly ignore?: readonly IgnoreEntry[]
  readonly minSeverity?: Severity
  readonly failOn?: Severity | 'never'
  readonly admission?: AdmissionSection
  readonly defaults?: DefaultsSection
}

const texts = (description: string) => ({ type: 'array', minItems: 1, items: { type: 'string', minLength: 1 }, description })

const severities = ['error', 'warning', 'info']

/** JSON Schema of the file; docs/config.schema.json is the same for editors. */
export const configSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'Configuration of Gatewright, read by every door.',
  properties: {
    gatewayApi: {
      type: 'string',
      pattern: '^v?1\\.[0-9]+(\\.[0-9]+)?(/(standard|experimental))?$',
      description: 'Gateway API bundle and channel that the cluster has: 1.4/standard.',
    },
    kubernetes: {
      type: 'string',
      pattern: '^v?1\\.[0-9]+(\\.[0-9]+)?$',
      description: 'Minor version of the API server, in quotes: "1.34".',
    },
    profile: {
      enum: profiles.map(({ name }) => name),
      description: 'The implementation that serves the gateways, such as envoy-gateway; conformant where absent.',
    },
    crds: texts('Files and folders with CustomResourceDefinitions to judge by instead of the built-in ones, relative to this file.'),
    policies: texts('Files and folders with ValidatingAdmissionPolicies and MutatingAdmissionPolicies to run, relative to this file.'),
    complete: texts('Kinds of which the files hold every object: Service, Namespace/shop, all.'),
    severities: {
      type: 'object',
      additionalProperties: { enum: [...severities, 'off'] },
      description: 'Severity by code (GWA-XRT-001), rule name (duplicate-route-match) or area (GWA-XRT); off silences.',
    },
    ignore: {
      type: 'array',
      description: 'Findings to leave out. Everything that an entry gives must hold.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['reason'],
        properties: {
          rules: texts('Codes, rule names or areas; every rule where absent.'),
          files: texts('Files by their path as given, with * for any text: vendor/*.'),
          kinds: texts('Kinds of the object: HTTPRoute.'),
          namespaces: texts('Namespaces of the object, by name or with * for any text.'),
          names: texts('Names of the object, by name or with * for any text.'),
          reason: { type: 'string', minLength: 1, description: 'Why: for whoever finds this entry in a year.' },
        },
      },
    },
    minSeverity: { enum: severities, description: 'Findings below it are left out; info where absent.' },
    failOn: { enum: [...severities, 'never'], description: 'From which severity on the linter exits with 1; error where absent.' },
    admission: admissionSchema,
    defaults: defaultsSchema,
  },
} as const
