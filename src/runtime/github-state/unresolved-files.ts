import type { UnresolvedConflict } from '../../messages/github/pull-requests/conflict.ts'
import { formatCandidateName } from '../../release/changes/candidate.ts'
import { getBranchName, getPlan } from '../../release/lifecycle/view.ts'
import { Refused } from '../../release/refusal.ts'
import type { UnresolvedFiles } from '../ports/git-conflicts.ts'
import type { OpenEffectContext } from './effect-context.ts'

/** A conflict that is looked at. */
export interface ConflictState {
  readonly candidate: string
  /** The release branch as it was built, which the conflict was made on. */
  readonly builtAt: string
  /** The release branch's head as the record has it. */
  readonly base: string
}

/**
 * What of a conflict nobody resolved yet. Markers count where the conflict is to be merged, or was; a decision about a
 * file without any wherever somebody made it.
 *
 * @param heads what people made of it; the last is where markers are looked for
 */
export async function findUnresolved(
  context: OpenEffectContext,
  { candidate, builtAt, base }: ConflictState,
  heads: readonly [...string[], string],
): Promise<UnresolvedConflict> {
  const { repo, release, deps } = context
  const at = { url: await repo.createGitUrl() }
  const marked = await deps.git.findMarkers({ at, base, head: heads[heads.length - 1] ?? base })
  const change = formatCandidateName(candidate)
  const { commit, files, untold } = await findUnresolvedIn(context, { candidate, builtAt, heads })
  return {
    marked,
    undecided: files,
    untold,
    sides: { base: getBranchName(release.ledger.about), change, commit },
  }
}

/** Where the conflict is not to be had again as it was, nobody can tell: that holds, and says why (law 9). */
async function findUnresolvedIn(
  { repo, release, deps }: OpenEffectContext,
  asked: Pick<ConflictState, 'candidate' | 'builtAt'> & { readonly heads: readonly string[] },
): Promise<UnresolvedFiles & Pick<UnresolvedConflict, 'untold'>> {
  const { ledger } = release
  const plan = getPlan(release)
  if (!plan) throw new Error(`${ledger.about.version} has a conflict and no plan`)
  const { version, policy } = ledger.about
  const { candidate, builtAt: head, heads } = asked
  const at = { url: await repo.createGitUrl() }
  try {
    const found = await deps.git.findUnresolved({
      ...{ at, version, policy, plan, candidate, head, heads },
      origins: repo.findPullRequestsOf,
    })
    return { ...found, untold: null }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { commit: '', files: [], untold: error.refusal }
  }
}
