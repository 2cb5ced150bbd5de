import { listed, served } from '../../kinds/crd.ts'
import { siteBit } from '../../kinds/presence.ts'
import { place } from '../../kinds/words.ts'
import { defineRule } from '../rule.ts'
import { bundledKinds, CRD, placed } from './installed.ts'
import { changesFrom } from './successors.ts'

/** A version that the definition lists for stored objects only. */
export default defineRule({
  code: 'GWA-VER-002',
  name: 'version-not-served',
  severity: 'error',
  gate: 'object',
  kinds: bundledKinds,
  reads: [CRD],
  since: '0.1.0',
  docs: {
    summary: 'The version of the object is known to the API server, but not served.',
    why: 'Such versions are listed only so that old stored objects can be read. A request in this version is answered as if the kind did not exist.',
    fix: 'Write the version that the bundle stores.',
    spec: 'spec.versions[].served of a CustomResourceDefinition; Gateway API release channels',
  },
  messages: {
    unserved: ({ kind, version, here, instead }: { kind: string; version: string; here: string; instead: string }) =>
      `${here} lists ${kind} ${version} but does not serve it, so the API server refuses the object; write apiVersion: ${instead}`,
  },
  check(object, context) {
    const found = placed(object, context)
    if (found === undefined) return
    const { kind, version, bundle, channel, definition } = found
    const site = siteBit(bundle, channel)
    if (definition === undefined && kind.versions.some(v => v.name === version && served(v, site))) return
    const versions = definition
      ? definition.spec.versions.map(v => ({ name: v.name, served: v.served === true, stored: v.storage === true }))
      : kind.versions
          .filter(v => listed(v, site))
          .map(v => ({ name: v.name, served: served(v, site), stored: v.stored !== undefined && (v.stored & site) !== 0 }))
    if (versions.find(v => v.name === version)?.served !== false) return
    const target = versions.find(v => v.stored && v.served) ?? versions.find(v => v.served)
    if (target === undefined) return
    const apiVersion = `${kind.group}/${target.name}`
    const changes = changesFrom(kind.kind, version)
    context.report(
      'unserved',
      ['apiVersion'],
      { kind: kind.kind, version, here: place(bundle, channel), instead: `${apiVersion}${changes ? `; ${changes}` : ''}` },
      {
        fix: [
          {
            safe: changes === undefined,
            description: `write apiVersion: ${apiVersion}`,
            edits: [{ op: 'set', at: ['apiVersion'], value: apiVersion }],
          },
        ],
      },
    )
  },
})
