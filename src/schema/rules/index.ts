/**
 * CEL rules of CustomResourceDefinitions (`x-kubernetes-validations`), run and checked as the API server does.
 */
export { checkRules } from './check.ts'
export { evaluateRules } from './evaluate.ts'
export { type CompiledRules, compileRules } from './plan.ts'
