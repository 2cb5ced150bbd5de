import { main } from './program.ts'

// A reader that has seen enough, such as head, ends the run quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

void main(process.argv.slice(2)).then(code => {
  process.exitCode = code
})
