import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatSignature, writeCommit } from '../../../src/git/objects/commit-objects.ts'
import { type ObjectStore, openObjects } from '../../../src/git/objects/object-store.ts'
import { serializeTree } from '../../../src/git/objects/trees.ts'

/** Whole files by path; null takes one away. */
export type Edits = Readonly<Record<string, string | null>>

export interface NewCommit {
  /** A branch's short name. */
  readonly branch: string
  /** Subject first. */
  readonly message: string
  readonly edits: Edits
  /** `Ada`: her address is ada@example.org. */
  readonly author: string
  /** Seconds since 1970. */
  readonly at: number
  /** What is merged, besides the branch's own tip. */
  readonly merging?: readonly string[]
}

/** A repository that is written in-process: a story of thirty commits is there in some ten milliseconds. */
export interface Product {
  readonly commit: (commit: NewCommit) => string
  readonly tip: (branch: string) => string
  /** Puts a branch at a commit, wherever it was. */
  readonly moveBranch: (branch: string, commit: string) => void
  /** An annotated tag. */
  readonly tag: (tag: { readonly name: string; readonly commit: string; readonly at: number }) => void
  readonly fileAt: (commit: string, path: string) => string | undefined
  readonly messageOf: (commit: string) => string
  /** What a commit changed of its first parent. */
  readonly editsOf: (commit: string) => Edits
  /** What takes a commit back. */
  readonly undoingOf: (commit: string) => Edits
}

type Files = ReadonlyMap<string, string>

interface Written {
  readonly message: string
  readonly edits: Edits
  readonly before: Files
  readonly files: Files
}

/** Writes into a git directory that is there already. */
export function writeProduct(gitDir: string): Product {
  const store = openObjects(gitDir, 'sha1')
  const tips = new Map<string, string>()
  const written = new Map<string, Written>()
  const ref = (name: string, sha: string) => {
    mkdirSync(dirname(join(gitDir, name)), { recursive: true })
    writeFileSync(join(gitDir, name), `${sha}\n`)
  }
  const moveBranch = (branch: string, sha: string) => {
    tips.set(branch, sha)
    ref(`refs/heads/${branch}`, sha)
  }
  return {
    commit: ({ branch, message, edits, author, at, merging = [] }) => {
      const parent = tips.get(branch)
      const before = written.get(parent ?? '')?.files ?? new Map()
      const files = edited(before, edits)
      const person = formatSignature({
        name: author,
        email: `${author.toLowerCase()}@example.org`,
        at,
        zone: '+0000',
      })
      const sha = writeCommit(store, {
        tree: writeTree(store, files),
        parents: [...(parent === undefined ? [] : [parent]), ...merging],
        author: person,
        committer: person,
        message: `${message}\n`,
      })
      written.set(sha, { message, edits, before, files })
      moveBranch(branch, sha)
      return sha
    },
    tip: (branch) => existing(tips, branch),
    moveBranch,
    tag: ({ name, commit, at }) => {
      const text = `object ${commit}\ntype commit\ntag ${name}\ntagger Ada <ada@example.org> ${at} +0000\n\n${name}\n`
      ref(`refs/tags/${name}`, store.write('tag', Buffer.from(text)))
    },
    fileAt: (commit, path) => existing(written, commit).files.get(path),
    messageOf: (commit) => existing(written, commit).message,
    editsOf: (commit) => existing(written, commit).edits,
    undoingOf: (commit) => {
      const { edits, before } = existing(written, commit)
      return Object.fromEntries(Object.keys(edits).map((path) => [path, before.get(path) ?? null]))
    },
  }
}

function existing<T>(from: ReadonlyMap<string, T>, key: string): T {
  const found = from.get(key)
  if (found === undefined) throw new Error(`the story has no ${key}`)
  return found
}

function edited(files: Files, edits: Edits): Files {
  const after = new Map(files)
  for (const [path, text] of Object.entries(edits)) {
    if (text === null) after.delete(path)
    else after.set(path, text)
  }
  return after
}

function writeTree(store: ObjectStore, files: Files): string {
  const byName = Map.groupBy(files, ([path]) => path.split('/', 1)[0] ?? '')
  const entries = [...byName].map(([name, inside]) => {
    const own = inside.find(([path]) => path === name)
    const below = () => new Map(inside.map(([path, text]) => [path.slice(name.length + 1), text] as const))
    const sha = own ? store.write('blob', Buffer.from(own[1])) : writeTree(store, below())
    return { mode: own ? '100644' : '40000', name: Buffer.from(name), sha }
  })
  return store.write('tree', serializeTree(entries))
}
