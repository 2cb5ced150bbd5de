/** The rule driver for the folders beside it: the floors know `../rules` as a folder above. */
export { checkRules, compileRules, evaluateRules } from './rules/index.ts'
