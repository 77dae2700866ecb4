/** The files of a commit, by path. */
export type Files = ReadonlyMap<string, string>

/** One passage of one file: what stands there exactly once, and what stands there afterwards. Null: the whole file. */
export interface Edit {
  readonly path: string
  readonly from: string | null
  readonly to: string
}

/** A new file. */
export function addFile(path: string, text: string): Edit {
  return { path, from: null, to: text }
}

export function replace(path: string, from: string, to: string): Edit {
  return { path, from, to }
}

/** New text behind a passage that stays. */
export function append(path: string, behind: string, text: string): Edit {
  return { path, from: behind, to: behind + text }
}

/**
 * The files after some edits, each on what the one before left. The same edits on a release branch give what a
 * cherry-pick of them gives there.
 *
 * @throws when a passage does not stand in its file exactly once: the story contradicts itself
 */
export function applyEdits(files: Files, edits: readonly Edit[]): Files {
  const after = new Map(files)
  for (const edit of edits) after.set(edit.path, applyEdit(after.get(edit.path), edit))
  return after
}

function applyEdit(text: string | undefined, { path, from, to }: Edit): string {
  if (from === null) {
    if (text !== undefined) throw new Error(`${path} is there already`)
    return to
  }
  const [before, after, ...more] = (text ?? '').split(from)
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${path} does not say exactly once: ${from}`)
  }
  return before + to + after
}
