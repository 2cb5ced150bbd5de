import { list, mapOf, object, optional, required, type Static, string } from '../author.ts'

/** Kubernetes' label selector: all of its parts must hold, and one without parts selects everything. `marked`: the bundle from which its lists are marked atomic. */
export const labelSelector = (marked: '1.0' | '1.1') =>
  object(
    {
      matchLabels: optional(mapOf(string()), 'Labels that must be there with exactly these values.'),
      matchExpressions: optional(
        list(
          object({
            key: required(string(), 'The label.'),
            operator: required(string(), 'In, NotIn, Exists or DoesNotExist.'),
            values: optional(list(string(), { marked }), 'Values for In and NotIn.'),
          }),
          { marked },
        ),
        'Conditions on labels.',
      ),
    },
    { atomic: true },
  )

export const LabelSelector = labelSelector('1.1')
export type LabelSelector = Static<typeof LabelSelector>
