import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { ChatHealth } from '../../runtime/ports/chat.ts'
import type { SlackAdapter, SlackAdapterOptions } from './adapter-options.ts'
import { type AskSlack, openCaller } from './call-slack.ts'
import { openChannels } from './channels.ts'
import { openEphemeralMessages } from './ephemeral-messages.ts'
import { askSelf, createIdentityReader } from './identity.ts'
import { type Incoming, openIncoming } from './incoming/open.ts'
import { askMember } from './members.ts'
import { editMessage, fetchPermalink, find, postMessage } from './messages.ts'

const NOTHING = z.object({})

/**
 * Slack, as a bot of one workspace knows it. Nothing is asked before it is needed, so that it opens while Slack is down; with
 * an app token the connection of Socket Mode is made, and made again, in the background.
 *
 * No call is repeated here. What Slack refuses for good is a `Refused`; what it wants later is a `Later`; a post whose
 * answer was lost is an Error, and may have been made.
 */
export async function openSlack(options: SlackAdapterOptions): Promise<SlackAdapter> {
  const { now, botToken, appToken, learnSecret } = options
  for (const secret of [botToken, appToken]) if (secret !== null) learnSecret(secret)
  const ask = openCaller(options)
  const identity = createIdentityReader(ask)
  const ephemeral = openEphemeralMessages(ask, options)
  const incoming = openIncoming({ options, ask, fetchIdentity: identity, sendEphemeral: ephemeral })
  return {
    medium: 'slack',
    fetchWorkspace: async () => (await identity()).workspace,
    resolveChannel: openChannels(ask, now),
    post: (to, message, mark) => postMessage(ask, to, { message, mark }),
    find: async (to, mark, since) => find(ask, to, { mark, since, self: await identity() }),
    edit: (at, message) => editMessage(ask, at, message),
    fetchPermalink: (at) => fetchPermalink(ask, at),
    fetchMember: async (user) => askMember(ask, user, (await identity()).workspace),
    sendEphemeral: ephemeral,
    async showHome(user, view) {
      await ask({ method: 'views.publish', with: { user_id: user, view }, reads: NOTHING })
    },
    health: () => checkHealth(ask, incoming),
    take: incoming.take,
    close: incoming.close,
  }
}

async function checkHealth(ask: AskSlack, { socket }: Incoming): Promise<ChatHealth> {
  try {
    const { as } = await askSelf(ask)
    if (socket === null || socket.isConnected()) return { kind: 'well', as }
    return { kind: 'ill', refusal: refuseNotConnected() }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'ill', refusal: error.refusal }
    return { kind: 'ill', refusal: refuseUnreachable(error) }
  }
}

function refuseNotConnected() {
  return {
    kind: 'config',
    what: "Slack answers, but Socket Mode isn't connected: button clicks and commands don't arrive.",
    next: "Release Captain reconnects automatically. If that doesn't help, check that SLACK_APP_TOKEN has the scope `connections:write`, and that Socket Mode is on.",
  } as const
}

function refuseUnreachable(error: unknown) {
  return {
    kind: 'repository',
    what: error instanceof Error ? error.message : "Slack can't be reached.",
    next: 'Nothing is lost: messages wait until Slack is back. See https://slack-status.com.',
  } as const
}
