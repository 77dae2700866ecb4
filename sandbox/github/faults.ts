/**
 * What can go wrong with a call. Calls have GitHub's names (`pulls/create`); besides there are `git/upload-pack` and
 * `git/receive-pack` for git itself, and `hook/deliver` for a webhook on its way to the App: `reply-lost` has it
 * arrive and stand in the log as failed, any other trouble keeps it from arriving; and `login/oauth/access_token`, where
 * those who sign in have their code exchanged.
 */
export type FaultKind =
  /** GitHub answers with this status and does nothing. */
  | { readonly kind: 'broken'; readonly status: 500 | 502 | 503 }
  /** GitHub answers with this status, does nothing, and says what it was sent, as it does of what it finds invalid. */
  | { readonly kind: 'echoed'; readonly status: 422 | 500 }
  /** GitHub thinks that we call too fast, and says when to come back. */
  | { readonly kind: 'secondary-limit'; readonly retryAfterSeconds: number }
  /** The token ran out before its time. It is no longer valid for any call after this one. */
  | { readonly kind: 'expired' }
  /** It is done, but the answer never arrives: the connection breaks. */
  | { readonly kind: 'reply-lost' }
  /** A read answers what it answered last time, or as if the thing were not there yet. */
  | { readonly kind: 'lag' }
  /** Someone else is quicker: this happens just before the call is worked, for example a push that moves the ref. */
  | { readonly kind: 'overtaken'; readonly by: () => Promise<unknown> }

/** Trouble for the next calls of one name. */
export interface Fault {
  readonly call: string
  readonly trouble: FaultKind
  left: number
}

/** Injects faults by naming the call. */
export interface Faults {
  /** The next call of this name (or the next `times`) has this trouble. */
  add: (call: string, fault: FaultKind, times?: number) => void
  /** Faults that no call has met yet; a test ends with none. */
  left: () => readonly string[]
  clear: () => void
}

export function createFaults(faults: Fault[]): Faults {
  return {
    add: (call, fault, times = 1) => {
      faults.push({ call, trouble: fault, left: times })
    },
    left: () =>
      faults.filter(({ left }) => left > 0).map(({ call, trouble: fault }) => `${call} ${fault.kind}`),
    clear: () => {
      faults.length = 0
    },
  }
}

/** The trouble that this call meets, once. */
export function takeFault(faults: readonly Fault[], call: string): FaultKind | undefined {
  const fault = faults.find((one) => one.call === call && one.left > 0)
  if (!fault) return undefined
  fault.left -= 1
  return fault.trouble
}
