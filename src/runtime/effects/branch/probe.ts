import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { OpenRelease } from '../../../release/lifecycle/state.ts'
import { checkFacts } from '../../github-state/checks.ts'
import type { Perform } from '../../github-state/effect-context.ts'

/**
 * Has a commit of the release branch tested by itself: a branch that stands on it starts the same workflows as the
 * release branch (§1.2 “Re-run tests after each pick”, §2.1). The branch is for this alone, so it is moved at will.
 * A commit on which the release branch stood, and was tested, is not tested a second time.
 */
export const pushProbe: Perform<'push-probe'> = async (context, { branch, head }) => {
  const { repo, release } = context
  if (release.status !== 'open' || release.ledger.probes.at(-1) !== head) return []
  const seen = await checkFacts(context, head)
  if (isTested(release, seen)) return seen

  await repo.putBranch(branch, head)
  return []
}

function isTested({ ledger }: OpenRelease, seen: readonly Fact[]): boolean {
  const wanted = ledger.bisect ? [ledger.bisect] : ledger.about.terms.tests
  return wanted.every(({ check, app }) =>
    seen.some(
      (fact) =>
        fact.type === 'CheckSeen' &&
        fact.check === check &&
        fact.app === app &&
        fact.conclusion === 'success',
    ),
  )
}

/** Puts the branch away when nothing more is tested by itself. */
export const dropProbe: Perform<'drop-probe'> = async ({ repo }, { branch }) => {
  await repo.deleteBranch(branch)
  return []
}
