import type { Fact, FactOf } from '../../release/lifecycle/commands.ts'
import { EFFECTS, type Effect } from '../../release/lifecycle/effects.ts'
import { listGoesBehind } from '../../release/lifecycle/rules/approvals.ts'
import { refuseRole } from '../../release/lifecycle/rules/roles.ts'
import { listTeams } from '../../release/lifecycle/terms.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import type { EffectContext } from '../github-state/effect-context.ts'
import { Later } from '../ports/retry-later.ts'

/** Whose goes these are, and where they are asked about. */
type ApprovalContext = Pick<EffectContext, 'deps' | 'repo' | 'events'> & { readonly release: OpenedRelease }

interface LostApprover {
  readonly person: Person
  readonly how: FactOf<'StandingLost'>['how']
}

/**
 * Asks GitHub once more about everyone whose go an effect stands on, right before what can't be taken back (law 6, threat
 * B4): a go counts as long as who gave it may give it. Empty where all may; else what the record is told, and the effect
 * is not done. The release is held, and the step can be tried again once the right is back.
 *
 * @throws {Later} where GitHub did not say: what is not known gives no right, and takes none (law 9)
 */
export async function findLostApprovers(
  context: ApprovalContext,
  { kind, key }: Pick<Effect, 'kind' | 'key'>,
): Promise<Fact[]> {
  const { standsOn, step } = EFFECTS[kind]
  const people = listGoesBehind(context.events, standsOn)
  const lost = people.length === 0 ? [] : await listLost(context, people)
  if (lost.length === 0 || step === null) return []

  const at = context.deps.now()
  const { version, tag } = context.release.ledger.about
  const logins = lost.map(({ person }) => person.login)
  return [
    ...lost.map(({ person, how }): Fact => ({ type: 'StandingLost', at, person, how })),
    {
      type: 'StepRefused',
      at,
      answers: key,
      reason: { code: 'approvers-lost', version, tag, step, logins },
    },
  ]
}

async function listLost(context: ApprovalContext, people: readonly Person[]): Promise<LostApprover[]> {
  const ids = await context.repo.findAccounts(people.map(({ login }) => login))
  const lost: LostApprover[] = []
  for (const person of people) {
    // A right is asked by the name, and a name that was given up may be somebody else's now.
    if (ids.get(person.login) !== person.id) lost.push({ person, how: 'account-renamed' })
    else if (await hasLostRole(context, person)) lost.push({ person, how: 'role-lost' })
  }
  return lost
}

const ASK_AGAIN = 30

/** @throws {Later} */
async function hasLostRole({ repo, release, deps }: ApprovalContext, person: Person): Promise<boolean> {
  const { terms } = release.ledger.about
  const standing = await repo.fetchAccess(person.login, listTeams(terms))
  const asker = { person, account: 'user', ...standing } as const
  // What is disclosed stands on goes of approvers, for the tag, and of the security team.
  const isSecurity = release.ledger.embargo !== null && refuseRole('security', asker, terms) === null
  const refusal = isSecurity ? null : refuseRole('approver', asker, terms)
  if (!refusal) return false
  if (standing.permission === 'unknown' || standing.teams === 'unknown')
    throw new Later(deps.now() + ASK_AGAIN, `GitHub didn't say whether ${person.login} may still approve.`)
  return true
}
