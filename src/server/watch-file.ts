import { type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Calls `look` soon after anything changed in the folders of `files`, and every `period` milliseconds besides: mounted Secrets and
 * ConfigMaps change by a swap of symbolic links, which not every file system reports.
 */
export function watchFiles(files: readonly string[], period: number, look: () => void): { close(): void } {
  let soon: NodeJS.Timeout | undefined
  const later = () => {
    // Not put off by further changes: a busy folder would put it off for ever.
    soon ??= setTimeout(() => {
      soon = undefined
      look()
    }, 100)
  }
  const watchers: FSWatcher[] = []
  for (const folder of new Set(files.map(file => dirname(file)))) {
    try {
      const watcher = watch(folder, { persistent: false }, later)
      watcher.on('error', () => watcher.close())
      watchers.push(watcher)
    } catch {
      // Polling alone then has to do.
    }
  }
  const timer = setInterval(look, period)
  timer.unref()
  return {
    close() {
      clearTimeout(soon)
      clearInterval(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
