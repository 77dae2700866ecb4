import { z } from 'zod'
import { Problem } from '../../github/http/problem.ts'
import type { MessageAt } from '../../slack/deeds.ts'
import type { SandboxSlack } from '../../slack/open.ts'
import type { Heard } from '../../slack/sending.ts'
import { type Deed, deed, type Turn } from './deed.ts'

const channel = z.string()

/** What people do in Slack. Whether they may is for the App to say, which asks GitHub; here it needs no role. */
export const CHAT_DEEDS = {
  'slack-say': deed({
    needs: 'none',
    takes: z.object({ channel, text: z.string().trim().min(1, 'Say something.').max(4000) }),
    does: async (turn, { text, ...given }) => {
      heard(await slackOf(turn, given.channel).says(turn.me.login, given.channel, text))
    },
  }),
  'slack-press': deed({
    needs: 'none',
    takes: z.object({ channel, message: z.string(), button: z.string() }),
    does: async (turn, { message: id, button, ...given }) => {
      const slack = slackOf(turn, given.channel)
      if (!hasButton(slack, { channel: given.channel, id }, button))
        throw new Problem(409, 'The message has no such button any more: it was changed meanwhile.')
      heard(await slack.press(turn.me.login, { channel: given.channel, id }, button))
    },
  }),
  'slack-submit': deed({
    needs: 'none',
    takes: z.object({ values: z.record(z.string(), z.string().max(3000)) }),
    does: async (turn, { values }) => {
      const slack = slackOf(turn)
      if (!slack.modal(turn.me.login)) throw new Problem(409, 'The form is closed.')
      await slack.submits(turn.me.login, values)
    },
  }),
  'slack-leave': deed({
    needs: 'none',
    takes: z.object({}),
    does: async (turn) => slackOf(turn).leaves(turn.me.login),
  }),
  'slack-home': deed({
    needs: 'none',
    takes: z.object({}),
    does: async (turn) => {
      heard(await slackOf(turn).opensHome(turn.me.login))
    },
  }),
} satisfies Readonly<Record<string, Deed>>

/** @throws {Problem} where there is no Slack, or not that channel for them */
function slackOf({ scenery, me }: Turn, inChannel?: string): SandboxSlack {
  const { slack } = scenery.chats ?? {}
  if (!slack) throw new Problem(404, 'There is no Slack beside this GitHub.')
  if (inChannel === undefined) return slack
  const found = slack.channels().find(({ id }) => id === inChannel)
  const isFor = found && (found.members === null || found.members.includes(me.login))
  if (!isFor) throw new Problem(403, `There is no such channel for ${me.login}.`)
  return slack
}

/** Slack shows by itself where an App did not answer well; that nobody answers at all is said here too. */
function heard(answer: Heard): void {
  if (answer.kind === 'silent') throw new Problem(424, 'The App did not answer Slack within three seconds.')
}

function hasButton(slack: SandboxSlack, at: MessageAt, button: string): boolean {
  const message = slack.messages(at.channel).find(({ id }) => id === at.id)
  const buttons = message?.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
  return buttons?.some(({ action_id }) => action_id === button) ?? false
}
