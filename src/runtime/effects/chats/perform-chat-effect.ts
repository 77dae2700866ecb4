import { withholdDetails, withholdEventDetails } from '../../../messages/security/withhold-details.ts'
import { type ChannelEffect, isChannelEffect } from '../../../release/lifecycle/effects.ts'
import { mayHear } from '../../../release/lifecycle/rules/channels.ts'
import { type Performed, TASK_DONE, type Task } from '../../../store/jobs/tasks.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { Unfit } from '../../ports/unfit.ts'
import { loadRelease, parseRepositoryId } from '../../record/execute-command.ts'
import { parseEffect } from '../parse-effect.ts'
import { announceInChannel } from './announce.ts'
import type { ChatContext } from './chat-context.ts'
import { MEDIUM_HANDLERS } from './media.ts'
import { drawQuestion, drawReleaseMessage, say } from './team-messages.ts'
import type { UpsertedMessage } from './upsert-message.ts'

/**
 * What works the effects of the topic `messages`. Who may hear of a release is asked once more where it leaves, whatever
 * put it to work (design, law 7). What has to be mended first, a channel above all, is tried again until it is.
 */
export async function performChatEffect(deps: RuntimeDependencies, task: Task): Promise<Performed> {
  const asked = parseEffect(task.payload)
  if (!isChannelEffect(asked)) throw new Error(`${asked.kind} isn't work of the topic messages`)
  const { channel } = asked
  if (deps.chats[channel.medium] === null) return TASK_DONE

  const id = task.source
  const loaded = await deps.store.transact((unit) => loadRelease(unit, id))
  if (loaded.release.status === 'unopened')
    throw new Error(`${asked.kind} is to be done for ${id}, which has no events`)
  const whole = { release: loaded.release, events: loaded.events }
  if (!mayHear(whole.release).includes(channel.audience)) return TASK_DONE
  const { release, events } = withholdDetails(whole, channel.audience)
  const effect: ChannelEffect =
    asked.kind === 'say'
      ? { ...asked, event: withholdEventDetails(asked.event, whole, channel.audience) }
      : asked

  const repo = await deps.github.openRepository(parseRepositoryId(id))
  const triedBefore = task.attempt > 1
  const context: ChatContext = { deps, repo, id, release, events, channel, triedBefore }
  const kept = await dispatchChatEffect(context, effect).catch((error: unknown) =>
    skipRefused(context, effect, error),
  )
  return {
    kind: 'done',
    write: async (unit) => {
      for (const { write } of kept) await write(unit)
    },
  }
}

/** What a chat does not take as it is would hold up all that comes after it (threat H5). */
function skipRefused(
  { deps, id, repo }: ChatContext,
  { key }: ChannelEffect,
  error: unknown,
): readonly UpsertedMessage[] {
  if (!(error instanceof Unfit)) throw error
  deps.log.error(
    { release: id, effect: key, problem: repo.isPublic ? error.message : error.name },
    'A chat refuses a message, so it is skipped.',
  )
  return []
}

async function dispatchChatEffect(
  context: ChatContext,
  effect: ChannelEffect,
): Promise<readonly UpsertedMessage[]> {
  if (effect.kind === 'announce') return announceInChannel(context, effect)
  const { openTeam } = MEDIUM_HANDLERS[context.channel.medium]
  const inTeam = openTeam && (await openTeam(context))
  if (!inTeam) return []
  switch (effect.kind) {
    case 'draw-card':
      return [await drawReleaseMessage(inTeam)]
    case 'draw-question':
      return drawQuestion(inTeam, effect)
    case 'say':
      return say(inTeam, effect)
  }
}
