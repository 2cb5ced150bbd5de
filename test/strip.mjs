// Lets Node run the TypeScript sources as they are: `node --import=./test/strip.mjs FILE.ts`.
// Types are erased by esbuild, file by file; nothing is type-checked here (that is `npm run check`).
import { register } from 'node:module'

register(new URL('./strip-hook.mjs', import.meta.url))
