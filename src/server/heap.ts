import { setFlagsFromString } from 'node:v8'

/**
 * To be called before anything is listed. What a server makes at its start it keeps, and V8 concludes that whatever the same code makes later is kept as
 * well: it would put what a review needs for a moment among the old objects at once, together with all that this refers to, and those are collected
 * while everybody waits.
 */
export function expectShortLives(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
}
