import { createHash } from 'node:crypto'
import type { Artifact } from '../../../release/lifecycle/state.ts'
import type { Policy } from '../../../release/policy.ts'
import { Refused } from '../../../release/refusal.ts'
import type { OpenEffectContext } from '../../github-state/effect-context.ts'
import type { GitHubRelease } from '../../ports/releases.ts'
import { listVerifiedFiles, SUMS } from './checksums.ts'

/** What was verified for a release, and the file of checksums that goes with it. */
export interface VerifiedFiles {
  readonly build: Policy['build']
  readonly version: string
  readonly artifacts: readonly Artifact[]
  readonly sums: string | null
}

/**
 * Compares every file of a GitHub release with what was verified, before it is shown to the world: whoever has write
 * access can put a file there, or replace one.
 *
 * @throws {Refused} naming each file that isn't what was verified under that name
 */
export async function refuseForeignFiles(
  { repo, release }: OpenEffectContext,
  { found, verified }: { readonly found: GitHubRelease; readonly verified: VerifiedFiles },
): Promise<void> {
  const expected = listExpected(verified)
  const foreign: string[] = []
  for (const { id, name, digest } of found.assets) {
    const wanted = expected.get(name)
    const is = wanted === undefined ? null : (digest ?? (await repo.computeAssetDigest(id)))
    if (wanted === undefined || wanted !== `sha256:${is}`) foreign.push(name)
  }
  if (foreign.length > 0) throw new Refused(createRefusal(foreign, release.ledger.about.tag, found))
}

function listExpected({ build, version, artifacts, sums }: VerifiedFiles): ReadonlyMap<string, string> {
  const files = new Map(listVerifiedFiles(build.artifacts, { version, artifacts }))
  if (sums !== null) files.set(SUMS, `sha256:${createHash('sha256').update(sums).digest('hex')}`)
  return files
}

function createRefusal(foreign: readonly string[], tag: string, { url }: GitHubRelease) {
  const names = foreign.map((name) => `\`${name}\``).join(', ')
  return {
    kind: 'rule',
    what: `The GitHub release of \`${tag}\` has files that aren't what was verified: ${names} (${url}).`,
    next: 'Find out who put them there and delete them, or name them in `build.artifacts`; then `/release retry publish`.',
  } as const
}
