/** Tells whoever looks that something has changed, without saying what. */
export interface Pulse {
  /** Something in the world is not as it was. */
  readonly beat: () => void
  /** How many times so far. */
  readonly beats: () => number
  /** Calls the listener after each beat, until the answer is called. */
  readonly onBeat: (listener: () => void) => () => void
}

export function openPulse(): Pulse {
  const listeners = new Set<() => void>()
  let beats = 0
  return {
    beat: () => {
      beats += 1
      for (const listener of [...listeners]) listener()
    },
    beats: () => beats,
    onBeat: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
