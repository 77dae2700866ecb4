import type { CommitObject } from '../objects/commit-objects.ts'
import type { ConflictedPath } from './merge-answer.ts'
import { createPickedText } from './picked-message.ts'

/** The two sides of a merge, by the names that it was given. */
export interface MergeSides {
  readonly ours: string
  readonly theirs: string
}

/** Whether git put a file of one of the sides elsewhere, because something else stands in its place. */
export function isMovedAside({ path }: ConflictedPath, { ours, theirs }: MergeSides): boolean {
  return path.includes(`~${ours}`) || path.includes(`~${theirs}`)
}

/**
 * Where a folder stands in the place of a file, git puts the file beside it, named after its side (merge-ort.c,
 * `unique_path`). Our sides have ids for names; `git cherry-pick` calls them `HEAD` and `1234567 (the subject)`.
 *
 * @param label what `git cherry-pick` calls the commit that it picks
 */
export function renameAsPick(path: ConflictedPath, sides: MergeSides, label: string): ConflictedPath {
  const flat = label.replaceAll('/', '_')
  const named = path.path
    .replaceAll(`~${sides.ours}`, '~HEAD')
    .replaceAll(`~${sides.theirs}`, () => `~${flat}`)
  return { ...path, path: named }
}

/** `1234567 (the subject)`: sequencer.c, `get_message`. */
export function createPickLabel(abbreviated: string, commit: CommitObject): string {
  const [subject = ''] = createPickedText(commit, null).message.toString().split('\n', 1)
  return `${abbreviated} (${subject})`
}

/** The path that a file had before git put it aside; any other path as it is. */
export function getPathBeforeAside(path: string): string {
  return path.replace(/~(?:HEAD|[0-9a-f]{7,64}(?: \(.*\))?)(?:_\d+)?$/s, '')
}
