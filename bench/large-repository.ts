// A repository of the size that the plan bench asks for: many files, many changes since the line's tag.
import { runGit, runGitText } from '../src/git/run-git.ts'

export interface Size {
  readonly files: number
  readonly changes: number
}

const FOLDERS = 200
const LINES = 60
/** One change in this many is on the line already, or rewrites a line that another change wrote. */
const EVERY = { onLine: 10, rewrite: 7 }
const TYPES = ['fix: stop a crash in', 'feat: extend', 'fix: mend', 'feat: show', 'refactor: tidy']
const TAGGED_AT = 1_760_000_000

/** Makes it in an empty folder. v1.0.0 and v1.0.1 are tagged; main is some changes ahead. */
export async function makeLargeRepository(folder: string, size: Size): Promise<string> {
  await runGit(['init', '--quiet', '--bare', '--initial-branch=main', folder])
  await runGit(['fast-import', '--quiet'], { gitDir: folder, input: importStream(size) })
  return folder
}

/** One more fix on main, as it comes in while a release is prepared. */
export async function addChange(folder: string, { changes, ...size }: Size): Promise<void> {
  const from = await runGitText(['rev-parse', 'refs/heads/main'], { gitDir: folder })
  const stream = `${commit('refs/heads/main', { ...change(changes, size), from })}done\n`
  await runGit(['fast-import', '--quiet', '--done'], { gitDir: folder, input: stream })
}

function importStream({ files, changes }: Size): string {
  const everything = Array.from({ length: files }, (_, i) => file(i, content(i)))
  const size = { files }
  const parts = [
    commit('refs/heads/main', { at: TAGGED_AT, subject: 'feat: begin', files: everything }),
    'reset refs/heads/line\nfrom refs/heads/main\n\n',
    tag('v1.0.0', 'refs/heads/main'),
  ]
  for (let i = 0; i < changes; i++) parts.push(commit('refs/heads/main', change(i, size)))
  for (let i = 0; i < changes / 2; i += EVERY.onLine) {
    const made = change(i, size)
    parts.push(commit('refs/heads/line', { ...made, subject: made.subject.replace(/ \(#\d+\)$/, '') }))
  }
  return [...parts, tag('v1.0.1', 'refs/heads/line')].join('')
}

interface Commit {
  readonly at: number
  readonly subject: string
  readonly files: readonly string[]
  readonly from?: string
}

/** Change `i` writes a line in four files; some write the very line that an earlier one wrote. */
function change(i: number, { files }: { files: number }): Commit {
  const written = i % EVERY.rewrite === 3 ? i - 3 : i
  const touched = [0, 1, 2, 3].map((k) => (written * 37 + k * 4999) % files)
  const type = TYPES[i % TYPES.length] ?? ''
  return {
    at: TAGGED_AT + 3600 + i * 600,
    subject: `${type} part ${i} (#${i + 1})`,
    files: touched.map((f) => file(f, content(f, { line: 10 + (written % 40), text: `change ${i}` }))),
  }
}

function content(i: number, edit?: { line: number; text: string }): string {
  const lines = Array.from({ length: LINES }, (_, n) => `file ${i} line ${n}`)
  if (edit) lines[edit.line] = edit.text
  return `${lines.join('\n')}\n`
}

/** Every fourth file is a test, so that changes have the test coverage that §1.1 asks for. */
function file(i: number, text: string): string {
  const folder = i % 4 === 0 ? 'test' : 'src'
  return `M 100644 inline ${folder}/part-${i % FOLDERS}/file-${i}.ts\ndata ${text.length}\n${text}\n`
}

function commit(ref: string, { at, subject, files, from }: Commit): string {
  const person = `Ada <ada@example.invalid> ${at} +0000`
  const base = from ? `from ${from}\n` : ''
  return `commit ${ref}\nauthor ${person}\ncommitter ${person}\ndata ${subject.length + 1}\n${subject}\n\n${base}${files.join('')}\n`
}

function tag(name: string, from: string): string {
  const message = `Release ${name}`
  return `tag ${name}\nfrom ${from}\ntagger Ada <ada@example.invalid> ${TAGGED_AT} +0000\ndata ${message.length}\n${message}\n`
}
