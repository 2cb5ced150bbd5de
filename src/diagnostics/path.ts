/** Where something stands in an object: property names and list indices from the root. */
export type Path = readonly (string | number)[]

/** Prints a path as the API server prints field paths: `spec.rules[0].matches[1].path.value`. Keys that are no identifiers stand in brackets. */
export function formatPath(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number' || !/^[A-Za-z_$][\w$-]*$/.test(step)) text += `[${step}]`
    else text += text === '' ? step : `.${step}`
  }
  return text
}
