import { compareSpecificity, matchesHostname } from '../../values/hostname.ts'
import type { EffectiveListener } from '../topology.ts'

/** The listeners on a port, those that cannot be used apart. */
export interface Port {
  readonly usable: readonly EffectiveListener[]
  readonly broken: readonly EffectiveListener[]
}

export function listenersOn(listeners: readonly EffectiveListener[], port: number, transport: 'TCP' | 'UDP'): Port {
  const here = listeners.filter(listener => listener.port === port && (listener.protocol === 'UDP') === (transport === 'UDP'))
  return { usable: here.filter(({ programmed }) => programmed !== 'no'), broken: here.filter(({ programmed }) => programmed === 'no') }
}

/** The listener that owns a name: of those whose hostname takes it the most specific one. */
export function mostSpecific(listeners: readonly EffectiveListener[], name: string): EffectiveListener | undefined {
  let best: EffectiveListener | undefined
  for (const listener of listeners) {
    const { hostname } = listener
    const takes = hostname === '' || (name !== '' && matchesHostname(hostname, name))
    if (takes && (best === undefined || compareSpecificity(hostname, best.hostname) < 0)) best = listener
  }
  return best
}
