import type { Check } from '../health.ts'
import type { TlsMaterial } from './material.ts'

/** Where certificates come from. It goes on offering the last good ones when newer ones are unusable. */
export interface CertificateSource {
  readonly current: TlsMaterial
  /** Called with every new material, after it was looked over. */
  onChange(listener: (material: TlsMaterial) => void): void
  checks(): readonly Check[]
  close(): void | Promise<void>
}

/** What a source tells about its loads, for log and metrics. */
export interface CertificateEvents {
  loaded(material: TlsMaterial, notAfter: Date): void
  refused(error: Error): void
  /** There is no first certificate yet; it is tried again. */
  delayed(error: Error): void
}

/** Whether the certificate that is served is valid now. */
export function expiryCheck(notBefore: Date, notAfter: Date, now = new Date()): Check {
  if (now > notAfter) return { name: 'certificate', ok: false, detail: `expired at ${notAfter.toISOString()}` }
  if (now < notBefore) return { name: 'certificate', ok: false, detail: `not valid before ${notBefore.toISOString()}; is the clock right?` }
  return { name: 'certificate', ok: true, detail: `valid until ${notAfter.toISOString()}` }
}
