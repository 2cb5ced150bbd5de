export interface Progress {
  show(text: string): void
  done(): void
}

/** A line on standard error for runs of more than a second, on a terminal only. */
export function progress(): Progress {
  if (process.stderr.isTTY !== true) return { show() {}, done() {} }
  const begin = performance.now()
  let shown = 0
  return {
    show(text) {
      const now = performance.now()
      if (now - begin < 1000 || now - shown < 100) return
      shown = now
      process.stderr.write(`\r\u001b[2K${text.slice(0, Math.max(20, process.stderr.columns - 1))}`)
    },
    done() {
      if (shown > 0) process.stderr.write('\r\u001b[2K')
    },
  }
}
