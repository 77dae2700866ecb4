import { WebClient } from '@slack/web-api'
import type { z } from 'zod'
import type { SlackAdapterOptions } from './adapter-options.ts'
import { toSlackError } from './errors.ts'
import { createQuietLogger } from './logger.ts'
import type { Method } from './methods.ts'

/** One call of Slack's API. */
interface SlackCall<T> {
  readonly method: Method
  readonly with: Readonly<Record<string, unknown>>
  /** What is used of the answer. */
  readonly reads: z.ZodType<T>
}

/**
 * Asks Slack, once: a write whose answer was lost may have been made, and whoever asked has to look.
 *
 * @throws what troubles.ts makes of what went wrong
 */
export type AskSlack = <T>(wanted: SlackCall<T>) => Promise<T>

/** Slack takes a moment for a message with many blocks. */
const TIMEOUT_MS = 10_000

export const SLACK_API = 'https://slack.com/api/'

/** Opens Slack's API with the bot's token. */
export function openCaller(
  options: Pick<SlackAdapterOptions, 'botToken' | 'apiUrl' | 'log' | 'now'>,
): AskSlack {
  const { now } = options
  const client = new WebClient(options.botToken, createClientOptions(options))
  return async ({ method, with: given, reads }) => {
    const answer = await client.apiCall(method, { ...given }).catch((error: unknown) => {
      throw toSlackError({ method, error, at: now() })
    })
    const read = reads.safeParse(answer)
    if (read.success) return read.data
    throw new Error(`Slack answered ${method} with something else than it says it does.`, {
      cause: read.error,
    })
  }
}

/**
 * Of its own accord the client would send a message ten times in half an hour, each of which may arrive, and wait without
 * end for an answer (threat 0.6).
 */
export function createClientOptions({ apiUrl, log }: Pick<SlackAdapterOptions, 'apiUrl' | 'log'>) {
  return {
    slackApiUrl: apiUrl ?? SLACK_API,
    retryConfig: { retries: 0 },
    timeout: TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: createQuietLogger(log),
  }
}
