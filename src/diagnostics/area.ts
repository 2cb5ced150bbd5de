/** The area of a code: `GWA-XRT` of `GWA-XRT-001`. */
export function areaOf(code: string): string {
  return code.slice(0, code.lastIndexOf('-'))
}

/** Whether a name in a configuration means a rule: its code, its name, or the area of its code. */
export function meansRule(name: string, { code, rule }: { readonly code: string; readonly rule: string }): boolean {
  return name === code || name === rule || name === areaOf(code)
}
