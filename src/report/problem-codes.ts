import type { Severity } from '../diagnostics/finding.ts'
import type { RuleDefinition } from '../rules/rule.ts'
import badSuppression from '../rules/source/bad-suppression.ts'
import ignoredRest from '../rules/source/ignored-rest.ts'
import notAnObject from '../rules/source/not-an-object.ts'
import repeatedKey from '../rules/source/repeated-key.ts'
import unreadableDocument from '../rules/source/unreadable-document.ts'
import unreadableFile from '../rules/source/unreadable-file.ts'
import unrenderedTemplate from '../rules/source/unrendered-template.ts'
import unusedSuppression from '../rules/source/unused-suppression.ts'
import type { ProblemKind } from '../source/problem.ts'

const RULES: Readonly<Record<ProblemKind, RuleDefinition>> = {
  'bad-suppression': badSuppression,
  'ignored-rest': ignoredRest,
  'not-an-object': notAnObject,
  'repeated-key': repeatedKey,
  'unreadable-document': unreadableDocument,
  'unreadable-file': unreadableFile,
  'unrendered-template': unrenderedTemplate,
  'unused-suppression': unusedSuppression,
}

/** The rule that documents a kind of problem. */
export function codeOf(kind: ProblemKind): { readonly code: string; readonly severity: Severity } {
  return RULES[kind]
}
