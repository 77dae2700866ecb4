import { spawnSync } from 'node:child_process'
import { createGitEnv } from '../../../src/git/run-git.ts'

/** Paths, texts and messages are bytes, one character each (latin1), because git's own are. */
export type Bytes = string

/** A file of a snapshot; a plain text is an ordinary file. A gitlink's content is the commit that it names. */
export type File = Bytes | { readonly mode: '100755' | '120000' | '160000'; readonly content: Bytes }

/** The whole tree of a commit, by path. */
export type Files = Readonly<Record<Bytes, File>>

export interface Snapshot {
  readonly files: Files
  /** Earlier snapshots of the same history by their place in it, or whole ids; none for a root commit. */
  readonly parents: readonly (number | string)[]
  readonly message?: Bytes
}

/** An executable file. */
export function script(content: Bytes): File {
  return { mode: '100755', content }
}

/** A symbolic link. */
export function link(target: Bytes): File {
  return { mode: '120000', content: target }
}

/** A submodule at a commit that only its digit tells apart. */
export function submodule(digit: number): File {
  return { mode: '160000', content: String(digit % 10).repeat(40) }
}

/**
 * Writes commits by git's own hand, `git fast-import`, and answers their ids. Nothing points at them: a test's
 * repository is never pruned.
 */
export function writeHistory(gitDir: string, snapshots: readonly Snapshot[]): string[] {
  const commands = snapshots.map((snapshot, i) => commandFor(snapshot, i))
  const marks = snapshots.map((_, i) => `get-mark :${i + 1}\n`)
  const done = spawnSync('git', [`--git-dir=${gitDir}`, '-c', 'fastimport.unpackLimit=1000000', ...IMPORT], {
    env: createGitEnv(),
    input: Buffer.from([...commands, ...marks, 'done\n'].join(''), 'latin1'),
  })
  if (done.status !== 0) throw new Error(`git fast-import: ${done.stderr.toString()}`)
  return done.stdout.toString().split('\n').filter(Boolean)
}

const IMPORT = ['fast-import', '--quiet', '--force', '--done']
const REF = 'refs/worlds/latest'
const BEGUN = 1_700_000_000

function commandFor({ files, parents, message = 'a change\n' }: Snapshot, place: number): string {
  const [first, ...others] = parents.map((parent) => (typeof parent === 'number' ? `:${parent + 1}` : parent))
  const person = `Ada <ada@example.org> ${BEGUN + place * 60} +0100`
  return [
    `reset ${REF}\n\n`,
    `commit ${REF}\nmark :${place + 1}\nauthor ${person}\ncommitter ${person}\n${data(message)}`,
    ...(first === undefined ? [] : [`from ${first}\n`]),
    ...others.map((parent) => `merge ${parent}\n`),
    'deleteall\n',
    ...Object.entries(files).map(([path, file]) => modification(path, file)),
    '\n',
  ].join('')
}

function modification(path: Bytes, file: File): string {
  if (typeof file === 'string') return `M 100644 inline ${quoted(path)}\n${data(file)}`
  return file.mode === '160000'
    ? `M 160000 ${file.content} ${quoted(path)}\n`
    : `M ${file.mode} inline ${quoted(path)}\n${data(file.content)}`
}

function data(bytes: Bytes): string {
  return `data ${bytes.length}\n${bytes}\n`
}

function quoted(path: Bytes): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`
}
