import { refProblem } from '../release/policy/names.ts'
import { versionIn } from '../release/tag-names.ts'

/** How the refs of a release are named: `policy.releaseBranch` and `policy.tagPattern`. */
export interface RefNames {
  /** `release/v{version}` */
  readonly branch: string
  /** `v{version}` */
  readonly tag: string
}

export type ReleaseRef = 'branch' | 'tag'

/**
 * Which ref of a release a whole ref name is; null for every other ref. Only these are ever written, here or on a
 * remote.
 */
export function releaseRefOf(ref: string, names: RefNames): ReleaseRef | null {
  const [, folder, name] = /^refs\/(heads|tags)\/(.+)$/s.exec(ref) ?? []
  if (name === undefined || refProblem(name) !== null) return null
  if (folder === 'heads') return versionIn(name, names.branch) === null ? null : 'branch'
  return versionIn(name, names.tag) === null ? null : 'tag'
}
