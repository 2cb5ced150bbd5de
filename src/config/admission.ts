/** One line of the enforcement table. Everything that is given must hold; the first line that holds decides. */
export interface EnforcementEntry {
  readonly action: 'deny' | 'warn' | 'audit'
  readonly rules?: readonly string[]
  readonly namespaces?: readonly string[]
  readonly namespaceLabels?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
  readonly users?: readonly string[]
  readonly groups?: readonly string[]
}

/** The section `admission` of gatewright.yaml. */
export interface AdmissionSection {
  readonly enforcement?: readonly EnforcementEntry[]
  readonly protect?: 'deny' | 'warn' | 'off'
  readonly overload?: 'allow' | 'reject'
  readonly ignoreUsers?: readonly string[]
}

const names = (description: string) => ({ type: 'array', minItems: 1, items: { type: 'string', minLength: 1 }, description })
const labels = (description: string) => ({ type: 'object', additionalProperties: { type: 'string' }, description })

/** JSON Schema of the section. */
export const admissionSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'What the admission webhook does with its findings.',
  properties: {
    enforcement: {
      type: 'array',
      description: 'What becomes of a finding. Without a line that holds, errors about the object alone deny and everything else warns.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['action'],
        properties: {
          action: {
            enum: ['deny', 'warn', 'audit'],
            description:
              'deny: the request is refused (never by rules that may only warn). warn: the user sees a warning. audit: only the log, the metrics and the audit annotations know.',
          },
          rules: names('Codes (GWA-XRT-001), rule names (duplicate-route-match) or areas (GWA-XRT); every rule where absent.'),
          namespaces: names('Namespaces of the object, by name or with * for any text: team-*.'),
          namespaceLabels: labels('Labels that the namespace of the object carries.'),
          labels: labels('Labels that the object carries.'),
          users: names('User names, with * for any text: system:serviceaccount:argocd:*.'),
          groups: names('Groups of which the user is in at least one, with * for any text.'),
        },
      },
    },
    protect: {
      enum: ['deny', 'warn', 'off'],
      description:
        'What happens to a change or a deletion that breaks other live objects, and to a route that takes requests over from them; warn where absent.',
    },
    overload: {
      enum: ['allow', 'reject'],
      description:
        'What requests get that cannot be judged in time: allow with a warning (where absent), or 429 so that failurePolicy decides.',
    },
    ignoreUsers: names('Users whose requests are neither judged nor changed, with * for any text.'),
  },
} as const
