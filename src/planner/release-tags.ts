import { isAncestor } from '../git/refs/ancestry.ts'
import type { FoundTag } from '../git/refs/tags.ts'
import {
  findSuspectedMarks,
  type ReleaseTags,
  readReleaseTags,
  type SuspectedMark,
} from '../release/release-tags.ts'
import type { Main } from './ground/main-branch.ts'
import type { Workspace } from './workspace/workspace.ts'

/** What the tags of a repository are read by. */
interface TagsAsked {
  readonly tags: readonly FoundTag[]
  /** The pattern of the policy; null where it states none. */
  readonly stated: string | null
  readonly product: string
  readonly main: Main
}

/** The tags that are releases, found by their names and, where a number is suspicious, by ancestry. */
export async function releaseTagsOf(
  { repository }: Pick<Workspace, 'repository'>,
  { tags, stated, product, main }: TagsAsked,
): Promise<ReleaseTags<FoundTag>> {
  const read = readReleaseTags(tags, { stated, product })
  const suspected = findSuspectedMarks(read.releases, read.tagPattern)
  const marks = new Set<string>()
  for (const one of suspected) if (await isMark(repository.gitDir, one, main)) marks.add(one.mark.name)
  if (marks.size === 0) return read
  const reason = { kind: 'development-mark', main: main.ref } as const
  return {
    ...read,
    releases: read.releases.filter(({ name }) => !marks.has(name)),
    passedOver: [...read.passedOver, ...[...marks].map((tag) => ({ tag, reason }))],
  }
}

/** It stands on main, and does not follow from any other version of its line. */
async function isMark(gitDir: string, { mark, others }: SuspectedMark, main: Main): Promise<boolean> {
  if (!(await isAncestor(gitDir, mark.commit, main.commit))) return false
  const last = others.at(-1)
  return last === undefined || !(await isAncestor(gitDir, last.commit, mark.commit))
}
