/** What can go wrong with a call. Calls have Slack's names (`chat.postMessage`); an answer to what somebody did is `answer`. */
export type Trouble =
  /** Nothing is done, and the connection breaks. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'broken'; readonly status: 500 | 502 | 503 }
  /** Too many calls: come back then. Nothing is done. */
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number }
  /** Slack says no, by its own name for it. Nothing is done. */
  | { readonly kind: 'refused'; readonly error: string }
  /** It is done, but the answer never arrives: the connection breaks. */
  | { readonly kind: 'reply-lost' }

interface Fault {
  readonly call: string
  readonly trouble: Trouble
  left: number
}

/** Injects faults by naming the call. */
export interface Faults {
  /** The next call of this name (or the next `times`; of any name for `*`) has this trouble. */
  add: (call: string, trouble: Trouble, times?: number) => void
  /** From now on every call has this trouble, until Slack comes back. */
  goesDown: (trouble: Trouble) => void
  comesBack: () => void
  /** Faults that no call has met yet; a test ends with none. */
  left: () => readonly string[]
  /** The trouble that this call meets, once. */
  meet: (call: string) => Trouble | null
}

export function openFaults(): Faults {
  const faults: Fault[] = []
  let down: Trouble | null = null
  return {
    add: (call, trouble, times = 1) => {
      faults.push({ call, trouble, left: times })
    },
    goesDown: (trouble) => {
      down = trouble
    },
    comesBack: () => {
      down = null
    },
    left: () => faults.filter(({ left }) => left > 0).map(({ call, trouble }) => `${call} ${trouble.kind}`),
    meet: (call) => {
      if (down) return down
      const fault = faults.find((one) => one.left > 0 && (one.call === call || one.call === '*'))
      if (!fault) return null
      fault.left -= 1
      return fault.trouble
    },
  }
}
