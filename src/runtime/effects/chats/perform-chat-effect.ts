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
  const effect = parseEffect(task.payload)
  if (!isChannelEffect(effect)) throw new Error(`${effect.kind} isn't work of the topic messages`)
  const { channel } = effect
  if (deps.chats[channel.medium] === null) return TASK_DONE

  const id = task.source
  const { release, events } = await deps.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened')
    throw new Error(`${effect.kind} is to be done for ${id}, which has no events`)
  if (!mayHear(release).includes(channel.audience)) return TASK_DONE

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
  { deps, id }: ChatContext,
  { key }: ChannelEffect,
  error: unknown,
): readonly UpsertedMessage[] {
  if (!(error instanceof Unfit)) throw error
  deps.log.error(
    { release: id, effect: key, problem: error.message },
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
