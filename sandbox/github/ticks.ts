/** Tells whoever looks that something has changed, without saying what. */
export interface Ticks {
  /** Something in the world is not as it was. */
  readonly tick: () => void
  /** How many times so far. */
  readonly countTicks: () => number
  /** Calls the listener after each beat, until the answer is called. */
  readonly onTick: (listener: () => void) => () => void
}

export function openTicks(): Ticks {
  const listeners = new Set<() => void>()
  let beats = 0
  return {
    tick: () => {
      beats += 1
      for (const listener of [...listeners]) listener()
    },
    countTicks: () => beats,
    onTick: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
