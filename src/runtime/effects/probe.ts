import type { Perform } from './performing.ts'

/**
 * Has a commit of the release branch tested by itself: a branch that stands on it starts the same workflows as the
 * release branch (§1.2 “Re-run tests after each pick”, §2.1). The branch is for this alone, so it is moved at will.
 */
export const pushProbe: Perform<'push-probe'> = async ({ hub, release }, { branch, head }) => {
  const isWanted = release.status === 'open' && release.ledger.probes.at(-1) === head
  if (isWanted) await hub.putBranch(branch, head)
  return []
}

/** Puts the branch away when nothing more is tested by itself. */
export const dropProbe: Perform<'drop-probe'> = async ({ hub }, { branch }) => {
  await hub.deleteBranch(branch)
  return []
}
