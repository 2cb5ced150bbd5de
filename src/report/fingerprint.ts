import type { Reported } from './report.ts'

/**
 * Stays the same when lines move, so that baselines and code scanning know a finding again: the code, the object, the field without the
 * indices of lists, and the message; for findings about a text also the file.
 */
export function fingerprint({ code, object, path, message, location }: Reported): string {
  const place = object.kind === '' ? [location?.file ?? ''] : [object.group, object.kind, object.namespace, object.name]
  // Loaded for the first finding: most runs find nothing.
  return process
    .getBuiltinModule('node:crypto')
    .createHash('sha256')
    .update([code, ...place, withoutIndices(path), withoutIndices(message)].join('\n'))
    .digest('hex')
    .slice(0, 32)
}

export const withoutIndices = (text: string): string => text.replace(/\[\d+\]/g, '[]')
