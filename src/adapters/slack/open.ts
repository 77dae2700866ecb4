import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { ChatHealth } from '../../runtime/ports/chat.ts'
import { type Ask, openCaller } from './caller.ts'
import { openChannels } from './channels.ts'
import { askSelf, identityOf } from './identity.ts'
import { type Incoming, openIncoming } from './incoming/open.ts'
import { askMember } from './members.ts'
import { edit, find, permalink, post } from './messages.ts'
import type { SlackAdapter, SlackOptions } from './options.ts'
import { openWhispers } from './whisper.ts'

const NOTHING = z.object({})

/**
 * Slack, as a bot of one workspace knows it. Nothing is asked before it is needed, so that it opens while Slack is down; with
 * an app token the connection of Socket Mode is made, and made again, in the background.
 *
 * No call is repeated here. What Slack refuses for good is a `Refused`; what it wants later is a `Later`; a post whose
 * answer was lost is an Error, and may have been made.
 */
export async function openSlack(options: SlackOptions): Promise<SlackAdapter> {
  const { now, botToken, appToken, learnSecret } = options
  for (const secret of [botToken, appToken]) if (secret !== null) learnSecret(secret)
  const ask = openCaller(options)
  const identity = identityOf(ask)
  const whisper = openWhispers(ask, options)
  const incoming = openIncoming({ options, ask, identity, whisper })
  return {
    medium: 'slack',
    workspace: async () => (await identity()).workspace,
    channel: openChannels(ask, now),
    post: (to, message, mark) => post(ask, to, { message, mark }),
    find: async (to, mark, since) => find(ask, to, { mark, since, self: await identity() }),
    edit: (at, message) => edit(ask, at, message),
    permalink: (at) => permalink(ask, at),
    member: async (user) => askMember(ask, user, (await identity()).workspace),
    whisper,
    async showHome(user, view) {
      await ask({ method: 'views.publish', with: { user_id: user, view }, reads: NOTHING })
    },
    health: () => healthOf(ask, incoming),
    take: incoming.take,
    close: incoming.close,
  }
}

async function healthOf(ask: Ask, { socket }: Incoming): Promise<ChatHealth> {
  try {
    const { as } = await askSelf(ask)
    if (socket === null || socket.isConnected()) return { kind: 'well', as }
    return { kind: 'ill', refusal: notConnected() }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'ill', refusal: error.refusal }
    return { kind: 'ill', refusal: unreachable(error) }
  }
}

function notConnected() {
  return {
    kind: 'config',
    what: 'Slack answers, but its Socket Mode is not connected: nothing that people press or say arrives.',
    next: 'It is tried again by itself. Else see that SLACK_APP_TOKEN has the scope `connections:write`, and that Socket Mode is on.',
  } as const
}

function unreachable(error: unknown) {
  return {
    kind: 'repository',
    what: error instanceof Error ? error.message : 'Slack could not be asked.',
    next: 'Nothing is lost: what is to be said is said when Slack is back. See https://slack-status.com.',
  } as const
}
