import type { Fact } from '../../release/lifecycle/commands.ts'
import type { EffectOf } from '../../release/lifecycle/effects.ts'
import { refusedRole } from '../../release/lifecycle/roles.ts'
import type { PlaceAt } from '../../release/lifecycle/state.ts'
import { getBranchName } from '../../release/lifecycle/view.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import { Refused } from '../../release/refusal.ts'
import { tagSeen } from '../observing/tag.ts'
import { teamsOf } from '../opening.ts'
import { Later } from '../ports/later.ts'
import { branchHead } from './branch.ts'
import { type OpenScene, type Perform, remoteOf } from './performing.ts'

type PushTag = EffectOf<'push-tag'>

/**
 * §3.2: the signed tag, for ever. So before it everything that it stands on is asked once more: whether those who said
 * go may still do so, and whether the branch is what they said it to (law 6, threat B4).
 */
export const pushTag: Perform<'push-tag'> = async (scene, effect) => {
  const { release } = scene
  if (release.status !== 'open' || release.place.step !== 'tagging') return []

  const open = { ...scene, release }
  const there = await tagSeen(open)
  if (there.length > 0) return there
  const lost = await lostStandings(open, release.place)
  if (lost.length > 0) return withdrawn(open, effect, lost)
  await refuseMoved(open, effect)
  return pushed(open, effect)
}

async function pushed(scene: OpenScene, { tag, commit }: PushTag): Promise<Fact[]> {
  const { world, release } = scene
  const { version, policy } = release.ledger.about
  await world.git.tag({ at: await remoteOf(scene), version, policy, tag, commit })
  return [{ type: 'TagSeen', at: world.now(), tag, commit, signature: 'as-required' }]
}

interface Lost {
  readonly person: Person
  readonly because: string
}

async function lostStandings(scene: OpenScene, place: PlaceAt<'tagging'>): Promise<Lost[]> {
  const { hub } = scene
  const people = place.tagApprovals
  if (people.length === 0) return []

  const ids = await hub.accounts(people.map(({ login }) => login))
  const lost: Lost[] = []
  for (const person of people) {
    const because = ids.get(person.login) === person.id ? await whyLost(scene, person) : RENAMED
    if (because !== null) lost.push({ person, because })
  }
  return lost
}

/** A right is asked by the name, and a name that was given up may be somebody else's now. */
const RENAMED = 'the account does not have that name any more.'
const ASK_AGAIN = 30

/** @throws {Later} where GitHub did not say: what is not known gives no right, and takes none (law 9) */
async function whyLost({ hub, release, world }: OpenScene, person: Person): Promise<string | null> {
  const { terms } = release.ledger.about
  const standing = await hub.standing(person.login, teamsOf(terms))
  const refusal = refusedRole('approver', { person, account: 'user', ...standing }, terms)
  if (!refusal) return null
  if (standing.permission === 'unknown' || standing.teams === 'unknown')
    throw new Later(world.now() + ASK_AGAIN, `GitHub did not say whether ${person.login} may still approve.`)
  return refusal.what
}

/** The release is held, and the step can be tried again once the right is back. */
function withdrawn({ world }: OpenScene, { key, tag }: PushTag, lost: readonly Lost[]): Fact[] {
  const at = world.now()
  const names = lost.map(({ person }) => person.login).join(', ')
  return [
    ...lost.map(({ person, because }): Fact => ({ type: 'StandingLost', at, person, because })),
    {
      type: 'StepRefused',
      at,
      answers: key,
      what: `\`${tag}\` is not pushed: ${names} said go for it and may not any more.`,
      next: 'Have the right given back, then say `/release resume` and `/release retry tag`; or end it with `/release abort because …`.',
    },
  ]
}

async function refuseMoved(scene: OpenScene, { commit, tag }: PushTag): Promise<void> {
  const head = await branchHead(scene, commit)
  if (head === commit) return

  const branch = getBranchName(scene.release.ledger.about)
  const where = head === null ? 'is gone' : `is at \`${head.slice(0, 10)}\``
  throw new Refused({
    kind: 'rule',
    what: `\`${branch}\` ${where}, and the go for \`${tag}\` was for \`${commit.slice(0, 10)}\`.`,
    next: `Find out who moved it, and put it back to \`${commit.slice(0, 10)}\`.`,
  })
}
