import type { CommitObject } from '../objects/commit-objects.ts'
import { decodePath } from '../objects/trees/path-bytes.ts'
import type { ConflictedPath } from './merge-answer.ts'
import { readSubject } from './picked-message.ts'

/** The two sides of a merge, by the names that it was given. */
export interface MergeSides {
  readonly ours: string
  readonly theirs: string
}

/** Whether git put a file of one of the sides elsewhere, because something else stands in its place. */
export function isMovedAside({ path }: ConflictedPath, { ours, theirs }: MergeSides): boolean {
  return path.includes(`~${ours}`) || path.includes(`~${theirs}`)
}

interface PickNames {
  readonly sides: MergeSides
  /** What `git cherry-pick` calls the commit that it picks. */
  readonly label: string
  /** Whether one of the merge's trees has something there. */
  readonly isTaken: (path: string) => Promise<boolean>
}

/**
 * Where a folder stands in the place of a file, git puts the file beside it, named after its side (merge-ort.c,
 * `unique_path`), with a number where that name is taken. Our sides have ids for names; `git cherry-pick` calls them
 * `HEAD` and `1234567 (the subject)`.
 */
export async function renameAsPick(
  paths: readonly ConflictedPath[],
  names: PickNames,
): Promise<readonly ConflictedPath[]> {
  const given = new Set<string>()
  const renamed: ConflictedPath[] = []
  for (const path of paths) {
    const named = isMovedAside(path, names.sides) ? await findFreeName(path.path, names, given) : path.path
    given.add(named)
    renamed.push({ ...path, path: named })
  }
  return renamed
}

async function findFreeName(
  path: string,
  { sides, label, isTaken }: PickNames,
  given: ReadonlySet<string>,
): Promise<string> {
  const flat = label.replaceAll('/', '_')
  const named = path.replaceAll(`~${sides.ours}`, '~HEAD').replaceAll(`~${sides.theirs}`, () => `~${flat}`)
  let free = named
  for (let number = 0; given.has(free) || (await isTaken(free)); number += 1) free = `${named}_${number}`
  return free
}

/** `1234567 (the subject)`: sequencer.c, `get_message`. */
export function createPickLabel(abbreviated: string, commit: CommitObject): string {
  return `${abbreviated} (${decodePath(readSubject(commit))})`
}

/** The path that a file had before git put it aside; any other path as it is. */
export function getPathBeforeAside(path: string): string {
  return path.replace(/~(?:HEAD|[0-9a-f]{7,64}(?: \(.*\))?)(?:_\d+)?$/s, '')
}
