import { join } from 'node:path'
import type { Check } from '../health.ts'
import { Sources } from '../sources.ts'
import { watchFiles } from '../watch-file.ts'
import { inspect, type TlsMaterial } from './material.ts'
import { type CertificateEvents, type CertificateSource, expiryCheck } from './source.ts'

export interface MountedOptions {
  /** Holds `tls.crt` and `tls.key`, as a mounted Secret of type kubernetes.io/tls does. */
  readonly folder: string
  /** A bundle of authorities of client certificates. */
  readonly clientAuthority?: string
  /** Milliseconds between looks at the files, besides the file system's own notices. */
  readonly period?: number
}

/**
 * Certificates from a mounted folder, followed through every renewal. A pair that is incomplete or does not match is left alone until the
 * next look: writers replace two files one after the other.
 * @throws when the first pair is unusable: there would be nothing to serve.
 */
export function mountedCertificates(options: MountedOptions, events: CertificateEvents): CertificateSource {
  const files = [
    join(options.folder, 'tls.crt'),
    join(options.folder, 'tls.key'),
    ...(options.clientAuthority ? [options.clientAuthority] : []),
  ]
  const listeners: ((material: TlsMaterial) => void)[] = []
  let current = read(files)
  let validity = inspectIn(options.folder, current)
  let refused: string | undefined
  events.loaded(current, validity.notAfter)

  const watcher = watchFiles(files, options.period ?? 10_000, () => {
    try {
      const next = read(files)
      if (!same(next, current)) {
        validity = inspectIn(options.folder, next)
        current = next
        events.loaded(next, validity.notAfter)
        for (const listener of listeners) listener(next)
      }
      refused = undefined
    } catch (error) {
      if (refused === (error as Error).message) return
      refused = (error as Error).message
      events.refused(error as Error)
    }
  })
  return {
    get current() {
      return current
    },
    onChange: listener => void listeners.push(listener),
    checks: (): Check[] => [
      expiryCheck(validity.notBefore, validity.notAfter),
      ...(refused === undefined ? [] : [{ name: 'certificate-reload', ok: true, detail: `the files on disk are not usable: ${refused}` }]),
    ],
    close: () => watcher.close(),
  }
}

function read([certificate, key, clientAuthority]: readonly string[]): TlsMaterial {
  const sources = new Sources()
  return {
    certificate: sources.text(certificate as string),
    key: sources.text(key as string),
    ...(clientAuthority !== undefined && { clientAuthority: sources.text(clientAuthority) }),
  }
}

function inspectIn(folder: string, material: TlsMaterial): ReturnType<typeof inspect> {
  try {
    return inspect(material)
  } catch (error) {
    throw new Error(`${folder}: ${(error as Error).message}`)
  }
}

function same(a: TlsMaterial, b: TlsMaterial): boolean {
  return a.certificate === b.certificate && a.key === b.key && a.clientAuthority === b.clientAuthority
}
