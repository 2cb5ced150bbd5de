import { codePoints } from '../values/text.ts'

const TOTAL = 4096
const EACH = 256

/**
 * The warnings of one response as they reach the client: each once, none with control characters, and all cut to 256 code points, up to 4,096
 * together, once they would exceed that.
 * @see k8s.io/apiserver pkg/endpoints/filters/warning.go
 */
export function deliver(texts: readonly string[]): string[] {
  if (texts.length === 0) return []
  const recorded = new Set<string>()
  let sent: string[] = []
  let written = 0
  let truncating = false
  const send = (text: string): void => {
    if (/\p{Cc}/u.test(text)) return
    sent.push(text)
    written += codePoints(text)
  }
  for (const text of texts) {
    if (text === '' || recorded.has(text) || (truncating && written >= TOTAL)) continue
    recorded.add(text)
    if (truncating) send(cut(text))
    else if (/\p{Cc}/u.test(text) || written + codePoints(text) <= TOTAL) send(text)
    else {
      truncating = true
      sent = []
      written = 0
      for (const known of recorded) send(cut(known))
    }
  }
  return sent
}

function cut(text: string): string {
  return codePoints(text) > EACH ? [...text].slice(0, EACH).join('') : text
}
