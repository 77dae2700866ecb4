import { z } from 'zod'
import type { DiscordChannel } from '../../../discord/open.ts'
import { ApiProblem } from '../../../github/http/problem.ts'
import type { MessageAt } from '../../../slack/actions.ts'
import type { SandboxSlack } from '../../../slack/open.ts'
import type { SlackAnswer } from '../../../slack/sending.ts'
import { type ActionCall, defineAction, type PageAction } from './action.ts'

const channel = z.string()

/** What people do in Slack and Discord. Whether they may is for the App to say; here it needs no role. */
export const CHAT_ACTIONS = {
  'slack-say': defineAction({
    needs: 'none',
    takes: z.object({ channel, text: z.string().trim().min(1, 'Say something.').max(4000) }),
    run: async (call, { text, ...given }) => {
      checkHeard(await requireSlack(call, given.channel).says(call.me.login, given.channel, text))
    },
  }),
  'slack-press': defineAction({
    needs: 'none',
    takes: z.object({ channel, message: z.string(), button: z.string() }),
    run: async (call, { message: id, button, ...given }) => {
      const slack = requireSlack(call, given.channel)
      if (!hasButton(slack, { channel: given.channel, id }, button))
        throw new ApiProblem(409, 'The message no longer has this button, because it was changed.')
      checkHeard(await slack.press(call.me.login, { channel: given.channel, id }, button))
    },
  }),
  'slack-submit': defineAction({
    needs: 'none',
    takes: z.object({ values: z.record(z.string(), z.string().max(3000)) }),
    run: async (call, { values }) => {
      const slack = requireSlack(call)
      if (!slack.modal(call.me.login)) throw new ApiProblem(409, 'The form is closed.')
      await slack.submits(call.me.login, values)
    },
  }),
  'slack-leave': defineAction({
    needs: 'none',
    takes: z.object({}),
    run: async (call) => requireSlack(call).leaves(call.me.login),
  }),
  'slack-home': defineAction({
    needs: 'none',
    takes: z.object({}),
    run: async (call) => {
      checkHeard(await requireSlack(call).opensHome(call.me.login))
    },
  }),
  'discord-say': defineAction({
    needs: 'none',
    takes: z.object({ channel, text: z.string().trim().min(1, 'Say something.').max(2000) }),
    run: async (call, { text, ...given }) => {
      const at = findDiscordChannel(call, given.channel)
      if (!text.startsWith('/')) at.says(call.me.login, text)
      else await sayCommand(at, call.me.login, text)
    },
  }),
} satisfies Readonly<Record<string, PageAction>>

/** @throws {ApiProblem} where there is no Discord, or not that channel */
function findDiscordChannel({ context }: ActionCall, id: string): DiscordChannel {
  const discord = context.chats?.discord
  const found = discord?.channels().find((one) => one.id === id)
  if (!discord || !found) throw new ApiProblem(404, 'There is no such channel in Discord.')
  return discord.channel(found.name)
}

async function sayCommand(at: DiscordChannel, login: string, typed: string): Promise<void> {
  const heard = await at.saysCommand(login, typed).catch((error: unknown) => {
    throw new ApiProblem(400, error instanceof Error ? error.message : 'Discord refuses that.')
  })
  if (heard === 'silent') throw new ApiProblem(424, 'The App did not answer Discord within three seconds.')
}

/** @throws {ApiProblem} where there is no Slack, or not that channel for them */
function requireSlack({ context, me }: ActionCall, inChannel?: string): SandboxSlack {
  const { slack } = context.chats ?? {}
  if (!slack) throw new ApiProblem(404, 'This sandbox has no Slack.')
  if (inChannel === undefined) return slack
  const found = slack.channels().find(({ id }) => id === inChannel)
  const isFor = found && (found.members === null || found.members.includes(me.login))
  if (!isFor) throw new ApiProblem(403, `There is no such channel for ${me.login}.`)
  return slack
}

/** Slack shows by itself where an App did not answer well; that no one answers at all is said here too. */
function checkHeard(answer: SlackAnswer): void {
  if (answer.kind === 'silent')
    throw new ApiProblem(424, 'The App did not answer Slack within three seconds.')
}

function hasButton(slack: SandboxSlack, at: MessageAt, button: string): boolean {
  const message = slack.messages(at.channel).find(({ id }) => id === at.id)
  const buttons = message?.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
  return buttons?.some(({ action_id }) => action_id === button) ?? false
}
