import { stringFormat } from './formats.ts'
import { Malformed } from './malformed.ts'
import {
  label1035Problems,
  labelProblems,
  labelValueProblems,
  maskTrailingDash,
  qualifiedNameProblems,
  subdomainProblems,
} from './names.ts'
import { parseRequestURI } from './url.ts'

/** A named string format of Kubernetes' CEL library, as `format.named('uuid')` finds it. */
export class NamedFormat {
  readonly name: string
  /** What is wrong with a text; nothing when it is valid. */
  readonly problems: (text: string) => readonly string[]
  /** Length of the pattern that the cost of `validate` is reckoned by. */
  readonly patternSize: number

  constructor(name: string, patternSize: number, problems: (text: string) => readonly string[]) {
    this.name = name
    this.problems = problems
    this.patternSize = patternSize
  }

  get celType(): string {
    return 'kubernetes.NamedFormat'
  }

  equals(other: unknown): boolean {
    return other instanceof NamedFormat && this.name === other.name
  }
}

/** A format of OpenAPI, which knows only yes and no. */
function byFormat(format: string, problem: string): (text: string) => readonly string[] {
  const valid = stringFormat(format, 36)!
  return text => (valid(text) ? [] : [problem])
}

function requestURIProblems(text: string): readonly string[] {
  const url = parseRequestURI(text)
  return url instanceof Malformed ? [url.message] : []
}

/** By the name that expressions use. @see k8s.io/apiserver pkg/cel/library/format.go */
export const NAMED_FORMATS: ReadonlyMap<string, NamedFormat> = new Map([
  ['dns1123Label', new NamedFormat('DNS1123Label', 30, labelProblems)],
  ['dns1123Subdomain', new NamedFormat('DNS1123Subdomain', 60, text => subdomainProblems(text))],
  ['dns1035Label', new NamedFormat('DNS1035Label', 30, label1035Problems)],
  ['qualifiedName', new NamedFormat('QualifiedName', 60, text => qualifiedNameProblems(text))],
  ['dns1123LabelPrefix', new NamedFormat('DNS1123LabelPrefix', 30, text => labelProblems(maskTrailingDash(text)))],
  ['dns1123SubdomainPrefix', new NamedFormat('DNS1123SubdomainPrefix', 60, text => subdomainProblems(maskTrailingDash(text)))],
  ['dns1035LabelPrefix', new NamedFormat('DNS1035LabelPrefix', 30, text => label1035Problems(maskTrailingDash(text)))],
  ['labelValue', new NamedFormat('LabelValue', 40, text => labelValueProblems(text))],
  ['uri', new NamedFormat('URI', 1103, requestURIProblems)],
  ['uuid', new NamedFormat('uuid', 70, byFormat('uuid', 'does not match the UUID format'))],
  ['byte', new NamedFormat('byte', 84, byFormat('byte', 'invalid base64'))],
  ['date', new NamedFormat('date', 71, byFormat('date', 'invalid date'))],
  ['datetime', new NamedFormat('datetime', 71, byFormat('datetime', 'invalid datetime'))],
])
