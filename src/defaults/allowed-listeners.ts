import { defineDefault, specOf } from './default.ts'

/** What the API means without the field, said in the object. */
export default defineDefault({
  name: 'allowed-listeners',
  kinds: ['Gateway'],
  reads: [],
  since: '0.1.0',
  admission: false,
  fix: false,
  docs: {
    summary: 'A Gateway without allowedListeners says that it takes none of ListenerSets.',
    why: 'It is the default of the API; written down, a reader need not know it.',
    drift: 'Low: a single field of the spec.',
  },
  fill(gateway) {
    if (specOf(gateway)['allowedListeners'] !== undefined) return undefined
    return {
      edits: [{ op: 'set', at: ['spec', 'allowedListeners'], value: { namespaces: { from: 'None' } } }],
      note: 'spec.allowedListeners takes no ListenerSets, which is what the API means without it',
    }
  },
})
