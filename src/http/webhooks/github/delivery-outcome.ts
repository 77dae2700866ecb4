/** How the door answers what is posted to it. One row each: the status, and what the answer says, always the same. */
const ANSWERS = {
  stored: { status: 202, said: 'The delivery is recorded and will be handled.' },
  duplicate: { status: 200, said: 'The delivery was already recorded.' },
  pong: { status: 200, said: 'Pong.' },
  altered: { status: 409, said: 'This delivery id was used before, with other content.' },
  'no-delivery': { status: 400, said: "The headers aren't those of a GitHub delivery." },
  'not-json': { status: 400, said: 'The body is not JSON.' },
  'unknown-event': { status: 400, said: 'The App does not subscribe to this event.' },
  unsigned: { status: 401, said: "The signature doesn't match the body." },
  gone: { status: 408, said: 'The body did not arrive.' },
  'too-large': { status: 413, said: 'The body is too large.' },
  'wrong-type': { status: 415, said: 'Only uncompressed JSON is accepted.' },
  'no-room': { status: 503, said: 'The server is busy. Deliver it again.' },
  'not-stored': { status: 503, said: 'The delivery could not be recorded. Deliver it again.' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly said: string }>>

/** What became of something that was posted to the door. */
export type DeliveryOutcome = keyof typeof ANSWERS

/** @returns the status and the sentence; no outcome shows anything of what came in, or of what broke (threat A16) */
export function toReply(outcome: DeliveryOutcome): { readonly status: number; readonly said: string } {
  return ANSWERS[outcome]
}

/** All of them, for the metrics. */
export const OUTCOMES: readonly string[] = Object.keys(ANSWERS)
