import { EMPTY_TREE } from '../empty-tree.ts'
import { MissingObject, type ObjectStore } from '../object-store.ts'
import { readTree, serializeTree, type TreeEntry } from '../trees.ts'

/**
 * The tree as it comes out of git's index: without empty folders, and with the modes of today. Old or odd histories have
 * `100664` and folders with nothing in them; a merge of trees keeps both where nobody touched them, `git cherry-pick`
 * does not.
 *
 * @param known a tree that is like this already: what is the same there isn't looked at again
 */
export async function normalizeTree(
  store: ObjectStore,
  tree: string,
  known: string | null = null,
): Promise<string> {
  if (tree === known) return tree
  try {
    return await canonicalize(store, tree, known)
  } catch (error) {
    // A clone that has not fetched all trees: what it does not have stays as it is.
    if (error instanceof MissingObject) return tree
    throw error
  }
}

async function canonicalize(store: ObjectStore, tree: string, known: string | null): Promise<string> {
  const entries = await readTree(store, tree)
  const before = new Map<string, TreeEntry>()
  if (known !== null)
    for (const entry of await readTree(store, known)) before.set(entry.name.toString('latin1'), entry)
  const canonical = await Promise.all(
    entries.map(async (entry) => {
      const same = before.get(entry.name.toString('latin1'))
      const mode = toCanonicalMode(entry.mode)
      if (mode !== '40000') return mode === entry.mode ? entry : { ...entry, mode }
      if (same?.sha === entry.sha && same.mode === entry.mode) return entry
      const sha = await canonicalize(store, entry.sha, same?.mode === '40000' ? same.sha : null)
      return sha === entry.sha && mode === entry.mode ? entry : { ...entry, mode, sha }
    }),
  )
  const kept = canonical.filter(({ sha }) => sha !== EMPTY_TREE[store.format])
  if (kept.length === entries.length && kept.every((entry, i) => entry === entries[i])) return tree
  return store.write('tree', serializeTree(kept))
}

/** cache.h, `create_ce_mode`. */
function toCanonicalMode(mode: string): string {
  const bits = Number.parseInt(mode, 8)
  const type = bits & 0o170000
  if (type === 0o040000) return '40000'
  if (type === 0o120000 || type === 0o160000) return type.toString(8)
  return (bits & 0o100) === 0 ? '100644' : '100755'
}
