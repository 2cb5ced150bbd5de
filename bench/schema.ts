// What admission costs: one HTTPRoute with all its CEL rules, against ajv with @marcbachmann/cel-js; the first use of a kind; and a whole
// `gatewright lint` over 17,600 files against kubeconform. Ratios from one run. `--files` runs only the last, `--no-files` all but it.
import { cpus } from 'node:os'
import { benchAdmission } from './schema/admission.ts'
import { benchFiles } from './schema/files.ts'

const [flag] = process.argv.slice(2)
console.log(`node ${process.version}, ${cpus().length} CPUs (${cpus()[0]?.model.trim()})`)
if (flag !== '--files') await benchAdmission()
if (flag !== '--no-files') await benchFiles()
