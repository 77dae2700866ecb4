import { openPublicRepository } from '../../github-state/advisory.ts'
import { createRemote, type Perform } from '../../github-state/effect-context.ts'
import { Later } from '../../ports/retry-later.ts'
import { findLostApprovers } from '../lost-approvers.ts'
import { listOtherLines } from './other-lines.ts'

/** So often it is looked whether the other lines are ready, in seconds. */
const LOOK_AGAIN = 5

/**
 * The first step of a disclosure: branch and tag go to the public repository in one push, once every line of the advisory is
 * ready. What is there already is kept, so that it may be done again after a crash.
 */
export const discloseCode: Perform<'disclose-code'> = async (context, effect) => {
  const { deps, release } = context
  const { embargo } = release.ledger
  if (release.status !== 'open' || release.place.step !== 'publishing' || !embargo) return []
  const open = { ...context, release }
  const due = embargo.disclosing?.dueAt ?? Number.POSITIVE_INFINITY
  if (deps.now() < due) throw new Later(due, 'The agreed time of the disclosure has not come.')
  const lost = await findLostApprovers(open, effect)
  if (lost.length > 0) return lost
  const others = await listOtherLines(open)
  if (others.some((one) => one.status === 'open' && one.place.step !== 'publishing'))
    throw new Later(deps.now() + LOOK_AGAIN, 'Another line of the advisory is not ready.')

  const { branch, tag, commit, key } = effect
  const to = await createRemote({ repo: await openPublicRepository(deps, embargo) })
  const { policy } = release.ledger.about
  await deps.git.disclose({ at: await createRemote(context), to, policy, branch, tag, commit })
  return [{ type: 'CodeDisclosed', at: deps.now(), answers: key }]
}
