const BLOCK = 65_536

/** Prints pieces of a text as they are made, some of them at a time. */
export function print(pieces: Iterable<string>): void {
  let block = ''
  for (const piece of pieces) {
    block += piece
    if (block.length < BLOCK) continue
    process.stdout.write(block)
    block = ''
  }
  process.stdout.write(block)
}
