import { addBlockers } from '../github-state/blockers.ts'
import { createRemote, type Perform } from '../github-state/effect-context.ts'
import { learnFrom } from '../github-state/learn-facts.ts'

/** §1.1: the plan, on the policy that the release is bound to. Making one changes nothing. */
export const makeReleasePlan: Perform<'make-plan'> = async (context, { key, main, selection }) => {
  const { deps, repo, release } = context
  const { about } = release.ledger
  const { planned, policy } = await deps.git.plan({
    at: await createRemote(context),
    version: about.version,
    main,
    policy: about.policy,
    selection,
    now: deps.now(),
    origins: repo.findPullRequestsOf,
    learn: learnFrom(repo, release.ledger),
  })
  return [{ type: 'PlanMade', at: deps.now(), answers: key, plan: await addBlockers(repo, policy, planned) }]
}
