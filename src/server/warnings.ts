/** The API server passes this many characters of warnings in full; beyond that it cuts all of them to 256. */
const TOTAL = 4096
const CUT = 256

/**
 * Makes texts fit for an AdmissionReview: control characters (which would make the API server drop the text) become spaces, and where
 * all of them together are too long, each is cut and the rest is counted in a last one.
 * @see k8s.io/apiserver pkg/endpoints/filters/warning.go
 */
export function fitWarnings(texts: readonly string[]): string[] {
  const clean = [...new Set(texts.map(oneLine).filter(text => text !== ''))]
  if (clean.reduce((sum, text) => sum + lengthOf(text), 0) <= TOTAL) return clean
  const fitting: string[] = []
  let left = TOTAL - CUT
  for (const text of clean) {
    const short = cut(text)
    if (lengthOf(short) > left) break
    fitting.push(short)
    left -= lengthOf(short)
  }
  if (fitting.length < clean.length) fitting.push(`and ${clean.length - fitting.length} more: gatewright lint shows all of them`)
  return fitting
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}

function cut(text: string): string {
  const points = [...text]
  return points.length <= CUT ? text : `${points.slice(0, CUT - 3).join('')}...`
}

function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}
