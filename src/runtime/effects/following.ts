import { notOpenedText } from '../../messages/github/closing.ts'
import type { AskedOf, PersonCommand } from '../../release/lifecycle/commands.ts'
import { decide } from '../../release/lifecycle/decide.ts'
import type { Decision } from '../../release/lifecycle/decision.ts'
import type { EffectOf } from '../../release/lifecycle/effects.ts'
import type { EventOf } from '../../release/lifecycle/events.ts'
import { evolve } from '../../release/lifecycle/evolve.ts'
import { exactly, selectionOf } from '../../release/lifecycle/selection.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import { getPlan, hasPicks } from '../../release/lifecycle/view.ts'
import { canonicalJson } from '../../release/policy/canonical.ts'
import { DONE, type Performed } from '../../store/tasks.ts'
import { openCommand } from '../opening.ts'
import { Later } from '../ports/later.ts'
import { loadRelease, releaseId, tell } from '../record.ts'
import { commentOnce } from './comments.ts'
import type { Scene } from './performing.ts'

type OpenRelease = EffectOf<'open-release'>

/**
 * Pre-release Versions: opens the release that was asked for from this one, with its picks, in the name of who asked.
 * A stable version that is on its way with other picks is begun anew with these: they are what was tried.
 */
export async function openFollower(scene: Scene, effect: OpenRelease): Promise<Performed> {
  const { world, hub } = scene
  const follower = releaseId(hub.ref.id, effect.version)
  const { release } = await world.store.transact((unit) => loadRelease(unit, follower))
  const asked = scene.events.findLast((event) => asksFor(event, effect.version))
  if (!asked || isThere(release, asked)) return DONE

  const command = await commandOf(scene, asked, effect)
  const commands = release.status === 'open' ? [abortFor(scene, command), command] : [command]
  const decision = decideAll(release, commands)
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
      for (const one of commands) await tell(unit, follower, one)
    },
  }
}

/** Opened by us, by somebody who was quicker, or with these picks already on a branch of its own; or about to be out. */
function isThere(release: Release, { type, picks }: Asking): boolean {
  if (release.status !== 'open') return false
  if (type === 'PrereleaseRequested') return true
  if (selectionOf(release.place) === null) return true
  const plan = hasPicks(release) ? getPlan(release) : null
  return plan !== null && canonicalJson(exactly(plan).take) === canonicalJson(picks)
}

function abortFor({ release }: Scene, { at, asker }: AskedOf<'Open'>): AskedOf<'Abort'> {
  const because = `It is begun anew with the picks of ${release.ledger.about.version}.`
  return { type: 'Abort', at, asker, because }
}

/** Each on what the one before it led to; the first no counts. */
function decideAll(release: Release, commands: readonly PersonCommand[]): Decision {
  let state = release
  let last: Decision = { kind: 'accepted', events: [] }
  for (const command of commands) {
    last = decide(state, command)
    if (last.kind === 'refused') return last
    state = last.events.reduce(evolve, state)
  }
  return last
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
