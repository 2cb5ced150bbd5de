import { type Static, Type } from 'typebox'

const names = (description: string) => Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description }))
const labels = (description: string) => Type.Optional(Type.Record(Type.String(), Type.String(), { description }))

/** One line of the enforcement table. Everything that is given must hold; the first line that holds decides. */
export const EnforcementEntry = Type.Object(
  {
    action: Type.Union([Type.Literal('deny'), Type.Literal('warn'), Type.Literal('audit')], {
      description:
        'deny: the request is refused (never by rules that may only warn). warn: the user sees a warning. audit: only the log, the metrics and the audit annotations know.',
    }),
    rules: names('Codes (GWA-XRT-001), rule names (duplicate-route-match) or areas (GWA-XRT); every rule where absent.'),
    namespaces: names('Namespaces of the object, by name or with * for any text: team-*.'),
    namespaceLabels: labels('Labels that the namespace of the object carries.'),
    labels: labels('Labels that the object carries.'),
    users: names('User names, with * for any text: system:serviceaccount:argocd:*.'),
    groups: names('Groups of which the user is in at least one, with * for any text.'),
  },
  { additionalProperties: false },
)

export type EnforcementEntry = Static<typeof EnforcementEntry>

/** The section `admission` of gatewright.yaml. */
export const AdmissionSection = Type.Object(
  {
    enforcement: Type.Optional(
      Type.Array(EnforcementEntry, {
        description: 'What admission does with a finding. Without a line that holds: errors about the object alone deny, everything else warns.',
      }),
    ),
    protect: Type.Optional(
      Type.Union([Type.Literal('deny'), Type.Literal('warn'), Type.Literal('off')], {
        description: 'What happens to a change or a deletion that breaks other live objects; warn by default.',
      }),
    ),
    overload: Type.Optional(
      Type.Union([Type.Literal('allow'), Type.Literal('reject')], {
        description: 'What requests get that cannot be judged in time: allow with a warning (default), or 429 so that failurePolicy decides.',
      }),
    ),
    ignoreUsers: names('Users whose requests are neither judged nor changed, with * for any text.'),
  },
  { additionalProperties: false },
)

export type AdmissionSection = Static<typeof AdmissionSection>
