import { z } from 'zod'
import type { SlackMessage } from '../../messages/slack/format/blocks.ts'
import type { At, Posted } from '../../runtime/ports/chat.ts'
import type { AskSlack } from './call-slack.ts'
import { findReason } from './errors.ts'
import type { SlackIdentity } from './identity.ts'

const EVENT_TYPE = 'release_captain'
const PAGE = 200

const POSTED = z.object({ channel: z.string(), ts: z.string() })
const PAGE_OF_MESSAGES = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      user: z.string().optional(),
      bot_id: z.string().optional(),
      // What others put there may have any shape.
      metadata: z.unknown().optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
})
const MARKED = z.object({ event_type: z.literal(EVENT_TYPE), event_payload: z.object({ mark: z.string() }) })
const LINK = z.object({ permalink: z.string() })
const NOTHING = z.object({})

/** The message as Slack takes it: nothing of it is made a link, a preview or a mention that we did not make so. */
export function createBody({ text, blocks }: SlackMessage) {
  return { text, blocks, parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false } as const
}

/** Posts under a mark, which stands in the message's metadata (https://docs.slack.dev/messaging/message-metadata). */
export async function postMessage(
  ask: AskSlack,
  { channel, thread }: At,
  { message, mark }: { readonly message: SlackMessage; readonly mark: string },
): Promise<Posted> {
  const posted = await ask({
    method: 'chat.postMessage',
    with: {
      channel,
      ...createBody(message),
      ...(thread === null ? {} : { thread_ts: thread }),
      metadata: { event_type: EVENT_TYPE, event_payload: { mark } },
    },
    reads: POSTED,
  })
  return { channel: posted.channel, id: posted.ts }
}

/** What is looked for: a message of ours, not older than `since`, in seconds since 1970. */
interface SoughtMessage {
  readonly mark: string
  readonly since: number
  readonly self: SlackIdentity
}

/** The message of ours with that mark. Others can put the same metadata into theirs: those do not count. */
export async function find(ask: AskSlack, at: At, sought: SoughtMessage): Promise<Posted | null> {
  try {
    return await findMessage(ask, at, sought)
  } catch (error) {
    // Somebody deleted what the thread began with, and all of it.
    if (findReason(error) === 'thread_not_found') return null
    throw error
  }
}

async function findMessage(
  ask: AskSlack,
  { channel, thread }: At,
  { mark, since, self }: SoughtMessage,
): Promise<Posted | null> {
  let cursor = ''
  do {
    const page = await ask({
      method: thread === null ? 'conversations.history' : 'conversations.replies',
      with: {
        channel,
        ...(thread === null ? {} : { ts: thread }),
        oldest: String(since),
        inclusive: true,
        include_all_metadata: true,
        limit: PAGE,
        ...(cursor === '' ? {} : { cursor }),
      },
      reads: PAGE_OF_MESSAGES,
    })
    const found = page.messages.find(
      (one) => (one.user === self.user || one.bot_id === self.bot) && readMark(one.metadata) === mark,
    )
    if (found) return { channel, id: found.ts }
    cursor = page.response_metadata?.next_cursor ?? ''
  } while (cursor !== '')
  return null
}

/** Slack keeps the metadata of a message whose text is changed. @returns false where somebody deleted it */
export async function editMessage(
  ask: AskSlack,
  { channel, id }: Posted,
  message: SlackMessage,
): Promise<boolean> {
  try {
    const { unfurl_links: _, unfurl_media: __, ...body } = createBody(message)
    await ask({ method: 'chat.update', with: { channel, ts: id, ...body }, reads: NOTHING })
    return true
  } catch (error) {
    if (findReason(error) === 'message_not_found') return false
    throw error
  }
}

/** The page of a message; null where Slack has none. */
export async function fetchPermalink(ask: AskSlack, { channel, id }: Posted): Promise<string | null> {
  try {
    const read = await ask({
      method: 'chat.getPermalink',
      with: { channel, message_ts: id },
      reads: LINK,
    })
    return read.permalink
  } catch (error) {
    if (findReason(error) === 'message_not_found') return null
    throw error
  }
}

function readMark(metadata: unknown): string | null {
  const read = MARKED.safeParse(metadata)
  return read.success ? read.data.event_payload.mark : null
}
