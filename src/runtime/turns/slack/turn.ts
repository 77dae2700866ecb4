import { answerMessage } from '../../../messages/slack/answer.ts'
import { DONE, type Performed } from '../../../store/tasks.ts'
import { giveWhisper } from '../../chats/whispering.ts'
import type { Member, Whisper } from '../../ports/slack.ts'
import type { SlackArrival } from '../../ports/slack-arrival.ts'
import type { World } from '../../world.ts'
import { commanded } from './command.ts'
import { showHome } from './home.ts'
import type { InSlack, Obeyed } from './obeyed.ts'
import { pressed } from './press.ts'

/**
 * Works what somebody did in Slack. What is decided, its effects and the answer are written in one transaction with the
 * mark that it was worked, so that the same press is one press. `key` is that of the delivery.
 */
export async function slackTurn(world: World, key: string, arrival: SlackArrival): Promise<Performed> {
  const { slack } = world.chats
  if (slack === null || arrival.workspace !== (await slack.workspace())) return DONE
  if (arrival.kind === 'home') {
    await showHome({ world, slack, arrival })
    return DONE
  }
  const obeyed = await obeying({ world, slack, arrival })
  const to = whisperTo(arrival)
  return {
    kind: 'done',
    write: async (unit) => {
      const message = await obeyed(unit)
      if (message) await giveWhisper(unit, { id: key, to, message }, world.now())
    },
  }
}

/** Where somebody is told what came of what they did. */
export function whisperTo(arrival: Exclude<SlackArrival, { kind: 'home' }>): Whisper {
  const { channel, user, answerUrl } = arrival
  return { channel, user, answerUrl, thread: arrival.kind === 'press' ? arrival.thread : null }
}

async function obeying(inSlack: InSlack): Promise<Obeyed> {
  const { world, slack, arrival } = inSlack
  const member = await slack.member(arrival.user)
  if (member.kind !== 'member') {
    world.log.warn({ user: arrival.user, kind: member.kind }, 'Somebody in Slack may not act here.')
    const outcome = { kind: 'refused', refusal: NO_MEMBER[member.kind] } as const
    return async () =>
      answerMessage({
        answers: [{ said: arrival.kind === 'command' ? `/release ${arrival.text}` : 'your press', outcome }],
      })
  }
  switch (arrival.kind) {
    case 'press':
      return pressed(world, arrival)
    case 'command':
      return commanded(inSlack, arrival)
    case 'home':
      throw new Error('The home is not obeyed.')
  }
}

/** Threat A7: only a full member of the workspace stands for a GitHub user. */
const NO_MEMBER: Readonly<
  Record<Exclude<Member['kind'], 'member'>, { readonly what: string; readonly next: string }>
> = {
  guest: { what: 'Guests of a workspace do not act in releases from Slack.', next: 'Say it on GitHub.' },
  stranger: {
    what: 'Members of other workspaces do not act in releases from Slack.',
    next: 'Say it on GitHub.',
  },
  bot: { what: 'No bot has a role in a release.', next: 'Have a person say it.' },
  gone: { what: 'Slack says that this account is switched off.', next: 'Say it on GitHub.' },
  unknown: {
    what: 'Slack did not say who you are, so nothing was done.',
    next: 'Try again in a minute, or say it on GitHub.',
  },
}
