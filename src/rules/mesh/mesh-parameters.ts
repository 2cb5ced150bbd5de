import { fields, isFields, reference } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { anyNamed } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Parameters of a mesh that do not exist. */
export default defineRule({
  code: 'GWA-MESH-010',
  name: 'mesh-parameters',
  severity: 'error',
  gate: 'never',
  kinds: ['XMesh'],
  reads: [anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'The parametersRef of an XMesh names an object that does not exist.',
    why: 'The controller does not accept the mesh (InvalidParameters), and its settings are not in force.',
    fix: 'Create the object, or correct name and namespace.',
    spec: 'XMeshSpec.parametersRef in the Gateway API reference; GEP-3949',
  },
  messages: {
    absent: ({ object }: { object: string }) => `there is no ${object}: the controller does not accept this mesh`,
    namespace: ({ kind, name }: { kind: string; name: string }) =>
      `${kind} ${name} is looked for in no namespace: a mesh has none to fall back on, so write it here`,
  },
  check(mesh, { snapshot, report }) {
    const value = fields(mesh.spec).parametersRef
    if (!isFields(value)) return
    const at = ['spec', 'parametersRef']
    const ref = reference(value, at, { group: '', kind: '', namespace: '' })
    const condition = { type: 'Accepted', status: 'False', reason: 'InvalidParameters' } as const
    if (ref.group === '' && (ref.kind === 'ConfigMap' || ref.kind === 'Secret') && ref.namespace === '')
      report('namespace', at, { kind: ref.kind, name: ref.name }, { condition })
    else if (snapshot.lookup(ref).state === 'absent') report('absent', [...at, 'name'], { object: named(ref) }, { condition })
  },
})
