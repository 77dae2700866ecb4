import fc from 'fast-check'
import { type Files, link, type Snapshot, script, submodule } from '../cli/snapshots.ts'
import { type Edit, edit, edited, longText } from './edits.ts'
import type { GitsPick } from './work-tree.ts'

/** A change of main: an ordinary commit, a merge commit, or a commit without a parent. */
interface Change {
  readonly kind: 'commit' | 'merge' | 'root'
  readonly edits: readonly Edit[]
}

export interface History {
  /** The line: what was done to the base since the two parted. */
  readonly line: readonly Edit[]
  readonly main: readonly Change[]
}

const edits = (max: number) => fc.array(edit, { maxLength: max, size: 'max' })

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constant<'commit'>('commit') },
    { weight: 2, arbitrary: fc.constant<'merge'>('merge') },
    { weight: 1, arbitrary: fc.constant<'root'>('root') },
  ),
  edits: edits(4),
})

/** A small history of any shape. */
export const history: fc.Arbitrary<History> = fc.record({
  line: edits(6),
  main: fc.array(change, { minLength: 1, maxLength: 4 }),
})

const BASE: Files = {
  'a.txt': longText('a'),
  'dir/a.txt': longText('b'),
  'dir/b.md': longText('c'),
  'dir/deep/a.txt': longText('d'),
  'other/sp ace': longText('e'),
  'other/l\xe4tin': longText('\xe4'),
  'run.sh': script(longText('f')),
  binary: '\0\x01\xff\0',
  link: link('a.txt'),
  sub: submodule(1),
}

export interface Told {
  readonly snapshots: readonly Snapshot[]
  /** The place of the line's tip, and of each change of main, among the snapshots. */
  readonly tip: number
  readonly picks: readonly { readonly place: number; readonly mainline: GitsPick['mainline'] & (1 | null) }[]
}

/** The snapshots that make a history, and which of them are picked. */
export function told({ line, main }: History): Told {
  const snapshots: Snapshot[] = [
    { files: BASE, parents: [] },
    { files: line.reduce(edited, BASE), parents: [0] },
  ]
  const picks: Told['picks'][number][] = []
  let files = BASE
  let head = 0
  for (const { kind, edits: made } of main) {
    files = made.reduce(edited, files)
    if (kind === 'merge') snapshots.push({ files, parents: [head] })
    const parents = { commit: [head], merge: [head, snapshots.length - 1], root: [] }[kind]
    head = snapshots.push({ files, parents }) - 1
    picks.push({ place: head, mainline: kind === 'merge' ? 1 : null })
  }
  return { snapshots, tip: 1, picks }
}
