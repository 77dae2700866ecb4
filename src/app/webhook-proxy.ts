import type { Log } from '../logging/log.ts'

/** A connection to a smee channel. */
export interface WebhookProxy {
  close(): Promise<void>
}

interface ProxyOptions {
  /** The channel: `https://smee.io/…` */
  readonly source: string
  /** Our own endpoint. */
  readonly target: string
  readonly log: Log
}

/**
 * Fetches deliveries from a smee channel and posts them to our own endpoint, which checks their signatures as always. For
 * a developer's machine, which GitHub can't reach. smee-client is loaded only here.
 */
export async function openWebhookProxy({ source, target, log }: ProxyOptions): Promise<WebhookProxy> {
  const { SmeeClient } = await import('smee-client')
  const client = new SmeeClient({ source, target, logger: toLogger(log) })
  // The App starts whether the channel answers or not; smee-client goes on trying.
  client.start().catch((error: unknown) => {
    log.error({ err: error }, "Can't reach the webhook proxy. Check WEBHOOK_PROXY_URL.")
  })
  return { close: () => client.stop() }
}

/** smee-client logs where it posts to and the status of the answer. */
function toLogger(log: Log) {
  return {
    info: (said: unknown) => log.debug({ said: String(said) }, 'The webhook proxy reports:'),
    error: (said: unknown) => log.warn({ said: String(said) }, 'The webhook proxy failed.'),
  }
}
