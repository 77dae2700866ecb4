import { findLabel } from '../../../release/eligibility/labels.ts'
import { parseBranch } from '../../../release/line-branch.ts'
import { toLine } from '../../../release/lines.ts'
import { stripVersionPrefix } from '../../../release/version-form.ts'
import { createRemote, type OpenEffectContext } from '../../github-state/effect-context.ts'
import type { PullRequest } from '../../ports/github.ts'

/** Gives the pull request of a conflict the labels, reviewers and milestone of its original, as far as the policy says so. */
export async function addOriginalTriage(
  context: OpenEffectContext,
  { number }: PullRequest,
  { candidate }: { readonly candidate: string },
): Promise<void> {
  const { repo, release, deps } = context
  const { about } = release.ledger
  const policy = await deps.git.policy({ at: await createRemote(context), pin: about.policy })
  const copied = new Set(policy.picks.copyToConflicts)
  if (copied.size === 0 || !candidate.startsWith('#')) return

  const original = await repo.findTriage(Number(candidate.slice(1)))
  if (!original) return
  const nominating = [
    ...policy.candidates.labels,
    ...policy.line.labels.map((label) => parseBranch(label, toLine(stripVersionPrefix(about.version)))),
  ]
  // The pull request of a conflict is no candidate itself.
  const labels = original.labels.filter((label) => findLabel([label], nominating) === undefined)
  await repo.addTriage(number, {
    labels: copied.has('labels') ? labels : [],
    reviewers: copied.has('reviewers') ? original.reviewers : [],
    milestone: copied.has('milestone') ? original.milestone : null,
  })
}
