import { configureGlobal } from 'fast-check'

/** What random tests begin with: every run tries new cases, but for CI, which answers the same each time. `SEED` repeats a run. */
export const seed = Number(process.env['SEED'] ?? (process.env['CI'] ? 4242 : Math.trunc(Math.random() * 2 ** 31)))

configureGlobal({ seed })
