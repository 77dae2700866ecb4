import { isAncestor } from '../git/refs/ancestry.ts'
import { type LocalRepository, resolveCommit } from '../git/repository.ts'
import type { Tag } from '../release/lines.ts'
import { Refused } from '../release/refusal.ts'
import { parseTagVersion } from '../release/versions/tag-names.ts'

/**
 * Finds the releases that contain a commit (Security Release Checklist, "affected versions documented"): their versions, without
 * a `v`, and the whole id of the commit.
 *
 * @throws {Refused} where the commit isn't in the repository, or in no release
 */
export async function findReleasesWith(
  repository: LocalRepository,
  asking: { readonly commit: string; readonly tags: readonly Tag[]; readonly tagPattern: string },
): Promise<{ readonly commit: string; readonly versions: readonly string[] }> {
  const commit = await resolveCommit(repository, asking.commit)
  if (commit === null)
    throw new Refused({
      kind: 'repository',
      what: `The commit ${asking.commit}, which brought the fault, isn’t in this repository.`,
      next: 'Push or fetch it, or give the affected versions yourself.',
    })
  const versions: string[] = []
  for (const tag of asking.tags) {
    const version = parseTagVersion(tag.name, asking.tagPattern)
    if (version !== null && (await isAncestor(repository.gitDir, commit, tag.commit)))
      versions.push(version.replace(/^v/, ''))
  }
  if (versions.length > 0) return { commit, versions }
  throw new Refused({
    kind: 'rule',
    what: `No release contains the commit ${asking.commit}, which brought the fault.`,
    next: 'Name the commit that brought the fault into a release. If none did, no one has to be warned.',
  })
}
