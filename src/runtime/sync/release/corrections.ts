import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { PublishedRelease } from '../../../release/lifecycle/state.ts'
import { computeNotesDigest } from '../../effects/publication/draft-notes.ts'
import { isOwnRelease } from '../../effects/publication/github-release.ts'
import type { EffectContext } from '../../github-state/effect-context.ts'

/** What people made of the notes of a release that is out: the GitHub release is where they are corrected. */
export async function observeCorrections({
  repo,
  id,
  release,
  deps,
}: EffectContext & { readonly release: PublishedRelease }): Promise<readonly Fact[]> {
  const all = await repo.listReleases()
  const found = all.find((one) => !one.draft && isOwnRelease({ repo, id }, one))
  if (!found) return []

  const text = stripMark(found.body)
  if (text === release.release.text.trim()) return []
  return [{ type: 'ReleaseTextSeen', at: deps.now(), notes: computeNotesDigest(text), text }]
}

/** GitHub's editor writes lines its own way. */
function stripMark(body: string): string {
  return body
    .split(/\r\n|\n/)
    .filter((line) => !/^\s*<!-- release-captain:\S+ \S+ -->\s*$/.test(line))
    .join('\n')
    .trim()
}
