/** What can go wrong with a call of Discord's API. */
export type DiscordFaultKind =
  /** Discord answers with this status and does nothing. */
  | { readonly kind: 'broken'; readonly status: 500 | 502 | 503 }
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number; readonly global?: boolean }
  /** It is done, but the answer never arrives: the connection breaks. */
  | { readonly kind: 'reply-lost' }

/** Injects faults by naming the call, as `POST /channels/{channel}/messages`. */
export interface DiscordFaults {
  /** The next call of this name (or the next `times`) has this trouble. */
  readonly add: (call: string, fault: DiscordFaultKind, times?: number) => void
  /** Faults that no call has met yet; a test ends with none. */
  readonly left: () => readonly string[]
  /** No one is reached until it is over. */
  readonly down: (isDown: boolean) => void
  /** Told when no one is reached any more. */
  readonly onDown: (listener: () => void) => void
  /** The trouble that a call meets, once. */
  readonly meet: (call: string) => DiscordFaultKind | undefined
  readonly isDown: () => boolean
}

export function openDiscordFaults(): DiscordFaults {
  const all: { readonly call: string; readonly trouble: DiscordFaultKind; left: number }[] = []
  const listeners: (() => void)[] = []
  let down = false
  return {
    add: (call, fault, times = 1) => {
      all.push({ call, trouble: fault, left: times })
    },
    left: () => all.filter(({ left }) => left > 0).map(({ call, trouble: fault }) => `${call} ${fault.kind}`),
    down: (isDown) => {
      down = isDown
      if (isDown) for (const listener of listeners) listener()
    },
    onDown: (listener) => {
      listeners.push(listener)
    },
    meet: (call) => {
      const fault = all.find((one) => one.call === call && one.left > 0)
      if (fault) fault.left -= 1
      return fault?.trouble
    },
    isDown: () => down,
  }
}
