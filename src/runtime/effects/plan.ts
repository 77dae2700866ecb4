import { addBlockers } from '../github-state/blockers.ts'
import { createRemote, type Perform } from '../github-state/effect-context.ts'
import { learnFrom } from '../github-state/learn-facts.ts'
import { readRolledBackContent } from '../record/rollbacks.ts'

/** §1.1: the plan, on the policy that the release is bound to. Making one changes nothing. */
export const makeReleasePlan: Perform<'make-plan'> = async (context, { key, main, selection }) => {
  const { deps, repo, release } = context
  const { about } = release.ledger
  const content = await deps.store.transact((unit) => readRolledBackContent(unit, repo.ref.id))
  const { planned, policy } = await deps.git.plan({
    at: await createRemote(context),
    version: about.version,
    main,
    policy: about.policy,
    selection,
    // What was rolled back since is told by the next look at the candidates: a plan has the base of its release.
    rolledBack: { ...content, tags: about.passedOver ?? [] },
    now: deps.now(),
    origins: repo.findPullRequestsOf,
    learn: learnFrom(repo, release.ledger),
  })
  return [{ type: 'PlanMade', at: deps.now(), answers: key, plan: await addBlockers(repo, policy, planned) }]
}
