import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { EffectOf } from '../../../release/lifecycle/effects.ts'
import { refuseRole } from '../../../release/lifecycle/rules/roles.ts'
import type { PlaceAt } from '../../../release/lifecycle/state.ts'
import { listTeams } from '../../../release/lifecycle/terms.ts'
import { getBranchName } from '../../../release/lifecycle/view.ts'
import type { Person } from '../../../release/lifecycle/who.ts'
import { Refused } from '../../../release/refusal.ts'
import { createRemote, type OpenEffectContext, type Perform } from '../../github-state/effect-context.ts'
import { observeTag } from '../../github-state/tag.ts'
import { Later } from '../../ports/retry-later.ts'
import { findOwnBranchHead } from '../branch/build-branch.ts'

type PushTag = EffectOf<'push-tag'>

/**
 * §3.2: the signed tag, for ever. So before it everything that it stands on is asked once more: whether those who said
 * go may still do so, and whether the branch is what they said it to (law 6, threat B4).
 */
export const pushTag: Perform<'push-tag'> = async (context, effect) => {
  const { release } = context
  if (release.status !== 'open' || release.place.step !== 'tagging') return []

  const open = { ...context, release }
  const there = await observeTag(open)
  if (there.length > 0) return there
  const lost = await listLostApprovers(open, release.place)
  if (lost.length > 0) return withdrawTag(open, effect, lost)
  await refuseMoved(open, effect)
  return pushSignedTag(open, effect)
}

async function pushSignedTag(context: OpenEffectContext, { tag, commit }: PushTag): Promise<Fact[]> {
  const { deps, release } = context
  const { version, policy } = release.ledger.about
  await deps.git.tag({ at: await createRemote(context), version, policy, tag, commit })
  return [{ type: 'TagSeen', at: deps.now(), tag, commit, signature: 'as-required' }]
}

interface LostApprover {
  readonly person: Person
  readonly because: string
}

async function listLostApprovers(
  context: OpenEffectContext,
  place: PlaceAt<'tagging'>,
): Promise<LostApprover[]> {
  const { repo } = context
  const people = place.tagApprovals
  if (people.length === 0) return []

  const ids = await repo.findAccounts(people.map(({ login }) => login))
  const lost: LostApprover[] = []
  for (const person of people) {
    const because = ids.get(person.login) === person.id ? await explainLost(context, person) : RENAMED
    if (because !== null) lost.push({ person, because })
  }
  return lost
}

/** A right is asked by the name, and a name that was given up may be somebody else's now. */
const RENAMED = 'the account no longer has that name.'
const ASK_AGAIN = 30

/** @throws {Later} where GitHub did not say: what is not known gives no right, and takes none (law 9) */
async function explainLost(
  { repo, release, deps }: OpenEffectContext,
  person: Person,
): Promise<string | null> {
  const { terms } = release.ledger.about
  const standing = await repo.fetchAccess(person.login, listTeams(terms))
  const refusal = refuseRole('approver', { person, account: 'user', ...standing }, terms)
  if (!refusal) return null
  if (standing.permission === 'unknown' || standing.teams === 'unknown')
    throw new Later(deps.now() + ASK_AGAIN, `GitHub didn't say whether ${person.login} may still approve.`)
  return refusal.what
}

/** The release is held, and the step can be tried again once the right is back. */
function withdrawTag(
  { deps }: OpenEffectContext,
  { key, tag }: PushTag,
  lost: readonly LostApprover[],
): Fact[] {
  const at = deps.now()
  const names = lost.map(({ person }) => person.login).join(', ')
  return [
    ...lost.map(({ person, because }): Fact => ({ type: 'StandingLost', at, person, because })),
    {
      type: 'StepRefused',
      at,
      answers: key,
      what: `\`${tag}\` isn't pushed: ${names} approved it, but is no longer an approver.`,
      next: 'Restore the permission, then run `/release resume` and `/release retry tag`. Or cancel the release with `/release abort because …`.',
    },
  ]
}

async function refuseMoved(context: OpenEffectContext, { commit, tag }: PushTag): Promise<void> {
  const head = await findOwnBranchHead(context, commit)
  if (head === commit) return

  const branch = getBranchName(context.release.ledger.about)
  const where = head === null ? 'is gone' : `is at \`${head.slice(0, 10)}\``
  throw new Refused({
    kind: 'rule',
    what: `\`${branch}\` ${where}, but the go for \`${tag}\` was for \`${commit.slice(0, 10)}\`.`,
    next: `Find out who moved it, and restore it to \`${commit.slice(0, 10)}\`.`,
  })
}
