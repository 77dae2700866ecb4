import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { isKnownEvent } from '../github-app.ts'
import type { Log } from '../logging/log.ts'
import type { Store } from '../store/store.ts'
import { type Arrival, announcedIn, arrivalOf, isPlainJson } from './arrival.ts'
import { type Room, readBody } from './body.ts'
import type { Limits } from './limits.ts'
import type { Outcome } from './outcome.ts'
import type { VerifySignature } from './signature.ts'

/** What taking a delivery in needs. */
export interface Intake {
  readonly store: Pick<Store, 'storeDelivery'>
  readonly verifySignature: VerifySignature
  /** Deliveries of one lane are worked in the order in which they came. The payload is not checked. */
  readonly laneOf: (arrival: Arrival) => string
  /** In seconds since 1970. */
  readonly now: () => number
  readonly limits: Limits
  readonly room: Room
}

/**
 * Takes a delivery in: nothing of it is read before its signature was verified, nothing is answered before it is on record
 * (design, law 1). What is refused costs no more than the reading of it.
 */
export async function takeIn(request: IncomingMessage, intake: Intake, log: Log): Promise<Outcome> {
  if (!isPlainJson(request.headers)) return 'wrong-type'
  const announced = announcedIn(request.headers)
  if (!announced) return 'no-delivery'

  const body = await readBody(request, intake.limits, intake.room)
  if (body.kind !== 'whole') return body.kind
  try {
    if (!isUtf8(body.bytes) || body.bytes.length === 0) return 'not-json'
    const at = intake.now()
    const text = body.bytes.toString()
    if (!(await intake.verifySignature({ text, signature: announced.signature, at }))) return 'unsigned'
    if (announced.event === 'ping') return 'pong'
    if (!isKnownEvent(announced.event)) return 'unknown-event'
    const arrival = arrivalOf(announced, { bytes: body.bytes, text })
    if (!arrival) return 'not-json'

    return await record(arrival, at, { intake, log })
  } finally {
    body.free()
  }
}

async function record(
  arrival: Arrival,
  at: number,
  { intake, log }: { readonly intake: Intake; readonly log: Log },
): Promise<Outcome> {
  const { id, event, action, body } = arrival
  const type = action === null ? event : `${event}.${action}`
  try {
    const lane = intake.laneOf(arrival)
    const delivery = { source: 'github', id, lane, type, body, at }
    const outcome = await within(intake.limits.storeMs, intake.store.storeDelivery(delivery))
    if (outcome === 'altered')
      log.error({ delivery: id, type }, 'A delivery id came again with something else in it.')
    else log.info({ delivery: id, type, lane, outcome }, 'A delivery came in.')
    return outcome
  } catch (error) {
    log.error({ err: error, delivery: id, type }, 'A delivery could not be put on record.')
    return 'not-stored'
  }
}

/** It may be put on record later all the same: delivered again, it is a duplicate then. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${ms} ms.`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
