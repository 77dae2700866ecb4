import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * What was computed from content and holds for ever: a key that names the content, a value of one line.
 * An append-only file; processes that write at the same time append whole lines, and a line torn by a crash is
 * passed over and computed again.
 */
export interface CachedValues {
  get(key: string): string | undefined
  set(key: string, value: string): void
}

/** Opens a file of kept values; it need not be there. `null` keeps in memory only. */
export function openCachedValues(file: string | null): CachedValues {
  const text = file !== null && existsSync(file) ? readFileSync(file, 'utf8') : ''
  const values = new Map<string, string>()
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    const space = line.indexOf(' ')
    if (space > 0) values.set(line.slice(0, space), line.slice(space + 1))
  }
  if (file !== null) mkdirSync(dirname(file), { recursive: true })
  let separator = text === '' || text.endsWith('\n') ? '' : '\n'
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      if (values.get(key) === value) return
      values.set(key, value)
      if (file === null) return
      appendFileSync(file, `${separator}${key} ${value}\n`)
      separator = ''
    },
  }
}
