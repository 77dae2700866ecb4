import type { ObjectStore } from './object-store.ts'

/** A commit object as its bytes say it. Author and message stay bytes: they need not be UTF-8. */
export interface CommitObject {
  readonly tree: string
  readonly parents: readonly string[]
  /** `Name <email> 1700000000 +0100`. */
  readonly author: Buffer
  readonly committer: Buffer
  /** The `encoding` header, where the commit has one. */
  readonly encoding: string | null
  readonly message: Buffer
}

/** @throws when the object is no commit or is damaged */
export async function readCommit(store: ObjectStore, sha: string): Promise<CommitObject> {
  const { type, data } = await store.read(sha)
  if (type !== 'commit') throw new Error(`object ${sha} is a ${type}, not a commit`)
  return parseCommit(data, sha)
}

export function parseCommit(data: Buffer, sha: string): CommitObject {
  const headEnd = data.indexOf('\n\n')
  const head = headEnd < 0 ? data : data.subarray(0, headEnd + 1)
  const headers = head.toString('latin1').split('\n')
  const getValue = (key: string) =>
    headers.flatMap((line) => (line.startsWith(`${key} `) ? [line.slice(key.length + 1)] : []))
  const [tree] = getValue('tree')
  const [author] = getValue('author')
  const [committer] = getValue('committer')
  if (!tree || author === undefined || committer === undefined) {
    throw new Error(`commit ${sha} is damaged: it has no tree, author or committer`)
  }
  return {
    tree,
    parents: getValue('parent'),
    author: Buffer.from(author, 'latin1'),
    committer: Buffer.from(committer, 'latin1'),
    encoding: getValue('encoding')[0] ?? null,
    message: headEnd < 0 ? Buffer.alloc(0) : data.subarray(headEnd + 2),
  }
}

/** The seconds since 1970 in `Name <email> 1700000000 +0100`. */
export function parseSignatureSeconds(line: Buffer): number {
  return Number(/ (\d+) [+-]\d{4}$/.exec(line.toString('latin1'))?.[1] ?? 0)
}

/** Who a commit or tag is by, and when: seconds since 1970 and git's offset notation, `+0000`. */
export interface CommitSignature {
  readonly name: string
  readonly email: string
  readonly at: number
  readonly zone: string
}

/** The bot as the committer of commits and the tagger of tags. */
export interface Committer extends CommitSignature {
  /** Whether its commits end in `Signed-off-by:` (Developer Certificate of Origin). */
  readonly signOff: boolean
}

/**
 * git's own notation of a person and time. Characters that would end the field are dropped, as git drops them
 * (ident.c, `strbuf_addstr_without_crud`).
 */
export function formatSignature({ name, email, at, zone }: CommitSignature): string {
  const clean = (text: string) => text.replace(/[\n<>\0]/g, '').trim()
  return `${clean(name)} <${clean(email)}> ${at} ${zone}`
}

export interface NewCommit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Buffer | string
  readonly committer: string
  readonly message: Buffer | string
}

/** A commit object's bytes. */
export function serializeCommit(commit: NewCommit): Buffer {
  const head = [`tree ${commit.tree}`, ...commit.parents.map((parent) => `parent ${parent}`)].join('\n')
  return Buffer.concat([
    Buffer.from(`${head}\nauthor `),
    Buffer.from(commit.author),
    Buffer.from(`\ncommitter ${commit.committer}\n\n`),
    Buffer.from(commit.message),
  ])
}

/** Writes a commit object, signed where its writer signs, and answers its id. */
export type WriteCommit = (commit: NewCommit) => Promise<string>

/** Opens a writer that signs nothing. */
export function openPlainWriter(store: ObjectStore): WriteCommit {
  return async (commit) => writeCommit(store, commit)
}

/** Writes a commit object and answers its id. */
export function writeCommit(store: ObjectStore, commit: NewCommit): string {
  return store.write('commit', serializeCommit(commit))
}
