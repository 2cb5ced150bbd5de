/**
 * CEL rules of CustomResourceDefinitions (`x-kubernetes-validations`), run and checked as the API server does.
 */
export { type CheckOptions, checkRules, type ExpressionCost, type RuleCheck } from './check.ts'
export { type EvaluateOptions, evaluateRules, OBJECT_BUDGET, type RuleOutcome } from './evaluate.ts'
export { type CompiledRules, compileRules, type RuleNode } from './plan.ts'
