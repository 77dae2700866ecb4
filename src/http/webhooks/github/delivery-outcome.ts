/** How the door answers what is posted to it. One row each: the status, and what the answer says, always the same. */
const ANSWERS = {
  stored: { status: 202, said: 'The delivery is on record and will be worked.' },
  duplicate: { status: 200, said: 'The delivery was on record already.' },
  pong: { status: 200, said: 'The door is open.' },
  altered: { status: 409, said: 'This delivery id came before, with something else in it.' },
  'no-delivery': { status: 400, said: 'The headers are not those of a GitHub delivery.' },
  'not-json': { status: 400, said: 'The body is not JSON.' },
  'unknown-event': { status: 400, said: 'The App does not subscribe to this event.' },
  unsigned: { status: 401, said: 'The signature is not that of the body.' },
  gone: { status: 408, said: 'The body did not arrive.' },
  'too-large': { status: 413, said: 'The body is too large.' },
  'wrong-type': { status: 415, said: 'Only JSON that is not compressed is taken.' },
  'no-room': { status: 503, said: 'Too much is arriving at once. Deliver it again.' },
  'not-stored': { status: 503, said: 'The delivery could not be put on record. Deliver it again.' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly said: string }>>

/** What became of something that was posted to the door. */
export type DeliveryOutcome = keyof typeof ANSWERS

/** @returns the status and the sentence; no outcome shows anything of what came in, or of what broke (threat A16) */
export function toReply(outcome: DeliveryOutcome): { readonly status: number; readonly said: string } {
  return ANSWERS[outcome]
}

/** All of them, for the metrics. */
export const OUTCOMES: readonly string[] = Object.keys(ANSWERS)
