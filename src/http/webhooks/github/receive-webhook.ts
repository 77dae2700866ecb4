import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { isKnownEvent } from '../../../github-app.ts'
import type { Log } from '../../../logging/log.ts'
import type { Store } from '../../../store/store.ts'
import type { Limits } from '../../limits.ts'
import { type MemoryBudget, readBody } from '../../read-body.ts'
import type { DeliveryOutcome } from './delivery-outcome.ts'
import {
  isPlainJson,
  parseDeliveryBody,
  parseDeliveryHeaders,
  type WebhookDelivery,
} from './parse-delivery.ts'
import type { VerifySignature } from './verify-signature.ts'

/** What taking a delivery in needs. */
interface WebhookIntake {
  readonly store: Pick<Store, 'storeDelivery'>
  readonly verifySignature: VerifySignature
  /** Deliveries of one lane are worked in the order in which they came. The payload is not checked. */
  readonly laneOf: (webhook: WebhookDelivery) => string
  /** In seconds since 1970. */
  readonly now: () => number
  readonly limits: Limits
  readonly room: MemoryBudget
}

/**
 * Takes a delivery in: nothing of it is read before its signature was verified, nothing is answered before it is on record
 * (design, law 1). What is refused costs no more than the reading of it.
 */
export async function receiveWebhook(
  request: IncomingMessage,
  intake: WebhookIntake,
  log: Log,
): Promise<DeliveryOutcome> {
  if (!isPlainJson(request.headers)) return 'wrong-type'
  const announced = parseDeliveryHeaders(request.headers)
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
    const webhook = parseDeliveryBody(announced, { bytes: body.bytes, text })
    if (!webhook) return 'not-json'

    return await recordDelivery(webhook, at, { intake, log })
  } finally {
    body.free()
  }
}

async function recordDelivery(
  webhook: WebhookDelivery,
  at: number,
  { intake, log }: { readonly intake: WebhookIntake; readonly log: Log },
): Promise<DeliveryOutcome> {
  const { id, event, action, body } = webhook
  const type = action === null ? event : `${event}.${action}`
  try {
    const lane = intake.laneOf(webhook)
    const delivery = { source: 'github', id, lane, type, body, at }
    const outcome = await waitAtMost(intake.limits.storeMs, intake.store.storeDelivery(delivery))
    if (outcome === 'altered')
      log.error({ delivery: id, type }, 'A delivery id was used again with other content.')
    else log.info({ delivery: id, type, lane, outcome }, 'A delivery came in.')
    return outcome
  } catch (error) {
    log.error({ err: error, delivery: id, type }, 'A delivery could not be recorded.')
    return 'not-stored'
  }
}

/** It may be put on record later all the same: delivered again, it is a duplicate then. */
async function waitAtMost<T>(ms: number, work: Promise<T>): Promise<T> {
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
