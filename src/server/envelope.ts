import type { ErrorObject } from '../config/ajv.ts'
import generated from './envelope.gen.ts'

const isReview = generated as unknown as ((review: unknown) => boolean) & { errors?: readonly ErrorObject[] | null }

/** What is wrong with the frame of an AdmissionReview, by field; undefined where nothing is. Objects are looked at no deeper than their names. */
export function envelopeProblem(review: unknown): string | undefined {
  if (isReview(review)) return undefined
  const [error] = isReview.errors ?? []
  return `${error?.instancePath || '/'} ${error?.message ?? ''}`
}
