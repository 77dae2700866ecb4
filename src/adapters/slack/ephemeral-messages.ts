import { z } from 'zod'
import type { SlackMessage } from '../../messages/slack/format/blocks.ts'
import type { EphemeralTarget } from '../../runtime/ports/slack.ts'
import type { SlackAdapterOptions } from './adapter-options.ts'
import { type AskSlack, SLACK_API } from './call-slack.ts'
import { findReason } from './errors.ts'
import { createBody } from './messages.ts'

/** How one person alone is shown something. */
export type EphemeralMessages = (to: EphemeralTarget, message: SlackMessage) => Promise<void>

const NOTHING = z.object({})
const TIMEOUT_MS = 10_000
/** Where Slack cannot show it in the channel: to somebody who is not there, or where we are not. */
const NOT_THERE = ['user_not_in_channel', 'channel_not_found', 'not_in_channel', 'is_archived']

/**
 * Shows something to one person: by the address that Slack gave for it, as long as that takes it; else in the channel; else
 * as a direct message. What was sent and not answered is not sent in another way.
 */
export function openEphemeralMessages(
  ask: AskSlack,
  { apiUrl }: Pick<SlackAdapterOptions, 'apiUrl'>,
): EphemeralMessages {
  const origin = new URL(apiUrl ?? SLACK_API).origin
  return async (to, message) => {
    if (
      to.answerUrl !== null &&
      isSlacks(to.answerUrl, origin) &&
      (await respondByUrl(to.answerUrl, message))
    )
      return
    if (await showInChannel(ask, to, message)) return
    await ask({
      method: 'chat.postMessage',
      with: { channel: to.user, ...createBody(message) },
      reads: NOTHING,
    })
  }
}

/** An address of another host came from nobody who may name one (threat A7): it would have our words sent anywhere. */
function isSlacks(answerUrl: string, apiOrigin: string): boolean {
  if (!URL.canParse(answerUrl)) return false
  const { origin, username, password } = new URL(answerUrl)
  if (username !== '' || password !== '') return false
  return apiOrigin === new URL(SLACK_API).origin ? origin === 'https://hooks.slack.com' : origin === apiOrigin
}

/**
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 *
 * @returns false where the address does not count any more: half an hour, five answers
 */
async function respondByUrl(answerUrl: string, message: SlackMessage): Promise<boolean> {
  const response = await fetch(answerUrl, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...createBody(message) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await response.arrayBuffer()
  if (response.ok) return true
  if (response.status >= 500) throw new Error(`Slack answered an answer with ${response.status}.`)
  return false
}

async function showInChannel(
  ask: AskSlack,
  { channel, thread, user }: EphemeralTarget,
  message: SlackMessage,
): Promise<boolean> {
  if (channel === '') return false
  try {
    await ask({
      method: 'chat.postEphemeral',
      with: { channel, user, ...createBody(message), ...(thread === null ? {} : { thread_ts: thread }) },
      reads: NOTHING,
    })
    return true
  } catch (error) {
    if (NOT_THERE.includes(findReason(error) ?? '')) return false
    throw error
  }
}
