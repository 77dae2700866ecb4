/** Reads what stands for the state of something that is shown: when it is another text, something changed. */
export type ReadDigest = () => Promise<string>

/** Tells browsers of changes. */
export interface LiveBoard {
  /** Streams server-sent events until the browser leaves, or the server closes; null where too many listen. */
  watch(key: string, read: ReadDigest, closing: AbortSignal): AsyncGenerator<string> | null
}

/** Between two looks, and between two signs of life, in milliseconds. */
const LOOK_MS = 2_000
const ALIVE_MS = 20_000
/** A browser comes back by itself, and is then asked again who it is. */
const LONGEST_MS = 15 * 60_000
const MOST_LISTENERS = 500

/** Opens the board. Everybody who looks at the same thing shares one look at the record every two seconds. */
export function openLiveBoard(lookMs = LOOK_MS): LiveBoard {
  const looks = new Map<string, { readonly at: number; readonly digest: Promise<string> }>()
  let listeners = 0
  const look = (key: string, read: ReadDigest): Promise<string> => {
    const found = looks.get(key)
    if (found && performance.now() - found.at < lookMs * 0.9) return found.digest
    const digest = read().catch(() => '')
    looks.set(key, { at: performance.now(), digest })
    return digest
  }
  async function* stream(key: string, read: ReadDigest, closing: AbortSignal): AsyncGenerator<string> {
    const begun = performance.now()
    try {
      yield 'retry: 3000\n\n'
      let known = await look(key, read)
      let told = performance.now()
      while (!closing.aborted && performance.now() - begun < LONGEST_MS) {
        await pause(lookMs, closing)
        const now = await look(key, read)
        const changed = now !== known
        if (!changed && performance.now() - told < ALIVE_MS) continue
        known = now
        told = performance.now()
        yield changed ? 'event: changed\ndata: {}\n\n' : ': alive\n\n'
      }
    } finally {
      listeners -= 1
      if (listeners === 0) looks.clear()
    }
  }
  return {
    watch: (key, read, closing) => {
      if (listeners >= MOST_LISTENERS) return null
      listeners += 1
      return stream(key, read, closing)
    },
  }
}

function pause(milliseconds: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      closing.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    closing.addEventListener('abort', end)
  })
}
