/** What can go wrong with a call. Calls have Slack's names (`chat.postMessage`); an answer to what someone did is `answer`. */
export type SlackFaultKind =
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
  readonly trouble: SlackFaultKind
  left: number
}

/** Injects faults by naming the call. */
export interface SlackFaults {
  /** The next call of this name (or the next `times`; of any name for `*`) has this trouble. */
  add: (call: string, fault: SlackFaultKind, times?: number) => void
  /** From now on every call has this trouble, until Slack comes back. */
  goesDown: (fault: SlackFaultKind) => void
  comesBack: () => void
  /** Faults that no call has met yet; a test ends with none. */
  left: () => readonly string[]
  /** The trouble that this call meets, once. */
  meet: (call: string) => SlackFaultKind | null
}

export function openSlackFaults(): SlackFaults {
  const faults: Fault[] = []
  let down: SlackFaultKind | null = null
  return {
    add: (call, fault, times = 1) => {
      faults.push({ call, trouble: fault, left: times })
    },
    goesDown: (fault) => {
      down = fault
    },
    comesBack: () => {
      down = null
    },
    left: () =>
      faults.filter(({ left }) => left > 0).map(({ call, trouble: fault }) => `${call} ${fault.kind}`),
    meet: (call) => {
      if (down) return down
      const fault = faults.find((one) => one.left > 0 && (one.call === call || one.call === '*'))
      if (!fault) return null
      fault.left -= 1
      return fault.trouble
    },
  }
}
