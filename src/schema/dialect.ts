import { stringFormat } from '../values/formats.ts'
import { type Wording, wordingOf } from './field-error.ts'
import type { JsonType } from './node.ts'

/** What differs between the minor versions of Kubernetes. */
export interface Dialect {
  /** 36 for Kubernetes 1.36. */
  readonly minor: number
  readonly wording: Wording
  /** Whether values and bounds of integers are checked against the range of their format: from 1.36 on. */
  readonly checksRanges: boolean
  /** Whether int-or-string stands for two types; where defaults are judged it stands for none. */
  readonly intOrString: boolean
  /** Whether the validator knows the format; others are taken out before. */
  checksFormat(types: readonly JsonType[], format: string): boolean
}

const LATEST = 36

/**
 * The dialect of a Kubernetes version as `1.36` or `v1.36.3`; what cannot be read counts as the newest that we know.
 * A format counts from the minor on that follows its introduction, because the server keeps to its minimum compatibility version.
 */
export function dialectOf(version: string): Dialect {
  const minor = Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? LATEST)
  const dialect = dialects.get(minor) ?? makeDialect(minor)
  dialects.set(minor, dialect)
  return dialect
}

const dialects = new Map<number, Dialect>()

function makeDialect(minor: number): Dialect {
  const numeric = minor >= 36
  return {
    minor,
    wording: wordingOf(minor),
    checksRanges: numeric,
    intOrString: true,
    checksFormat(types, format) {
      const type = types.length === 1 ? types[0] : undefined
      if (type === 'integer') return numeric && (format === 'int32' || format === 'int64')
      if (type === 'number') return numeric && (format === 'float' || format === 'double')
      if (type !== undefined && type !== 'string') return false
      return stringFormat(format, minor - 1) !== undefined
    },
  }
}
