// Prints the milliseconds that the first request of a kind takes: making the validator, compiling the rules, running both.
import { createAdmission } from '../../src/schema/index.ts'
import { sample } from './admission.ts'

const { crd, object } = sample()
const start = performance.now()
const { allowed } = createAdmission([crd]).admit({ operation: 'CREATE', object })
const time = performance.now() - start
if (!allowed) throw new Error('the sample is not valid')
process.stdout.write(time.toFixed(2))
