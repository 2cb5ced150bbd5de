import { type AdmissionSection, parseConfig } from '../config/index.ts'
import type { DefaultsSection } from '../defaults/index.ts'
import type { Severities } from '../engine/plan.ts'
import { AdmissionPolicies, configuredPolicies } from './policies.ts'
import type { Sources } from './sources.ts'

/** What the server takes from gatewright.yaml. */
export interface ServerConfig {
  readonly admission: AdmissionSection
  readonly defaults: DefaultsSection
  readonly severities: Severities
  readonly profile: string
  readonly policies: AdmissionPolicies
}

/**
 * Reads gatewright.yaml; an empty text is the configuration that nobody wrote.
 * @throws ConfigError, or Error where the policies that it names cannot be read
 */
export function parseServerConfig(text: string, file: string, sources: Sources): ServerConfig {
  const { admission = {}, defaults = {}, severities = {}, profile = 'conformant', policies = [] } = parseConfig(text, file)
  return { admission, defaults, severities, profile, policies: new AdmissionPolicies(configuredPolicies(policies, file, sources)) }
}
