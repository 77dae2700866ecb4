import { notOpenedText } from '../../messages/github/closing.ts'
import type { AskedOf } from '../../release/lifecycle/commands.ts'
import { decide } from '../../release/lifecycle/decide.ts'
import type { EventOf } from '../../release/lifecycle/events.ts'
import { DONE, type Performed } from '../../store/tasks.ts'
import { openCommand } from '../opening.ts'
import { Later } from '../ports/later.ts'
import { loadRelease, releaseId, tell } from '../record.ts'
import { commentOnce } from './comments.ts'
import type { EffectOf, Scene } from './performing.ts'

type OpenRelease = EffectOf<'open-release'>

/**
 * Pre-release Versions: opens the release that was asked for from this one, with its picks, in the name of who asked.
 * One that is there was opened by us, or by somebody who was quicker: then there is nothing to do.
 */
export async function openFollower(scene: Scene, effect: OpenRelease): Promise<Performed> {
  const { world, hub } = scene
  const follower = releaseId(hub.ref.id, effect.version)
  const now = await world.store.transact((unit) => loadRelease(unit, follower))
  const asked = scene.events.findLast((event) => asksFor(event, effect.version))
  if (now.release.status === 'open' || !asked) return DONE

  const command = await commandOf(scene, asked, effect)
  const decision = decide(now.release, command)
  if (decision.kind === 'refused') {
    const { permission, teams } = command.asker
    if (permission === 'unknown' || teams === 'unknown')
      throw new Later(
        world.now() + ASK_AGAIN,
        `GitHub did not say what ${command.asker.person.login} may do.`,
      )
    await sayNo(scene, effect, decision.refusal)
    return DONE
  }
  return {
    kind: 'done',
    write: async (unit) => {
      await tell(unit, follower, command)
    },
  }
}

/** Seconds. */
const ASK_AGAIN = 30

type Asking = EventOf<'PrereleaseRequested' | 'PromotionRequested'>

function asksFor(event: Scene['events'][number], version: string): event is Asking {
  const asks = event.type === 'PrereleaseRequested' || event.type === 'PromotionRequested'
  return asks && event.version === version
}

async function commandOf(
  { world, hub, release }: Scene,
  { by, at }: Asking,
  { version, picks }: OpenRelease,
): Promise<AskedOf<'Open'>> {
  if (by.kind !== 'person') throw new Error(`${version} was asked for by nobody`)
  const { track, emergency } = release.ledger.about
  return openCommand({
    hub,
    git: world.git,
    asker: { person: by.person, account: 'user' },
    version,
    at,
    goal: { kind: 'cut', expects: null },
    track,
    emergency,
    selection: { kind: 'exactly', take: picks },
  })
}

async function sayNo(
  { hub, release }: Scene,
  { key, version }: OpenRelease,
  refusal: Parameters<typeof notOpenedText>[1],
): Promise<void> {
  const { issue } = release.ledger.shown
  if (issue !== null)
    await commentOnce(hub, issue, { kind: 'told', id: key, text: notOpenedText(version, refusal) })
}
