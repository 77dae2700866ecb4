import type { TreeDiffs } from '../attribute-diffs.ts'
import { MissingObject, NOT_THERE } from '../object-store.ts'
import { isValidPath } from './valid-paths.ts'

/** What one tree has otherwise than the one before it, as far as the picks after it depend on it. */
export interface TreeChange {
  /** Whether its `.gitattributes` are others. */
  readonly attributes: boolean
  /** A path that git's index doesn't take, every byte a character; null where it takes all of them. */
  readonly invalidPath: string | null
}

/**
 * Compares each of some trees with the one before it. The trees are compared and not what a pick did to its own parent:
 * where the line has another name for a file, a pick changes it through the rename.
 *
 * @throws {MissingObject} when a tree is missing
 */
export async function compareTrees(
  diffs: TreeDiffs,
  pairs: readonly (readonly [before: string, after: string])[],
): Promise<readonly TreeChange[]> {
  if (pairs.length === 0) return []
  const said = await diffs.ask(pairs.map(([before, after]) => `${before} ${after}`))
  let at = 0
  return pairs.map(([before, after]) => {
    const head = `${before} ${after}\n`
    // git begins each answer with what it was asked, and passes over what it cannot read.
    if (!said.startsWith(head, at)) throw new MissingObject(after, NOT_THERE)
    const read = readEntries(said, at + head.length)
    at = read.end
    return summarizeEntries(read.entries)
  })
}

interface DiffEntry {
  /** Of six digits; `000000` where the path is gone. */
  readonly mode: string
  readonly path: string
}

/** The entries from a place on: `:<old mode> <new mode> <old id> <new id> <status>`, NUL, path, NUL. */
function readEntries(
  said: string,
  from: number,
): { readonly entries: readonly DiffEntry[]; readonly end: number } {
  const entries: DiffEntry[] = []
  let at = from
  while (said[at] === ':') {
    const fields = said.indexOf('\0', at)
    const path = said.indexOf('\0', fields + 1)
    entries.push({ mode: said.slice(at + 8, at + 14), path: said.slice(fields + 1, path) })
    at = path + 1
  }
  return { entries, end: at }
}

function summarizeEntries(entries: readonly DiffEntry[]): TreeChange {
  const invalid = entries.find(({ mode, path }) => mode !== '000000' && !isValidPath(path, mode))
  return {
    attributes: entries.some(({ path }) => /(?:^|\/)\.gitattributes$/.test(path)),
    invalidPath: invalid?.path ?? null,
  }
}
