import { explainReadError, IF_NOTHING_IS_FOUND } from '../../git/candidates/range-refusals.ts'
import { MissingObject, NOT_THERE } from '../../git/objects/object-store.ts'
import { findTellingLine } from '../../git/remotes/remote-failure.ts'
import type { LocalRepository } from '../../git/repository.ts'
import { GitError } from '../../git/run-git.ts'
import { Refused } from '../../release/refusal.ts'

/**
 * Says what a person can do about a failure of the machine or of the repository's objects; hands on whatever else
 * went wrong. Until a build is installed nothing of the repository has been changed.
 *
 * @param repository the one that was worked on, where it could be opened
 */
export function explainFailure(error: unknown, repository: LocalRepository | null): unknown {
  if (error instanceof Refused) return error
  if (isFull(error)) return new Refused(refuseDiskFull())
  if (!(error instanceof MissingObject)) return explainReadError(error)
  return new Refused(repository?.partial ? refuseNotFetched(error) : refuseMissingObject(error), error)
}

function isFull(error: unknown): boolean {
  if (error instanceof GitError) return /No space left on device|Disk quota exceeded/i.test(error.stderr)
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

function refuseDiskFull() {
  return {
    kind: 'repository',
    what: 'The disk is full. No branch, tag or file of the repository was changed.',
    next: 'Make room (the cache folder can be deleted, `release-captain doctor` names it), then run this again.',
  } as const
}

function refuseNotFetched({ sha }: MissingObject) {
  return {
    kind: 'repository',
    what: `This is a partial clone (\`--filter\`), and object ${sha.slice(0, 12)} was left out of it. Release Captain doesn't fetch objects on its own.`,
    next: 'Run `git fetch --refetch --no-filter` to get all objects.',
  } as const
}

/** `git cat-file` ends at an object that it cannot read, and goes on past one that is not there. */
function refuseMissingObject({ sha, why }: MissingObject) {
  const isThere = why !== NOT_THERE
  return {
    kind: 'repository',
    what: `Object ${sha.slice(0, 12)} of this repository is ${isThere ? `damaged: ${findTellingLine(why)}` : 'missing'}. The repository is as it was.`,
    next: isThere
      ? `Run \`git fsck --full\` to see what is damaged, and fetch it again from a complete clone. ${IF_NOTHING_IS_FOUND}`
      : 'Run `git fetch --refetch --no-filter` to get all objects again. `git fsck --full` shows what is still missing.',
  } as const
}
