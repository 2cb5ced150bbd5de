import { profiles } from '../../topology/profiles/index.ts'
import { fields, text } from '../../topology/reading/fields.ts'
import { closest } from '../../values/closest.ts'
import { defineRule } from '../rule.ts'

/** A controller name that is nearly, but not quite, that of a controller that exists. */
export default defineRule({
  code: 'GWA-CLS-002',
  name: 'misspelt-controller',
  severity: 'warning',
  gate: 'object',
  kinds: ['GatewayClass'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'controllerName is almost that of a known controller.',
    why: 'Names are compared exactly: no controller takes up the class, so its Gateways stay Pending and serve nothing.',
    fix: 'Correct the name. It cannot be changed later: the class must be created anew.',
    spec: 'GatewayClassSpec.controllerName in the Gateway API reference',
  },
  messages: {
    near: ({ name, meant, title }: { name: string; meant: string; title: string }) =>
      `no known controller is called ${name}; ${title} is ${meant}, and names are compared exactly`,
  },
  check(gatewayClass, { report }) {
    const name = text(fields(gatewayClass.spec).controllerName)
    if (name === undefined || profiles.some(({ controllerNames }) => controllerNames.includes(name))) return
    const meant = closest(
      name,
      profiles.flatMap(({ controllerNames }) => controllerNames),
    )
    // A name that only begins like a known one is one of its owner's.
    if (meant === undefined || Math.abs(meant.length - name.length) > 2) return
    const title = profiles.find(({ controllerNames }) => controllerNames.includes(meant))!.title
    report('near', ['spec', 'controllerName'], { name, meant, title })
  },
})
