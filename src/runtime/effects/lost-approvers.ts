import type { Fact } from '../../release/lifecycle/commands.ts'
import { EFFECTS, type Effect } from '../../release/lifecycle/effects.ts'
import { listGoesBehind } from '../../release/lifecycle/rules/approvals.ts'
import { refuseRole } from '../../release/lifecycle/rules/roles.ts'
import { listTeams } from '../../release/lifecycle/terms.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import type { OpenEffectContext } from '../github-state/effect-context.ts'
import { Later } from '../ports/retry-later.ts'

interface LostApprover {
  readonly person: Person
  readonly because: string
}

/**
 * Asks GitHub once more about everyone whose go an effect stands on, right before what can't be taken back (law 6, threat
 * B4): a go counts as long as who gave it may give it. Empty where all may; else what the record is told, and the effect
 * is not done. The release is held, and the step can be tried again once the right is back.
 *
 * @throws {Later} where GitHub did not say: what is not known gives no right, and takes none (law 9)
 */
export async function findLostApprovers(
  context: OpenEffectContext,
  { kind, key }: Pick<Effect, 'kind' | 'key'>,
): Promise<Fact[]> {
  const { standsOn, step } = EFFECTS[kind]
  const people = listGoesBehind(context.events, standsOn)
  const lost = people.length === 0 ? [] : await listLost(context, people)
  if (lost.length === 0 || step === null) return []

  const at = context.deps.now()
  const { version, tag } = context.release.ledger.about
  const names = lost.map(({ person }) => person.login).join(', ')
  const what = step === 'tag' ? `\`${tag}\` isn't pushed` : `${version} goes no further`
  return [
    ...lost.map(({ person, because }): Fact => ({ type: 'StandingLost', at, person, because })),
    {
      type: 'StepRefused',
      at,
      answers: key,
      what: `${what}: ${names} approved it, but is no longer an approver.`,
      next: `Restore the permission, then run \`/release resume\` and \`/release retry ${step}\`. Or cancel the release with \`/release abort because …\`.`,
    },
  ]
}

async function listLost(context: OpenEffectContext, people: readonly Person[]): Promise<LostApprover[]> {
  const ids = await context.repo.findAccounts(people.map(({ login }) => login))
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

/** @throws {Later} */
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
