import type { ConflictFile, ConflictHunk } from '../../release/planning/plan.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { quotePath } from '../objects/trees/path-bytes.ts'
import { findEntryAt } from '../objects/trees.ts'
import type { ConflictedPath } from './merge-answer.ts'

/** Longer stretches are cut: people look at the file, and a plan stays readable. */
const LINES_SHOWN = 40
/** A file above this many bytes is named without its hunks. */
const BYTES_READ = 4 * 1024 * 1024

/** What is in conflict, file by file and stretch by stretch, read from the tree that the merge left; paths as people get them. */
export async function describeConflict(
  store: ObjectStore,
  conflict: { readonly tree: string; readonly paths: readonly ConflictedPath[] },
): Promise<ConflictFile[]> {
  const files: ConflictFile[] = []
  for (const { path, inTree, kind } of conflict.paths) {
    files.push({ path: quotePath(path), kind, hunks: await readFileHunks(store, conflict.tree, inTree) })
  }
  return files
}

async function readFileHunks(store: ObjectStore, tree: string, path: string): Promise<ConflictHunk[]> {
  const entry = await findEntryAt(store, tree, path)
  if (!entry?.mode.startsWith('100')) return []
  if ((await store.measure(entry.sha)) > BYTES_READ) return []
  const { data } = await store.read(entry.sha)
  return data.includes(0) ? [] : readHunks(data.toString('utf8'))
}

/**
 * The stretches between git's markers. The markers of a merge by `merge-tree` name commits by their whole ids, so
 * text that merely looks like a marker is not taken for one.
 */
export function readHunks(text: string): ConflictHunk[] {
  const hunks: ConflictHunk[] = []
  let line = 1
  let open: { start: number; ours: string[]; theirs: string[]; side: 'ours' | 'theirs' } | null = null
  for (const content of text.split('\n')) {
    if (!open) {
      if (/^<{7,} [0-9a-f]{40,64}(:|\r?$)/.test(content))
        open = { start: line, ours: [], theirs: [], side: 'ours' }
      else line += 1
    } else if (open.side === 'ours' && /^={7,}\r?$/.test(content)) {
      open.side = 'theirs'
    } else if (open.side === 'theirs' && /^>{7,} [0-9a-f]{40,64}(:|\r?$)/.test(content)) {
      hunks.push({
        ours: { start: open.start, end: line - 1 },
        oursText: formatHunkLines(open.ours),
        theirsText: formatHunkLines(open.theirs),
      })
      open = null
    } else {
      open[open.side].push(content)
      if (open.side === 'ours') line += 1
    }
  }
  return hunks
}

function formatHunkLines(lines: readonly string[]): string {
  const rest = lines.length - LINES_SHOWN
  return rest > 0 ? `${lines.slice(0, LINES_SHOWN).join('\n')}\n[${rest} more lines]` : lines.join('\n')
}
