import { getHead, getPlan } from '../../../release/lifecycle/view.ts'
import { createRemote, type EffectContext, type Perform } from '../../github-state/effect-context.ts'
import { learnFrom } from '../../github-state/learn-facts.ts'
import type { OutsideQuery } from '../../ports/git.ts'

/** §1.1: what came onto the release branch another way is judged as a pick is, by what GitHub and the record know. */
export const judgeCommits: Perform<'judge-commits'> = async (context) => {
  const { deps, repo, release } = context
  const plan = getPlan(release)
  // Where the branch is by now, so that nothing is judged that is gone.
  const head = getHead(release)
  if (release.status !== 'open' || plan === null || head === null) return []
  const ours = await listOwnCommits(context)
  if (ours === null) return []
  const { version, policy } = release.ledger.about
  const commits = await deps.git.judgeOutside({
    at: await createRemote(context),
    version,
    policy,
    plan,
    head,
    ...ours,
    origins: repo.findPullRequestsOf,
    learn: learnFrom(repo, release.ledger),
    now: deps.now(),
  })
  return [{ type: 'OutsideCommitsJudged', at: deps.now(), head, commits }]
}

type OwnCommits = Pick<OutsideQuery, 'builtAt' | 'own' | 'except' | 'merges'>

/** What we pushed since the branch was built, and what resolved its conflicts. */
async function listOwnCommits({ repo, events }: EffectContext): Promise<OwnCommits | null> {
  const at = events.findLastIndex(({ type }) => type === 'BranchPushed')
  const built = events[at]
  if (built?.type !== 'BranchPushed') return null
  const [own, except, merges]: [string[], string[], string[]] = [[], [], []]
  for (const event of events.slice(at + 1)) {
    if (event.type === 'Bumped' || (event.type === 'PickResolved' && !event.foreign)) except.push(event.head)
    const pull = event.type === 'ConflictShown' ? await repo.findPullRequest(event.pullRequest) : null
    if (pull?.state !== 'merged') continue
    own.push(pull.head.sha)
    if (pull.mergeCommit !== null) merges.push(pull.mergeCommit)
  }
  return { builtAt: built.head, own, except, merges }
}
