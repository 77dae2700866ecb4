import { CloudEvent, HTTP } from 'cloudevents'
import { createHttpClient } from '../../http-client/http-client.ts'
import { signWebhook } from '../../http-client/sign-webhook.ts'
import type { EventWebhook, WebhookEvent } from '../../runtime/ports/event-webhook.ts'

/** A server that hears of events. */
interface EventWebhookOptions {
  readonly name: string
  readonly url: string
  /** With what messages are signed (https://www.standardwebhooks.com). */
  readonly secret: string
  readonly events: readonly string[] | null
  readonly userAgent: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Opens a webhook: each event goes out as a CloudEvent in structured mode, signed anew at each attempt. */
export function openEventWebhook(options: EventWebhookOptions): EventWebhook {
  const { name, events, url, userAgent, secret, now } = options
  const client = createHttpClient({
    baseUrl: url,
    headers: { 'user-agent': userAgent, accept: 'application/json' },
    maxBytes: 64 * 1024,
  })
  return {
    name,
    events,
    send: async (event) => {
      const { type, body } = formatCloudEvent(event)
      const signed = signWebhook(secret, { id: event.id, at: Math.floor(now() / 1000), body })
      const begun = performance.now()
      const outcome = await client({
        method: 'POST',
        path: '',
        body,
        headers: { ...signed, 'content-type': type },
      })
      const tookMs = Math.round(performance.now() - begun)
      if (outcome.kind === 'failed') return { status: null, problem: outcome.detail, tookMs }
      const isTaken = outcome.status >= 200 && outcome.status < 300
      return { status: outcome.status, problem: isTaken ? null : `answered ${outcome.status}`, tookMs }
    },
  }
}

function formatCloudEvent({ id, type, source, subject, at, data }: WebhookEvent) {
  const { headers, body } = HTTP.structured(
    new CloudEvent({
      id,
      type: toEventType(type),
      source,
      subject,
      time: new Date(at * 1000).toISOString(),
      datacontenttype: 'application/json',
      data,
    }),
  )
  return {
    type: String(headers['content-type'] ?? 'application/cloudevents+json'),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

/** `dev.release-captain.release.step-passed` */
function toEventType(type: string): string {
  return `dev.release-captain.release.${type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`
}
