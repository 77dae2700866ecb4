import type { RehearsalProblem } from '../../../release/lifecycle/embargo/words.ts'
import { countMissingApprovals } from '../../../release/lifecycle/rules/approvals.ts'
import { getBranchName } from '../../../release/lifecycle/view.ts'
import { Refused } from '../../../release/refusal.ts'
import { judgeAdvisory, openPublicRepository } from '../../github-state/advisory.ts'
import type { OpenEffectContext, Perform } from '../../github-state/effect-context.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { listOtherLines } from './other-lines.ts'

/** Tries everything of a disclosure but to publish, and says what would stop it. It writes nothing anywhere. */
export const rehearseDisclosure: Perform<'rehearse-disclosure'> = async (context, { key }) => {
  const { deps, release } = context
  const { embargo } = release.ledger
  if (release.status !== 'open' || !embargo) return []
  const open = { ...context, release }
  const repo = await openPublicRepository(deps, embargo).catch((error: unknown) => {
    if (error instanceof Refused) return null
    throw error
  })
  const problems: RehearsalProblem[] = [
    ...(repo === null ? ['repository-unreachable' as const] : await findPublicProblems(open, repo)),
    ...(await findOwnProblems(open)),
  ]
  return [{ type: 'RehearsalFinished', at: deps.now(), answers: key, problems }]
}

async function findPublicProblems(
  { release }: OpenEffectContext,
  repo: GitHubRepository,
): Promise<RehearsalProblem[]> {
  const { about, embargo } = release.ledger
  const found = embargo?.advisory ? await repo.findAdvisory(embargo.advisory) : null
  const advisory = found && embargo && judgeAdvisory(found, embargo)
  return [
    ...((await repo.findBranch(getBranchName(about))) === null ? [] : ['branch-taken' as const]),
    ...((await repo.tag(about.tag)) === null ? [] : ['tag-taken' as const]),
    ...(advisory ? [] : ['advisory-unreadable' as const]),
    ...(advisory?.state === 'published' ? ['advisory-published' as const] : []),
    ...(advisory && advisory.lacks.length > 0 ? ['advisory-incomplete' as const] : []),
  ]
}

async function findOwnProblems(context: OpenEffectContext): Promise<RehearsalProblem[]> {
  const { release, repo } = context
  const { ledger, place } = release
  const isAsking = place.step === 'asking-to-publish'
  const isApproved = isAsking && countMissingApprovals(ledger, place.question, 'publish') === 0
  const others = await listOtherLines(context)
  const isEachReady = others.every(
    (one) => one.status === 'published' || ['asking-to-publish', 'publishing'].includes(one.place.step),
  )
  return [
    ...((await repo.tag(ledger.about.tag)) === null ? ['tag-missing' as const] : []),
    ...(isApproved ? [] : ['approvals-missing' as const]),
    ...(isEachReady ? [] : ['other-line-not-ready' as const]),
  ]
}
