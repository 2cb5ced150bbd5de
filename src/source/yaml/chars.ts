/** Character classes of YAML 1.1. The end of the text reads as NaN (`charCodeAt` past the end), and counts as a break and as a blank. */

export const isBreak = (c: number): boolean => c === 10 || c === 13 || c === 0x85 || c === 0x2028 || c === 0x2029

export const isEnd = (c: number): boolean => Number.isNaN(c)

export const isBlank = (c: number): boolean => c === 32 || c === 9

/** Blank, break or end: what may follow an indicator. */
export function isBlankz(c: number): boolean {
  if (c > 32 && c < 0x85) return false
  return c === 32 || c === 10 || c === 9 || c === 13 || c === 0x85 || c === 0x2028 || c === 0x2029 || Number.isNaN(c)
}

export const isBreakz = (c: number): boolean => isBreak(c) || Number.isNaN(c)

export const isDigit = (c: number): boolean => c >= 48 && c <= 57

export const isHex = (c: number): boolean => isDigit(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102)

/** What anchors, tag handles and directive names are made of. */
export const isWord = (c: number): boolean => isDigit(c) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95 || c === 45

/** The text that a break at `at` stands for: LS and PS stay themselves, all others become LF. */
export function breakText(text: string, at: number): string {
  const c = text.charCodeAt(at)
  return c === 0x2028 || c === 0x2029 ? (text[at] as string) : '\n'
}

/** Length of the break at `at`. CR LF is one break, and so is CR CR LF: kubectl takes a CR off each line before it parses. */
export function breakLength(text: string, at: number): number {
  if (text.charCodeAt(at) !== 13) return 1
  if (text.charCodeAt(at + 1) === 10) return 2
  return text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 3 : 1
}

/** `---` or `...` at the start of a line, followed by a blank, a break or the end. */
export function isDocumentIndicator(text: string, at: number): boolean {
  const c = text.charCodeAt(at)
  if (c !== 45 && c !== 46) return false
  return text.charCodeAt(at + 1) === c && text.charCodeAt(at + 2) === c && isBlankz(text.charCodeAt(at + 3))
}
