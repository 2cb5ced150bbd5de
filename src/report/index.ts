import type { Format } from './report.ts'

/** Output formats by name, each loaded when it is asked for. */
export const formats: Readonly<Record<string, () => Promise<Format>>> = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
}

export { atLeast, createReport } from './create.ts'
export type { Format, FormatOptions, Report, Reported } from './report.ts'
export { Sources } from './sources.ts'
