import type { KubeClient } from '../../cluster/api.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { mountedCertificates } from './files.ts'
import { managedCertificates } from './managed.ts'
import type { RotationPolicy } from './rotation.ts'
import type { CertificateEvents, CertificateSource } from './source.ts'

/** Where certificates come from: a folder, or a Secret that the replicas look after themselves. */
export type TlsChoice = { readonly clientAuthority?: string } & (
  | { readonly folder: string }
  | {
      readonly secret: string
      readonly namespace?: string
      readonly validating: readonly string[]
      readonly mutating: readonly string[]
      readonly policy: RotationPolicy
      readonly period: number
    }
)

/** @throws when there is no usable certificate at the start. */
export async function certificatesOf(choice: TlsChoice, client: KubeClient, events: CertificateEvents): Promise<CertificateSource> {
  if ('folder' in choice) return mountedCertificates(choice, events)
  return await managedCertificates({ ...choice, client, namespace: choice.namespace ?? client.namespace }, events)
}

/** Tells log and metrics about certificates. */
export function certificateEvents(log: Logger, metrics: Metrics): CertificateEvents {
  return {
    loaded(_material, notAfter) {
      metrics.certificateExpiry.set(notAfter.getTime() / 1000)
      metrics.certificateReloads.inc({ result: 'success' })
      log.info({ notAfter }, 'certificate loaded')
    },
    refused(error) {
      metrics.certificateReloads.inc({ result: 'failure' })
      log.error({ reason: error.message }, 'certificate not renewed, the one before it stays in use')
    },
    delayed(error) {
      log.warn({ reason: error.message }, 'no certificate yet, trying again')
    },
  }
}
