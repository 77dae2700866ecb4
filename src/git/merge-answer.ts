/** One conflicted path as `git merge-tree` reports it. */
export interface ConflictedPath {
  readonly path: string
  /** What git calls it: `content`, `modify/delete`, `add/add`, `rename/delete`, `binary`, ... */
  readonly kind: string
}

export type MergeAnswer =
  | { readonly kind: 'clean'; readonly tree: string }
  /** The tree holds the files with their conflict markers. */
  | { readonly kind: 'conflict'; readonly tree: string; readonly paths: readonly ConflictedPath[] }

/**
 * Reads one answer of `git merge-tree --write-tree --messages --stdin` from its NUL-separated tokens
 * (git-merge-tree(1), OUTPUT). Push tokens with `next(token)` until it is done.
 *
 * Status and tree, then `<mode> <id> <stage>\t<path>` a conflicted stage, an empty token, then messages of
 * `<n> <path>*n <type> <text>`, and an empty token.
 */
export function* readMergeAnswer(): Generator<void, MergeAnswer, string> {
  const status = yield
  const tree = yield
  const unmerged = new Set<string>()
  for (let entry = yield; entry !== ''; entry = yield) unmerged.add(entry.slice(entry.indexOf('\t') + 1))
  const kinds = new Map<string, string>()
  for (let count = yield; count !== ''; count = yield) {
    const paths: string[] = []
    for (let i = 0; i < Number(count); i++) paths.push(yield)
    const type = yield
    yield
    noteKind(kinds, { paths, type })
  }
  if (status === '1') return { kind: 'clean', tree }
  if (status !== '0') throw new Error(`git merge-tree answered ${JSON.stringify(status)}`)
  return {
    kind: 'conflict',
    tree,
    paths: [...unmerged].sort().map((path) => ({ path, kind: kinds.get(path) ?? 'content' })),
  }
}

/** `CONFLICT (modify/delete)` -> `modify/delete`; git's type for contents is `CONFLICT (contents)`. */
function noteKind(kinds: Map<string, string>, message: { paths: readonly string[]; type: string }): void {
  const kind = /^CONFLICT \((.+)\)$/.exec(message.type)?.[1]
  if (!kind) return
  for (const path of message.paths) {
    if (!kinds.has(path)) kinds.set(path, kind === 'contents' ? 'content' : kind)
  }
}
