import { splitVersion } from '../release/lines.ts'
import { findRefProblem } from '../release/policy/ref-names.ts'
import { parseTagVersion } from '../release/versions/tag-names.ts'

/** How the refs of a release are named: `policy.releaseBranch` and `policy.tagPattern`. */
export interface RefNames {
  /** `release/v{version}` */
  readonly branch: string
  /** `v{version}` */
  readonly tag: string
}

type ReleaseRef = 'branch' | 'conflict-branch' | 'back-branch' | 'pin-branch' | 'tag'

/**
 * Which ref of a release a whole ref name is; null for every other ref. Only these are ever written, here or on a
 * remote.
 */
export function parseReleaseRef(ref: string, names: RefNames): ReleaseRef | null {
  const [, folder, name] = /^refs\/(heads|tags)\/(.+)$/s.exec(ref) ?? []
  if (name === undefined || findRefProblem(name) !== null) return null
  if (folder === 'tags') return isOfPatch(name, names.tag) ? 'tag' : null
  // First: a prerelease may be called anything, so that `release/v2.0.1-pick-12` is a version as well.
  if (isConflictBranch(name, names)) return 'conflict-branch'
  if (isBackBranch(name, names)) return 'back-branch'
  if (isPinBranch(name, names)) return 'pin-branch'
  return isOfPatch(name, names.branch) ? 'branch' : null
}

/** A patch has at least three numbers: `release/v2.0` can be a stable branch, and is never ours to write. */
function isOfPatch(name: string, pattern: string): boolean {
  const version = parseTagVersion(name, pattern)
  return version !== null && splitVersion(version).length >= 3
}

/** `release/v2.0.1-pick-12`, or with the first ten digits of a commit: where the conflict of one pick is resolved (§1.2). */
function isConflictBranch(name: string, names: RefNames): boolean {
  const branch = /^(.+)-pick-(?:[1-9]\d{0,9}|[0-9a-f]{10})$/.exec(name)?.[1]
  return branch !== undefined && isOfPatch(branch, names.branch)
}

/** `release/v2.0.1-to-main`: brings version and changelog of a release back to main. */
function isBackBranch(name: string, names: RefNames): boolean {
  const branch = /^(.+)-to-main$/.exec(name)?.[1]
  return branch !== undefined && isOfPatch(branch, names.branch)
}

/** `release/v2.0.1-pin-rollback`: moves the pin of a GitOps repository to what production runs. */
function isPinBranch(name: string, names: RefNames): boolean {
  const branch = /^(.+)-pin-(?:rollout|rollback)$/.exec(name)?.[1]
  return branch !== undefined && isOfPatch(branch, names.branch)
}
