/** No header can carry these: a warning that has one is lost. */
const CONTROL = /[\p{Cc}\ud800-\udfff]/u

/** Warnings as the API server sends them: each text once, and short ones once their total passes a limit. @see k8s.io/apiserver pkg/endpoints/filters/warning.go */
export function deliveredWarnings(texts: readonly string[]): string[] {
  const TOTAL = 4096
  const EACH = 256
  const unique = [...new Set(texts)].filter(text => !CONTROL.test(text))
  const size = (text: string) => [...text].length
  if (unique.reduce((sum, text) => sum + size(text), 0) <= TOTAL) return unique
  const sent: string[] = []
  let total = 0
  for (const text of unique) {
    const short = size(text) > EACH ? [...text].slice(0, EACH).join('') : text
    if (total + size(short) > TOTAL) break
    total += size(short)
    sent.push(short)
  }
  return sent
}
