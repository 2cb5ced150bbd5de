/** The API server stores at most 3 MiB per object; with its envelope, and twice over, this is never reached by an honest server. */
const LONGEST = 16 * 1024 * 1024

/**
 * Cuts a stream into lines, without the line feed. A last line without one is incomplete and is dropped.
 * @throws where a line grows beyond 16 MiB.
 */
export async function* lines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let pending: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    let start = 0
    for (let end = chunk.indexOf(10, start); end >= 0; end = chunk.indexOf(10, start)) {
      const piece = chunk.subarray(start, end)
      yield pending.length === 0 ? piece.toString() : Buffer.concat([...pending, piece]).toString()
      pending = []
      size = 0
      start = end + 1
    }
    if (start < chunk.length) {
      pending.push(chunk.subarray(start))
      size += chunk.length - start
      if (size > LONGEST) throw new Error(`a watch event is longer than ${LONGEST} bytes`)
    }
  }
}
