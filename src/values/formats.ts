import { isEmail } from './email.ts'
import { parseAddress } from './ip.ts'
import { Malformed } from './malformed.ts'
import { byteLength } from './names.ts'
import { parseOpenAPIDate, parseOpenAPIDuration } from './openapi-time.ts'
import { compileRE2, type RE2 } from './re2.ts'
import { parseRequestURI } from './url.ts'

/**
 * The string formats that a CustomResourceDefinition may name, with the meaning that the API server gives them, oddities included.
 * Dashes in names do not count: `date-time` is `datetime`.
 * @see k8s.io/kube-openapi pkg/validation/strfmt; k8s.io/apiextensions-apiserver pkg/apiserver/validation/formats.go
 */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: text => /^[0-9a-fA-F]{24}$/.test(text),
  uri: text => !(parseRequestURI(text) instanceof Malformed),
  email: isEmail,
  hostname: isHostname,
  ipv4: text => text.includes('.') && isSloppyAddress(text),
  ipv6: isIPv6,
  cidr: isSloppyCIDR,
  mac: isMAC,
  uuid: text => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid3: text => /^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid4: text => /^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  uuid5: text => /^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  isbn: text => isISBN10(text) || isISBN13(text),
  isbn10: isISBN10,
  isbn13: isISBN13,
  creditcard: isCreditCard,
  ssn: text => text.length === 11 && /^[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}$/.test(text),
  hexcolor: text => /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  rgbcolor: isRGBColor,
  byte: text => text !== '' && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text),
  password: () => true,
  date: text => !(parseOpenAPIDate(text) instanceof Malformed),
  datetime: isDateTime,
  duration: text => !(parseOpenAPIDuration(text) instanceof Malformed),
  k8sshortname: text => text.length <= 63 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(text),
  k8slongname: text => text.length <= 253 && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(text) && !/(?:^|\.)-|-(?:\.|$)/.test(text),
}

/** The check of a string format; undefined for a name that the API server of that minor ignores. */
export function stringFormat(name: string, minor: number): ((text: string) => boolean) | undefined {
  const key = name.replaceAll('-', '')
  if (key.startsWith('k8s') && minor < 34) return undefined
  return Object.hasOwn(FORMATS, key) ? FORMATS[key] : undefined
}

const HOSTNAME =
  '^([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})$'

function isHostname(text: string): boolean {
  return byteLength(text) <= 255 && text.split('.').every(label => byteLength(label) <= 63) && (compileRE2(HOSTNAME) as RE2).test(text)
}

/** Go's net.ParseIP with a colon: mapped IPv4 passes, zones do not. */
function isIPv6(text: string): boolean {
  if (!text.includes(':')) return false
  const address = parseAddress(text)
  return !(address instanceof Malformed) && address.zone === ''
}

/** As net.ParseIP was before Go 1.17: numbers may have leading zeros. */
function isSloppyAddress(text: string): boolean {
  const address = parseAddress(text.replace(/(^|[.:])0+(?=[0-9a-fA-F])/g, '$1'))
  return !(address instanceof Malformed) && address.zone === ''
}

function isSloppyCIDR(text: string): boolean {
  const slash = text.indexOf('/')
  const [address, bits] = [text.slice(0, slash), text.slice(slash + 1)]
  if (slash < 0 || !/^[0-9]+$/.test(bits) || !isSloppyAddress(address)) return false
  return Number(bits) <= (address.includes(':') ? 128 : 32)
}

/** Go's net.ParseMAC of Go 1.26: 6, 8 or 20 bytes, with colons, dashes, dots every two bytes, or nothing between. */
function isMAC(text: string): boolean {
  const pairs = /^[0-9a-fA-F]{2}([:-])(?:[0-9a-fA-F]{2}\1)*[0-9a-fA-F]{2}$/.test(text)
  const fours = /^[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4})*$/.test(text) && text.includes('.')
  if (!pairs && !fours && !/^[0-9a-fA-F]*$/.test(text)) return false
  const bytes = text.replace(/[:.-]/g, '').length / 2
  return bytes === 6 || bytes === 8 || bytes === 20
}

/** Digits and X without the blanks and dashes of any length between. */
function isbnDigits(text: string): string {
  return text.replace(/[\t\n\f\r -]+/g, '')
}

function isISBN10(text: string): boolean {
  const digits = isbnDigits(text)
  if (!/^[0-9]{9}[0-9X]$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < 10; i++) sum += (i + 1) * (digits[i] === 'X' ? 10 : Number(digits[i]))
  return sum % 11 === 0
}

function isISBN13(text: string): boolean {
  const digits = isbnDigits(text)
  if (!/^[0-9]{13}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < 12; i++) sum += (i % 2 === 0 ? 1 : 3) * Number(digits[i])
  return Number(digits[12]) === (10 - (sum % 10)) % 10
}

const CARD =
  /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35[0-9]{3})[0-9]{11})$/

function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]+/g, '')
  if (!CARD.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const value = Number(digits.at(-1 - i)) * (i % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

function isRGBColor(text: string): boolean {
  const match =
    /^rgb\([\t\n\f\r ]*([0-9]{1,3})[\t\n\f\r ]*,[\t\n\f\r ]*([0-9]{1,3})[\t\n\f\r ]*,[\t\n\f\r ]*([0-9]{1,3})[\t\n\f\r ]*\)$/.exec(text)
  return match?.slice(1).every(part => part === '0' || (part[0] !== '0' && Number(part) <= 255)) ?? false
}

/** Splits at every `t` after lower-casing and looks at the first two parts only, as the API server does. */
function isDateTime(text: string): boolean {
  const [date, time] = text.toLowerCase().split('t')
  if (byteLength(text) < 4 || time === undefined || parseOpenAPIDate(date!) instanceof Malformed) return false
  const match = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[^\n][0-9]+)?(?:z|[+-][0-9]{2}:[0-9]{2})$/u.exec(time)
  return match !== null && match[1]! <= '23' && match[2]! <= '59' && match[3]! <= '59'
}
