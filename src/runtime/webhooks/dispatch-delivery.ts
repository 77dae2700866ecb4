import type { EmitterWebhookEvent } from '@octokit/webhooks'
import { z } from 'zod'
import type { WebhookReceiver } from '../ports/webhook-receiver.ts'
import { type CollectedReports, collectReports } from './collect-reports.ts'

/** A delivery as it was stored: its signature was verified, and no schema has seen it. */
interface StoredDelivery {
  /** `X-GitHub-Delivery` */
  readonly id: string
  /** `X-GitHub-Event`: `issue_comment` */
  readonly name: string
  readonly payload: unknown
}

/** Hands a delivery to the handlers registered for its event, and returns what they report. */
export async function dispatchDelivery(
  { receive }: WebhookReceiver,
  delivery: StoredDelivery,
): Promise<CollectedReports> {
  if (!isWebhookEvent(delivery)) return { reports: [], malformed: true }
  return collectReports(() => receive(delivery))
}

const RECEIVABLE = z.object({
  action: z.string().optional(),
  installation: z.object({ id: z.int().positive() }).nullish(),
})

/**
 * Checks what Probot reads before any handler does. What fails here would throw in Probot, and the delivery would be
 * retried for hours although it can never succeed.
 */
function isWebhookEvent(delivery: StoredDelivery): delivery is EmitterWebhookEvent {
  return RECEIVABLE.safeParse(delivery.payload).success
}
