import module from 'node:module'

// Node 22 and later keep compiled code between runs, of what is imported after this.
;(module as { enableCompileCache?: () => unknown }).enableCompileCache?.()

// A reader that has seen enough, such as head, ends the run quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const { main } = await import('./program.ts')
process.exitCode = await main(process.argv.slice(2))
