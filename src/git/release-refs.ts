import { refProblem } from '../release/policy/names.ts'
import { versionIn } from '../release/tag-names.ts'

/** How the refs of a release are named: `policy.releaseBranch` and `policy.tagPattern`. */
export interface RefNames {
  /** `release/v{version}` */
  readonly branch: string
  /** `v{version}` */
  readonly tag: string
}

export type ReleaseRef = 'branch' | 'conflict-branch' | 'back-branch' | 'tag'

/**
 * Which ref of a release a whole ref name is; null for every other ref. Only these are ever written, here or on a
 * remote.
 */
export function releaseRefOf(ref: string, names: RefNames): ReleaseRef | null {
  const [, folder, name] = /^refs\/(heads|tags)\/(.+)$/s.exec(ref) ?? []
  if (name === undefined || refProblem(name) !== null) return null
  if (folder === 'tags') return versionIn(name, names.tag) === null ? null : 'tag'
  // First: a prerelease may be called anything, so that `release/v2.0.1-pick-12` is a version as well.
  if (isConflictBranch(name, names)) return 'conflict-branch'
  if (isBackBranch(name, names)) return 'back-branch'
  return versionIn(name, names.branch) === null ? null : 'branch'
}

/** `release/v2.0.1-pick-12`, or with the first ten digits of a commit: where the conflict of one pick is resolved (§1.2). */
function isConflictBranch(name: string, names: RefNames): boolean {
  const branch = /^(.+)-pick-(?:[1-9]\d{0,9}|[0-9a-f]{10})$/.exec(name)?.[1]
  return branch !== undefined && versionIn(branch, names.branch) !== null
}

/** `release/v2.0.1-to-main`: brings version and changelog of a release back to main. */
function isBackBranch(name: string, names: RefNames): boolean {
  const branch = /^(.+)-to-main$/.exec(name)?.[1]
  return branch !== undefined && versionIn(branch, names.branch) !== null
}
