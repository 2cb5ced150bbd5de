export type { AdmissionSection, EnforcementEntry } from './admission.ts'
export { ConfigError, parseConfig } from './config.ts'
export { ignores, matches } from './ignore.ts'
export type { Config, IgnoreEntry } from './schema.ts'
