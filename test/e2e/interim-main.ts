import { Command } from 'commander'
import { serveCommand } from '../../src/cli/serve.ts'

await new Command('gatewright').addCommand(serveCommand()).parseAsync()
