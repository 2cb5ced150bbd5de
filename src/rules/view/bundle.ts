import { bundleOf } from '../../kinds/catalogue.ts'
import { maskOf, siteBit, type When } from '../../kinds/presence.ts'
import type { RuleOptions } from '../rule.ts'

/** Whether the configured bundle and channel are among the places: where its schema judges something, a rule need not. */
export const isAt = ({ gatewayApi }: RuleOptions, when: When): boolean =>
  (maskOf(when) & siteBit(bundleOf(gatewayApi.version), gatewayApi.channel)) !== 0
