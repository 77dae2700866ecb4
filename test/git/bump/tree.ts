import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ObjectStore, openObjects } from '../../../src/git/objects/object-store.ts'
import { serializeTree } from '../../../src/git/objects/trees.ts'
import { runGit } from '../../../src/git/run-git.ts'

export interface Scratch extends AsyncDisposable {
  readonly gitDir: string
  readonly store: ObjectStore
}

/** An empty repository of git's own making in a temporary folder. */
export async function scratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'bump-'))
  const gitDir = join(folder, 'repo.git')
  await runGit(['init', '-q', '--bare', gitDir])
  const store = openObjects(gitDir, 'sha1')
  return {
    gitDir,
    store,
    [Symbol.asyncDispose]: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface Special {
  readonly mode: string
  readonly content: string
}

/** A tree of files by path; a `Special` has another mode than 100644. */
export function treeOf(
  store: ObjectStore,
  files: Readonly<Record<string, string | Buffer | Special>>,
): string {
  const folders = new Map<string, Record<string, string | Buffer | Special>>()
  const entries = Object.entries(files).flatMap(([path, content]) => {
    const [name = '', ...rest] = path.split('/')
    if (rest.length > 0) {
      folders.set(name, { ...folders.get(name), [rest.join('/')]: content })
      return []
    }
    return [entryOf(store, name, content)]
  })
  const subtrees = [...folders].map(([name, inside]) => ({
    mode: '40000',
    name: Buffer.from(name),
    sha: treeOf(store, inside),
  }))
  return store.write('tree', serializeTree([...entries, ...subtrees]))
}

function entryOf(store: ObjectStore, name: string, content: string | Buffer | Special) {
  const plain = typeof content === 'string' || Buffer.isBuffer(content)
  const { mode, data } = plain
    ? { mode: '100644', data: Buffer.from(content) }
    : { mode: content.mode, data: Buffer.from(content.content) }
  const sha = mode === '160000' ? '1'.repeat(40) : store.write('blob', data)
  return { mode, name: Buffer.from(name), sha }
}

/** The bytes of a file of a tree. */
export async function bytesAt(gitDir: string, tree: string, path: string): Promise<Buffer> {
  return (await runGit(['cat-file', 'blob', `${tree}:${path}`], { gitDir })).stdout
}
