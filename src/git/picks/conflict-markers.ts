import type { ObjectStore } from '../objects/object-store.ts'
import { quotePath } from '../objects/trees/path-bytes.ts'
import { findEntryAt, renameEntry, replaceBlob } from '../objects/trees.ts'
import type { ConflictedPath } from './merge-answer.ts'

/** What the markers call the two sides. */
export interface MarkerLabels {
  readonly ours: string
  readonly theirs: string
}

/** A merge that left markers: its tree, and the files in question. */
interface MarkedMerge {
  readonly tree: string
  readonly paths: readonly ConflictedPath[]
}

/**
 * The tree of a conflict as people are to see it: the markers name the sides in words instead of by ids, and a file
 * that git put aside is called as `git cherry-pick` would call it.
 *
 * @returns the paths, as a pick names them and people get them, of the files that have markers in them
 */
export async function createMarkedTree(
  store: ObjectStore,
  { tree, paths }: MarkedMerge,
  labels: MarkerLabels,
): Promise<{ readonly tree: string; readonly marked: ReadonlySet<string> }> {
  let current = tree
  const marked = new Set<string>()
  for (const { path, inTree } of paths) {
    const data = await labelMarkers(store, { tree: current, path: inTree }, labels)
    if (data !== null) {
      current = await replaceBlob(store, current, { path: inTree, data })
      marked.add(quotePath(path))
    }
    if (path !== inTree) current = await renameEntry(store, current, { from: inTree, to: path })
  }
  return { tree: current, marked }
}

/** Markers of `merge-tree` name commits by their whole ids, and a path besides where the sides have different ones. */
const MARKER = /^([<>])(\1{6,}) [0-9a-f]{40,64}(?=:|\r?$)/gm

/** A larger file keeps git's own markers, which name the sides by their ids: nobody edits one by hand. */
const MOST_BYTES = 32 * 1024 * 1024

async function labelMarkers(
  store: ObjectStore,
  file: { readonly tree: string; readonly path: string },
  labels: MarkerLabels,
): Promise<Buffer | null> {
  const entry = await findEntryAt(store, file.tree, file.path)
  if (!entry?.mode.startsWith('100') || (await store.measure(entry.sha)) > MOST_BYTES) return null
  // Every character stands for a byte: whatever the file's encoding is, all else in it stays.
  const text = (await store.read(entry.sha)).data.toString('latin1')
  const [ours, theirs] = [toBytes(labels.ours), toBytes(labels.theirs)]
  const named = text.replace(
    MARKER,
    (_, sign: string, rest: string) => `${sign}${rest} ${sign === '<' ? ours : theirs}`,
  )
  return named === text ? null : Buffer.from(named, 'latin1')
}

/** As one line. */
function toBytes(label: string): string {
  return Buffer.from(label.replace(/\p{Cc}+/gu, ' ').trim()).toString('latin1')
}

/** A file with markers in it, as somebody left them: one of each kind, at the beginning of lines. */
export function hasMarkers(data: Buffer): boolean {
  const text = data.toString('latin1')
  return /^<{7,} /m.test(text) && /^>{7,} /m.test(text)
}
