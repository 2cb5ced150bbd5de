import { Float } from '../values/number.ts'
import { quote } from '../values/quote.ts'
import { encodeJson } from './encode.ts'
import { formatNumber } from './go.ts'

/** Reason of a cause in a Status. */
export type CauseReason =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError'

/** Stands for a value that the message leaves out. */
export const OMITTED = Symbol('omitted value')

/** A value whose JSON is not in order of keys, such as a Go struct. */
export class RawJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** The path of an error that has none. */
export const NO_PATH = '<nil>'

/**
 * What is wrong with one field, as the API server keeps it until it prints it.
 * @see k8s.io/apimachinery pkg/util/validation/field Error
 */
export interface FieldError {
  readonly reason: CauseReason
  readonly field: string
  readonly value: unknown
  readonly detail: string
}

const titles: Readonly<Record<CauseReason, string>> = {
  FieldValueNotFound: 'Not found',
  FieldValueRequired: 'Required value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueTypeInvalid: 'Invalid value',
  InternalError: 'Internal error',
}

/** The message of a cause: the error without its field. */
export function errorBody(error: FieldError): string {
  const title = titles[error.reason]
  const body = error.value === OMITTED ? title : `${title}: ${printValue(error.value)}`
  return error.detail === '' ? body : `${body}: ${error.detail}`
}

function printValue(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float) return formatNumber(value)
  return value instanceof RawJson ? value.text : encodeJson(value, { html: true })
}

export function required(field: string, detail = ''): FieldError {
  return { reason: 'FieldValueRequired', field, value: OMITTED, detail }
}

export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { reason: 'FieldValueInvalid', field, value, detail }
}

export function typeInvalid(field: string, value: unknown, detail: string): FieldError {
  return { reason: 'FieldValueTypeInvalid', field, value, detail }
}

export function duplicate(field: string, value: unknown): FieldError {
  return { reason: 'FieldValueDuplicate', field, value, detail: '' }
}

/** As a Status lists it. */
export const causeOf = (error: FieldError) => ({ reason: error.reason, message: errorBody(error), field: error.field })

export function forbidden(field: string, detail: string): FieldError {
  return { reason: 'FieldValueForbidden', field, value: OMITTED, detail }
}

export function internalError(field: string, detail: string): FieldError {
  return { reason: 'InternalError', field, value: OMITTED, detail }
}

/** `supported` in schema order; values that are no strings are printed as JSON, then quoted. */
export function notSupported(field: string, value: unknown, supported: readonly unknown[]): FieldError {
  const names = supported.map(item => quote(typeof item === 'string' ? item : encodeJson(item, { html: true })))
  return { reason: 'FieldValueNotSupported', field, value, detail: `supported values: ${names.join(', ')}` }
}

/** How messages are worded by a minor version of Kubernetes. */
export interface Wording {
  tooLong(field: string, maximum: number): FieldError
  tooMany(field: string, actual: number, maximum: number): FieldError
}

/** Up to 1.31 a length is "longer than N", then "more than N bytes"; from 1.36 on one item is an item, and one byte a byte. */
export function wordingOf(minor: number): Wording {
  const noun = (count: number, name: string): string => (count === 1 && minor >= 36 ? name : `${name}s`)
  return {
    tooLong: (field, maximum) => ({
      reason: 'FieldValueTooLong',
      field,
      value: OMITTED,
      detail: minor < 32 ? `may not be longer than ${maximum}` : `may not be more than ${maximum} ${noun(maximum, 'byte')}`,
    }),
    tooMany: (field, actual, maximum) => ({
      reason: 'FieldValueTooMany',
      field,
      value: actual,
      detail: `must have at most ${maximum} ${noun(maximum, 'item')}`,
    }),
  }
}
