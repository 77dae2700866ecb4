/** What can go wrong with a call of Discord's API. */
export type Trouble =
  /** Discord answers with this status and does nothing. */
  | { readonly kind: 'broken'; readonly status: 500 | 502 | 503 }
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number; readonly global?: boolean }
  /** It is done, but the answer never arrives: the connection breaks. */
  | { readonly kind: 'reply-lost' }

/** Injects faults by naming the call, as `POST /channels/{channel}/messages`. */
export interface Faults {
  /** The next call of this name (or the next `times`) has this trouble. */
  readonly add: (call: string, trouble: Trouble, times?: number) => void
  /** Faults that no call has met yet; a test ends with none. */
  readonly left: () => readonly string[]
  /** Nobody is reached until it is over. */
  readonly down: (isDown: boolean) => void
  /** The trouble that a call meets, once. */
  readonly meet: (call: string) => Trouble | undefined
  readonly isDown: () => boolean
}

export function faults(): Faults {
  const all: { readonly call: string; readonly trouble: Trouble; left: number }[] = []
  let down = false
  return {
    add: (call, trouble, times = 1) => {
      all.push({ call, trouble, left: times })
    },
    left: () => all.filter(({ left }) => left > 0).map(({ call, trouble }) => `${call} ${trouble.kind}`),
    down: (isDown) => {
      down = isDown
    },
    meet: (call) => {
      const fault = all.find((one) => one.call === call && one.left > 0)
      if (fault) fault.left -= 1
      return fault?.trouble
    },
    isDown: () => down,
  }
}
