import { hasMark } from '../../messages/github/mark.ts'
import type { Fact } from '../../release/lifecycle/commands.ts'
import type { PublishedRelease } from '../../release/lifecycle/state.ts'
import { notesDigest } from '../effects/notes.ts'
import type { Scene } from '../effects/performing.ts'
import { RELEASE_MARK } from '../effects/publication.ts'

/** What people made of the notes of a release that is out: the GitHub release is where they are corrected. */
export async function corrections({
  hub,
  id,
  release,
  world,
}: Scene & { readonly release: PublishedRelease }): Promise<readonly Fact[]> {
  const all = await hub.releases()
  const found = all.find(({ body, draft }) => !draft && hasMark(body, RELEASE_MARK, id))
  if (!found) return []

  const text = unmarked(found.body)
  if (text === release.release.text.trim()) return []
  return [{ type: 'ReleaseTextSeen', at: world.now(), notes: notesDigest(text), text }]
}

/** GitHub's editor writes lines its own way. */
function unmarked(body: string): string {
  return body
    .split(/\r\n|\n/)
    .filter((line) => !/^\s*<!-- release-captain:\S+ \S+ -->\s*$/.test(line))
    .join('\n')
    .trim()
}
