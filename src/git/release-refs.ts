import { versionIn } from '../release/tag-names.ts'

/** How the refs of a release are named: `policy.releaseBranch` and `policy.tagPattern`. */
export interface RefNames {
  /** `release/v{version}` */
  readonly branch: string
  /** `v{version}` */
  readonly tag: string
}

export type ReleaseRef = 'branch' | 'tag'

/** What git allows, less whatever could mean something to a shell, an option parser or a rev parser. */
const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9_+@-]|[./](?![./]))*$/

/**
 * Which ref of a release a whole ref name is; null for every other ref. Only these are ever written, here or on a
 * remote.
 */
export function releaseRefOf(ref: string, names: RefNames): ReleaseRef | null {
  if (!PLAIN.test(ref) || ref.endsWith('.lock') || ref.includes('.lock/')) return null
  if (ref.startsWith('refs/heads/')) {
    return versionIn(ref.slice('refs/heads/'.length), names.branch) === null ? null : 'branch'
  }
  if (ref.startsWith('refs/tags/')) {
    return versionIn(ref.slice('refs/tags/'.length), names.tag) === null ? null : 'tag'
  }
  return null
}
