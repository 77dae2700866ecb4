import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { EffectOf } from '../../../release/lifecycle/effects.ts'
import { getBranchName, getPlan } from '../../../release/lifecycle/view.ts'
import { Refused } from '../../../release/refusal.ts'
import { createRemote, type OpenEffectContext, type Perform } from '../../github-state/effect-context.ts'
import { observeTag } from '../../github-state/tag.ts'
import { findOwnBranchHead } from '../branch/build-branch.ts'
import { findLostApprovers } from '../lost-approvers.ts'

type PushTag = EffectOf<'push-tag'>

/**
 * §3.2: the signed tag, for ever. So before it everything that it stands on is asked once more: whether those who said
 * go may still do so, and whether the branch is what they said it to (law 6, threat B4).
 */
export const pushTag: Perform<'push-tag'> = async (context, effect) => {
  const { release } = context
  if (release.status !== 'open' || release.place.step !== 'tagging') return []

  const open = { ...context, release }
  const there = await observeTag(open)
  if (there.length > 0) return there
  const lost = await findLostApprovers(open, effect)
  if (lost.length > 0) return lost
  await refuseMoved(open, effect)
  await refuseMarkers(open, effect)
  return pushSignedTag(open, effect)
}

async function pushSignedTag(context: OpenEffectContext, { tag, commit }: PushTag): Promise<Fact[]> {
  const { deps, release } = context
  const { version, policy } = release.ledger.about
  await deps.git.tag({ at: await createRemote(context), version, policy, tag, commit })
  return [{ type: 'TagSeen', at: deps.now(), tag, commit, signature: 'as-required' }]
}

async function refuseMoved(context: OpenEffectContext, { commit, tag }: PushTag): Promise<void> {
  const head = await findOwnBranchHead(context, commit)
  if (head === commit) return

  const branch = getBranchName(context.release.ledger.about)
  const where = head === null ? 'is gone' : `is at \`${head.slice(0, 10)}\``
  throw new Refused({
    kind: 'rule',
    what: `\`${branch}\` ${where}, but the go for \`${tag}\` was for \`${commit.slice(0, 10)}\`.`,
    next: `Find out who moved it, and restore it to \`${commit.slice(0, 10)}\`.`,
  })
}

/** Whoever got round the check of a conflict: a commit with markers is in no released history. */
async function refuseMarkers(context: OpenEffectContext, { commit, tag }: PushTag): Promise<void> {
  const { deps, release } = context
  const plan = getPlan(release)
  if (!plan) throw new Error(`${tag} has no plan`)
  const asked = { at: await createRemote(context), base: plan.start?.commit ?? plan.base, head: commit }
  const [first] = await deps.git.findMarkerCommits(asked)
  if (first === undefined) return
  throw new Refused({
    kind: 'rule',
    what: `\`${first.slice(0, 10)}\` has conflict markers in it, and \`${tag}\` would release it with its history.`,
    next: 'Cancel this release with `/release abort because …` and cut it again: the branch is then built without that commit.',
  })
}
