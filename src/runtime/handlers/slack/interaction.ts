import { renderAnswerMessage } from '../../../messages/slack/answer.ts'
import { type Performed, TASK_DONE } from '../../../store/jobs/tasks.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { enqueueEphemeral } from '../../effects/chats/ephemeral-messages.ts'
import type { EphemeralTarget, Member } from '../../ports/slack.ts'
import type { SlackInteraction } from '../../ports/slack-interaction.ts'
import { handleButtonClick } from './button-click.ts'
import { showHome } from './home.ts'
import type { InteractionContext, InteractionResult } from './interaction-result.ts'
import { handleSlashCommand } from './slash-command.ts'

/**
 * Works what somebody did in Slack. What is decided, its effects and the answer are written in one transaction with the
 * mark that it was worked, so that the same press is one press. `key` is that of the delivery.
 */
export async function handleInteraction(
  deps: RuntimeDependencies,
  key: string,
  interaction: SlackInteraction,
): Promise<Performed> {
  const { slack } = deps.chats
  if (slack === null || interaction.workspace !== (await slack.fetchWorkspace())) return TASK_DONE
  if (interaction.kind === 'home') {
    await showHome({ deps, slack, interaction })
    return TASK_DONE
  }
  const result = await dispatchInteraction({ deps, slack, interaction })
  const to = createEphemeralTarget(interaction)
  return {
    kind: 'done',
    write: async (unit) => {
      const message = await result(unit)
      if (message) await enqueueEphemeral(unit, { id: key, to, message }, deps.now())
    },
  }
}

/** Where somebody is told what came of what they did. */
export function createEphemeralTarget(
  interaction: Exclude<SlackInteraction, { kind: 'home' }>,
): EphemeralTarget {
  const { channel, user, answerUrl } = interaction
  return { channel, user, answerUrl, thread: interaction.kind === 'press' ? interaction.thread : null }
}

async function dispatchInteraction(inSlack: InteractionContext): Promise<InteractionResult> {
  const { deps, slack, interaction } = inSlack
  const member = await slack.fetchMember(interaction.user)
  if (member.kind !== 'member') {
    deps.log.warn({ user: interaction.user, kind: member.kind }, "A Slack user isn't allowed to act here.")
    const outcome = { kind: 'refused', refusal: NO_MEMBER[member.kind] } as const
    return async () =>
      renderAnswerMessage({
        answers: [
          { said: interaction.kind === 'command' ? `/release ${interaction.text}` : 'your click', outcome },
        ],
      })
  }
  switch (interaction.kind) {
    case 'press':
      return handleButtonClick(deps, interaction)
    case 'command':
      return handleSlashCommand(inSlack, interaction)
    case 'home':
      throw new Error("The App's home has no buttons.")
  }
}

/** Threat A7: only a full member of the workspace stands for a GitHub user. */
const NO_MEMBER: Readonly<
  Record<Exclude<Member['kind'], 'member'>, { readonly what: string; readonly next: string }>
> = {
  guest: { what: "Guests can't act in releases from Slack.", next: 'Comment on GitHub.' },
  stranger: {
    what: "Members of other workspaces can't act in releases from Slack.",
    next: 'Comment on GitHub.',
  },
  bot: { what: "Bots can't act in a release.", next: 'Ask a person to do it.' },
  gone: { what: 'This Slack account is deactivated.', next: 'Comment on GitHub.' },
  unknown: {
    what: "Slack didn't say who you are, so nothing was done.",
    next: 'Try again in a minute, or comment on GitHub.',
  },
}
