import type { LeftOfConflict } from '../../messages/github/conflict.ts'
import { nameOf } from '../../release/candidate.ts'
import { getBranchName, getPlan } from '../../release/lifecycle/view.ts'
import { Refused } from '../../release/refusal.ts'
import type { OpenScene } from '../effects/performing.ts'
import type { Undecided } from '../ports/git.ts'

/** A conflict that is looked at. */
export interface ConflictSeen {
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
export async function leftOfConflict(
  scene: OpenScene,
  { candidate, builtAt, base }: ConflictSeen,
  heads: readonly [...string[], string],
): Promise<LeftOfConflict> {
  const { hub, release, world } = scene
  const at = { url: await hub.gitUrl() }
  const marked = await world.git.markers({ at, base, head: heads[heads.length - 1] ?? base })
  const change = nameOf(candidate)
  const { commit, files, untold } = await undecidedIn(scene, { candidate, builtAt, heads })
  return {
    marked,
    undecided: files,
    untold,
    sides: { base: getBranchName(release.ledger.about), change, commit },
  }
}

/** Where the conflict is not to be had again as it was, nobody can tell: that holds, and says why (law 9). */
async function undecidedIn(
  { hub, release, world }: OpenScene,
  asked: Pick<ConflictSeen, 'candidate' | 'builtAt'> & { readonly heads: readonly string[] },
): Promise<Undecided & Pick<LeftOfConflict, 'untold'>> {
  const { ledger } = release
  const plan = getPlan(release)
  if (!plan) throw new Error(`${ledger.about.version} has a conflict and no plan`)
  const { version, policy } = ledger.about
  const { candidate, builtAt: head, heads } = asked
  const at = { url: await hub.gitUrl() }
  try {
    const found = await world.git.undecided({ at, version, policy, plan, candidate, head, heads })
    return { ...found, untold: null }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { commit: '', files: [], untold: error.refusal }
  }
}
