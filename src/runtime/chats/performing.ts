import type { Medium } from '../../release/audience.ts'
import { type ChannelEffect, isChannelEffect } from '../../release/lifecycle/effects.ts'
import { mayHear } from '../../release/lifecycle/hearing.ts'
import { DONE, type Performed, type Task } from '../../store/tasks.ts'
import { readEffect } from '../effects/read-effect.ts'
import { Unfit } from '../ports/unfit.ts'
import { loadRelease, repositoryOf } from '../record.ts'
import type { World } from '../world.ts'
import { announce } from './announcing.ts'
import type { Kept } from './keeping.ts'
import type { ChatScene, TeamScene } from './scene.ts'
import { drawCard, drawQuestion, say } from './team.ts'

/**
 * What works the effects of the topic `messages`. Who may hear of a release is asked once more where it leaves, whatever
 * put it to work (design, law 7). What has to be mended first, a channel above all, is tried again until it is.
 */
export async function performChatEffect(world: World, task: Task): Promise<Performed> {
  const effect = readEffect(task.payload)
  if (!isChannelEffect(effect)) throw new Error(`${effect.kind} is no work of the topic messages`)
  const { channel } = effect
  if (world.chats[channel.medium] === null) return DONE

  const id = task.source
  const { release, events } = await world.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened')
    throw new Error(`${effect.kind} is to be done for ${id}, which has no events`)
  if (!mayHear(release).includes(channel.audience)) return DONE

  const hub = await world.github.hub(repositoryOf(id))
  const triedBefore = task.attempt > 1
  const scene: ChatScene = { world, hub, id, release, events, channel, triedBefore }
  const kept = await keptOf(scene, effect).catch((error: unknown) => passedOver(scene, effect, error))
  return {
    kind: 'done',
    write: async (unit) => {
      for (const { write } of kept) await write(unit)
    },
  }
}

/** What a chat does not take as it is would hold up all that comes after it (threat H5). */
function passedOver({ world, id }: ChatScene, { key }: ChannelEffect, error: unknown): readonly Kept[] {
  if (!(error instanceof Unfit)) throw error
  world.log.error(
    { release: id, effect: key, problem: error.message },
    'A chat does not take a message, and it is left out.',
  )
  return []
}

async function keptOf(scene: ChatScene, effect: ChannelEffect): Promise<readonly Kept[]> {
  if (effect.kind === 'announce') return announce(scene, effect)
  const open = TEAM_SCENES[scene.channel.medium]
  const inTeam = open && (await open(scene))
  if (!inTeam) return []
  switch (effect.kind) {
    case 'draw-card':
      return [await drawCard(inTeam)]
    case 'draw-question':
      return drawQuestion(inTeam, effect)
    case 'say':
      return say(inTeam, effect)
  }
}

/** Where a release has a message of its own, with its questions and news: null for a medium without threads. */
const TEAM_SCENES: Readonly<Record<Medium, ((scene: ChatScene) => Promise<TeamScene | null>) | null>> = {
  slack: slackScene,
  discord: null,
}

async function slackScene(scene: ChatScene): Promise<TeamScene | null> {
  const { slack } = scene.world.chats
  return slack && { ...scene, slack, place: await slack.channel(scene.channel.name) }
}
