export type { AdmissionSection } from './admission.ts'
export { ConfigError, parseConfig } from './config.ts'
