/** One conflicted path as `git merge-tree` reports it. */
export interface ConflictedPath {
  /** As `git cherry-pick` names it. */
  readonly path: string
  /** Where the file stands in the tree of the conflict; another path where git put it aside. */
  readonly inTree: string
  /** What git calls it: `content`, `modify/delete`, `add/add`, `rename/delete`, `binary`, ... */
  readonly kind: string
}

export type MergeAnswer =
  | { readonly kind: 'clean'; readonly tree: string }
  /** The tree holds the files with their conflict markers. */
  | { readonly kind: 'conflict'; readonly tree: string; readonly paths: readonly ConflictedPath[] }

/**
 * Reads one answer of `git merge-tree --write-tree --messages --stdin` from its NUL-separated tokens
 * (git-merge-tree(1), OUTPUT). Push tokens with `next(token)` until it is done; what it yields is the answer as soon as
 * the rest can change nothing in it, null before.
 *
 * Status and tree, then `<mode> <id> <stage>\t<path>` a conflicted stage, an empty token, then messages of
 * `<n> <path>*n <type> <text>`, and an empty token. Where submodules conflict, git (seen in 2.39 to 2.47) puts its
 * advice there instead of the empty token, so whatever is no number ends the messages.
 */
export function* readMergeAnswer(): Generator<MergeAnswer | null, MergeAnswer, string> {
  const status = yield null
  const tree = yield null
  if (status !== '0' && status !== '1') throw new Error(`git merge-tree answered ${JSON.stringify(status)}`)
  const clean = status === '1' ? ({ kind: 'clean', tree } as const) : null
  const unmerged = new Set<string>()
  for (let entry = yield clean; entry !== ''; entry = yield clean)
    unmerged.add(entry.slice(entry.indexOf('\t') + 1))
  const kinds = new Map<string, string>()
  for (let count = yield clean; /^\d+$/.test(count); count = yield clean) {
    const paths: string[] = []
    for (let i = 0; i < Number(count); i++) paths.push(yield clean)
    const type = yield clean
    const text = yield clean
    addNoteKind(kinds, { paths, type, text })
  }
  if (clean) return clean
  return {
    kind: 'conflict',
    tree,
    paths: [...unmerged].sort().map((path) => ({ path, inTree: path, kind: kinds.get(path) ?? 'content' })),
  }
}

interface Message {
  readonly paths: readonly string[]
  /** For programs: `CONFLICT (contents)`. */
  readonly type: string
  /** For people: `CONFLICT (add/add): Merge conflict in b`. */
  readonly text: string
}

/**
 * The kind that `git cherry-pick` shows to people, and where its text has none, the one for programs. Why a submodule
 * could not be merged (`submodule not initialized`) is about our having none, and says nothing of the change.
 */
function addNoteKind(kinds: Map<string, string>, { paths, type, text }: Message): void {
  const [said] = [text, type].flatMap((line) => /^CONFLICT \(([^()]+)\)/.exec(line)?.[1] ?? [])
  if (!type.startsWith('CONFLICT') || said === undefined) return
  const kind = said.startsWith('submodule') ? 'submodule' : said
  for (const path of paths) if (!kinds.has(path)) kinds.set(path, kind)
}
