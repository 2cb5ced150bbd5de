import { EXIT } from './exit.ts'
import { main } from './program.ts'

// A reader that has seen enough, such as head, is no error; the exit code still says what was found.
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return
  process.stderr.write(`gatewright: cannot write to standard output: ${message}\n`)
  process.exit(EXIT.internal)
})

void main(process.argv.slice(2)).then(code => {
  process.exitCode = code
  // Nothing is left but to collect garbage and to take the heap down, piece by piece. Output that its reader has yet to take is waited for.
  setImmediate(() => {
    if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit()
  })
})
