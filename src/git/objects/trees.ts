import type { ObjectStore } from './object-store.ts'
import { toPathBytes } from './trees/path-bytes.ts'

export interface TreeEntry {
  /** As git writes it, without a leading zero: `100644`, `100755`, `120000`, `160000`, `40000`. */
  readonly mode: string
  readonly name: Buffer
  readonly sha: string
}

/** The entries of a tree object, in git's order. */
function parseTree(data: Buffer, hashLength: number): TreeEntry[] {
  const entries: TreeEntry[] = []
  let at = 0
  while (at < data.length) {
    const space = data.indexOf(32, at)
    const end = data.indexOf(0, space)
    const next = end + 1 + hashLength
    entries.push({
      mode: data.toString('latin1', at, space),
      name: data.subarray(space + 1, end),
      sha: data.toString('hex', end + 1, next),
    })
    at = next
  }
  return entries
}

/** A tree object's bytes. git sorts a folder as if its name ended in a slash. */
export function serializeTree(entries: readonly TreeEntry[]): Buffer {
  const sorted = entries
    .map((entry) => ({ entry, key: isFolder(entry) ? Buffer.concat([entry.name, SLASH]) : entry.name }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
  return Buffer.concat(
    sorted.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode} `),
      entry.name,
      ZERO,
      Buffer.from(entry.sha, 'hex'),
    ]),
  )
}

/** What stands at a path, or null. A path is names joined by `/`, as `decodePath` reads it. */
export async function findEntryAt(store: ObjectStore, tree: string, path: string): Promise<TreeEntry | null> {
  const [name, ...rest] = path.split('/')
  const entry = (await readTree(store, tree)).find((candidate) =>
    candidate.name.equals(toPathBytes(name ?? '')),
  )
  if (!entry) return null
  if (rest.length === 0) return entry
  return isFolder(entry) ? findEntryAt(store, entry.sha, rest.join('/')) : null
}

/**
 * The tree with other bytes in the file at a path. Mode and everything else stay.
 *
 * @throws when no file is there
 */
export async function replaceBlob(
  store: ObjectStore,
  tree: string,
  file: { readonly path: string; readonly data: Uint8Array },
): Promise<string> {
  const [name, ...rest] = file.path.split('/')
  const entries = await readTree(store, tree)
  const entry = entries.find((candidate) => candidate.name.equals(toPathBytes(name ?? '')))
  if (!entry) throw new Error(`no ${file.path} in tree ${tree}`)
  const sha =
    rest.length === 0
      ? store.write('blob', file.data)
      : await replaceBlob(store, entry.sha, { path: rest.join('/'), data: file.data })
  return store.write('tree', serializeTree(entries.map((e) => (e === entry ? { ...entry, sha } : e))))
}

/**
 * The tree with another name for what stands at a path, in the same folder. Mode and content stay.
 *
 * @throws when nothing is there, or the new name is in another folder
 */
export async function renameEntry(
  store: ObjectStore,
  tree: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<string> {
  const [[name = '', ...rest], [newName = '', ...newRest]] = [from.split('/'), to.split('/')]
  const entries = await readTree(store, tree)
  const entry = entries.find((candidate) => candidate.name.equals(toPathBytes(name)))
  const isInside = rest.length === newRest.length && (rest.length === 0 || name === newName)
  if (!entry || !isInside) throw new Error(`no ${from} in tree ${tree} that could be called ${to}`)
  const renamed =
    rest.length === 0
      ? { ...entry, name: toPathBytes(newName) }
      : {
          ...entry,
          sha: await renameEntry(store, entry.sha, { from: rest.join('/'), to: newRest.join('/') }),
        }
  return store.write('tree', serializeTree(entries.map((one) => (one === entry ? renamed : one))))
}

/** The entries of a tree, in git's order. @throws when it is no tree */
export async function readTree(store: ObjectStore, tree: string): Promise<TreeEntry[]> {
  const { type, data } = await store.read(tree)
  if (type !== 'tree') throw new Error(`object ${tree} is a ${type}, not a tree`)
  return parseTree(data, getHashLength(store))
}

/** How many bytes an id takes inside a tree object. */
function getHashLength(store: ObjectStore): number {
  return store.format === 'sha1' ? 20 : 32
}

function isFolder(entry: TreeEntry): boolean {
  return entry.mode === '40000'
}

const SLASH = Buffer.from('/')
const ZERO = Buffer.from([0])
