import { readdirSync, readFileSync } from 'node:fs'

/** A child process of ours that runs now. */
export interface Child {
  readonly pid: number
  readonly args: readonly string[]
  /** Its own memory, without what it maps of files, in kilobytes. */
  readonly memory: number
}

/** Our child processes that have `word` among their arguments; on Linux alone, where they can be read. */
export function children(word: string): Child[] {
  const mine = readdirSync('/proc/self/task').flatMap((task) =>
    read(`/proc/self/task/${task}/children`).split(' ').filter(Boolean),
  )
  return mine.flatMap((pid) => {
    const args = read(`/proc/${pid}/cmdline`).split('\0')
    const memory = Number(/^RssAnon:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
    return args.includes(word) ? [{ pid: Number(pid), args, memory }] : []
  })
}

export const canReadProcesses = process.platform === 'linux'

/** A process may end while we look at it. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
