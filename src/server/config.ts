import { type AdmissionSection, parseConfig } from '../config/index.ts'
import type { DefaultsSection } from '../defaults/index.ts'
import type { Severities } from '../engine/plan.ts'

/** What the server takes from gatewright.yaml. */
export interface ServerConfig {
  readonly admission: AdmissionSection
  readonly defaults: DefaultsSection
  readonly severities: Severities
  readonly profile: string
}

/**
 * Reads gatewright.yaml; an empty text is the configuration that nobody wrote.
 * @throws ConfigError
 */
export function parseServerConfig(text: string, file: string): ServerConfig {
  const { admission = {}, defaults = {}, severities = {}, profile = 'conformant' } = parseConfig(text, file)
  return { admission, defaults, severities, profile }
}
