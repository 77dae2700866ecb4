import { createHash } from 'node:crypto'
import { RESTJSONErrorCodes, Routes, SnowflakeUtil } from 'discord.js'
import { z } from 'zod'
import { hasMarkInUrl } from '../../messages/discord/mark.ts'
import type { At, Posted } from '../../runtime/ports/chat.ts'
import type { Discord } from '../../runtime/ports/discord.ts'
import type { AskDiscord } from './calls.ts'
import { type ChannelDirectory, createChannels, fetchServers } from './channels.ts'
import { hasCode } from './errors.ts'
import { checkHealth } from './health.ts'
import { createPayload, POSTED, toPosted } from './payload.ts'
import { replyWith } from './reply.ts'

const ME = z.object({ id: z.string(), username: z.string() })
type BotUser = z.output<typeof ME>

const HISTORY = z.array(
  z.object({
    id: z.string(),
    channel_id: z.string(),
    author: z.object({ id: z.string() }),
    embeds: z.array(z.object({ url: z.string().nullish() })).default([]),
  }),
)

/** Discord gives no more on one page, and we look at no more than ten thousand. */
const PAGE = 100
const MOST_PAGES = 100
/** Characters of a nonce. */
const NONCE = 25

/** Discord as a bot sees it, by REST alone. */
export function createBot(ask: AskDiscord, now: () => number): Discord {
  const me = memoize(() => ask({ method: 'GET', route: Routes.user(), reads: ME }))
  const channels = createChannels({ ask, me, now })
  return {
    medium: 'discord',
    resolveChannel: async (name) => (await channels.find(name)).id,
    post: async ({ channel, thread }, message, mark) => {
      const reply = thread === null ? {} : { message_reference: { message_id: thread } }
      const nonce = { nonce: computeNonce(channel, mark), enforce_nonce: true }
      const body = { ...createPayload(message), ...reply, ...nonce }
      return toPosted(
        await ask({ method: 'POST', route: Routes.channelMessages(channel), body, reads: POSTED }),
      )
    },
    find: (to, mark, since) => find(ask, { to, mark, since, me }),
    edit: async ({ channel, id }, message) => {
      const route = Routes.channelMessage(channel, id)
      return wasThere(ask({ method: 'PATCH', route, body: createPayload(message), reads: z.unknown() }))
    },
    publish: (at) => publish(ask, channels, at),
    reply: replyWith(ask),
    health: () =>
      checkHealth(async () => {
        const { username } = await ask({ method: 'GET', route: Routes.user(), reads: ME })
        const servers = await fetchServers(ask)
        return `${username}, in ${servers.map(({ name }) => name).join(', ') || 'no server yet'}`
      }),
  }
}

/** Whether a message was still there to be changed. */
export async function wasThere(edit: Promise<unknown>): Promise<boolean> {
  try {
    await edit
    return true
  } catch (error) {
    if (hasCode(error, RESTJSONErrorCodes.UnknownMessage)) return false
    throw error
  }
}

interface Looking {
  readonly to: At
  readonly mark: string
  readonly since: number
  readonly me: () => Promise<BotUser>
}

/** From the oldest that may be it to the newest. */
async function find(ask: AskDiscord, { to: { channel }, mark, since, me }: Looking): Promise<Posted | null> {
  const { id: own } = await me()
  let after = computeFirstIdAt(since)
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = { limit: String(PAGE), after }
    const messages = await ask({
      ...{ method: 'GET', route: Routes.channelMessages(channel), query, reads: HISTORY },
    })
    const found = messages.find(
      ({ author, embeds }) => author.id === own && embeds.some(({ url }) => url && hasMarkInUrl(url, mark)),
    )
    if (found) return toPosted(found)
    if (messages.length < PAGE) return null
    after = messages.map(({ id }) => id).reduce((one, other) => (BigInt(one) > BigInt(other) ? one : other))
  }
  throw new Error('The Discord channel has too many messages to search.')
}

/** The id that a message of that second would have at least. */
function computeFirstIdAt(seconds: number): string {
  const timestamp = Math.max(Number(SnowflakeUtil.epoch), seconds * 1000)
  return String(SnowflakeUtil.generate({ timestamp, workerId: 0n, processId: 0n, increment: 0n }))
}

/** Discord takes a nonce of ours for the same message in whichever channel, so the channel is in it. */
function computeNonce(channel: string, mark: string): string {
  return createHash('sha256').update(`${channel} ${mark}`).digest('base64url').slice(0, NONCE)
}

async function publish(ask: AskDiscord, channels: ChannelDirectory, { channel, id }: Posted): Promise<void> {
  if (!(await channels.at(channel))?.isAnnouncing) return
  const route = Routes.channelMessageCrosspost(channel, id)
  try {
    await ask({ method: 'POST', route, reads: z.unknown() })
  } catch (error) {
    if (!hasCode(error, RESTJSONErrorCodes.ThisMessageWasAlreadyCrossposted)) throw error
  }
}

/** What never changes is asked for once; a failure is not remembered. */
function memoize<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = null
      throw error
    })
    return answer
  }
}
