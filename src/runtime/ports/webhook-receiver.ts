import type { EmitterWebhookEvent } from '@octokit/webhooks'

/** Runs the handlers registered with `app.on` for a delivery. */
export interface WebhookReceiver {
  /** @throws what a handler threw, without the payload that Probot attaches to it */
  receive(event: EmitterWebhookEvent): Promise<void>
}
