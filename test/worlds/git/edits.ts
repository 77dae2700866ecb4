import fc from 'fast-check'
import { type Bytes, type File, type Files, link, script, submodule } from '../cli/snapshots.ts'

/** One step in the making of a snapshot. Numbers choose among what is there, so that any edit fits any snapshot. */
export type Edit =
  | {
      readonly kind: 'change' | 'insert' | 'cut'
      readonly file: number
      readonly line: number
      readonly text: Bytes
    }
  | { readonly kind: 'delete' | 'mode' | 'crlf' | 'unend'; readonly file: number }
  | { readonly kind: 'rename' | 'move-folder'; readonly file: number; readonly to: Bytes }
  | { readonly kind: 'put'; readonly path: Bytes; readonly content: File }

const NAMES = ['a.txt', 'b.md', 'run.sh', 'l\xe4tin', 'sp ace', '-d', 'x~HEAD', '[a].txt', '!b', 'quo"te']
const FOLDERS = ['', 'dir/', 'dir/deep/', 'other/', '\xff/', '*/']
const ATTRIBUTES = [
  '* merge=union',
  '*.txt merge=union',
  '*.txt -merge',
  '*.md binary',
  '* text=auto',
  '* -diff',
  '/a.txt merge=binary',
  'dir/** merge=union',
  '**/b.md merge=union',
  'deep/ merge=union',
  'deep/* merge=union',
  '"sp ace" merge=union',
  '[attr]both merge=union',
  '* both',
  '*.md !merge',
  '[[]a].txt merge=union',
  '\\!b merge=union',
  '* conflict-marker-size=3',
]

const path = fc
  .tuple(fc.constantFrom(...FOLDERS), fc.constantFrom(...NAMES))
  .map(([folder, name]) => folder + name)
const line = fc.constantFrom('one', 'two', 'three', '', '\tindented', 'caf\xe9', '=======')
const attributes = fc
  .array(fc.constantFrom(...ATTRIBUTES), { maxLength: 3 })
  .map((lines) => lines.map((each) => `${each}\n`).join(''))

const content: fc.Arbitrary<File> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('x', 'y').map(longText) },
  { weight: 2, arbitrary: fc.array(line, { maxLength: 3 }).map((lines) => lines.join('\n')) },
  { weight: 1, arbitrary: fc.constantFrom('a.txt', 'dir', '../../..').map(link) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map(submodule) },
  { weight: 1, arbitrary: fc.constantFrom('\0a\0', '\0b\0', '\0\xff') },
)

const put: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('put'), path, content }) },
  // A folder in the place of a file, or a file in the place of a folder.
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('put'),
      path: fc.constantFrom('dir', 'other', 'dir/deep', 'a.txt/in', 'dir/b.md/in'),
      content,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('put'),
      path: fc.constantFrom(...FOLDERS).map((folder) => `${folder}.gitattributes`),
      content: attributes,
    }),
  },
)

const file = fc.nat({ max: 20 })
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('change', 'insert', 'cut'),
      file,
      line: fc.nat({ max: 12 }),
      text: line,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('delete', 'mode', 'crlf', 'unend'), file }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename'), file, to: path }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('move-folder'),
      file,
      to: fc.constantFrom('new/', 'dir/', 'other/', ''),
    }),
  },
  { weight: 4, arbitrary: put },
)

/** Twelve lines of which each is of that file alone, so that a rename can be told. */
export function longText(name: Bytes): Bytes {
  return Array.from({ length: 12 }, (_, i) => `${name}: line ${i + 1} of twelve\n`).join('')
}

/** What a snapshot becomes by one edit. */
export function edited(files: Files, change: Edit): Files {
  if (change.kind === 'put') return placed(files, change.path, change.content)
  const paths = Object.keys(files)
  const at = paths[change.file % Math.max(1, paths.length)]
  const before = at === undefined ? undefined : files[at]
  if (at === undefined || before === undefined) return files
  switch (change.kind) {
    case 'delete':
      return without(files, at)
    case 'rename':
      return placed(without(files, at), change.to, before)
    case 'move-folder':
      return moved(files, at, change.to)
    case 'mode':
      return { ...files, [at]: flipped(before) }
    case 'crlf':
      return {
        ...files,
        [at]: mapped(before, (text) => text.replace(/\r?\n/g, text.includes('\r') ? '\n' : '\r\n')),
      }
    case 'unend':
      return { ...files, [at]: mapped(before, (text) => text.replace(/\n$/, '')) }
    default:
      return { ...files, [at]: mapped(before, (text) => changedLines(text, change)) }
  }
}

function changedLines(text: Bytes, change: Extract<Edit, { line: number }>): Bytes {
  const lines = text.split('\n')
  const at = change.line % lines.length
  const inserted = change.kind === 'cut' ? [] : [change.text]
  return lines.toSpliced(at, change.kind === 'insert' ? 0 : 1, ...inserted).join('\n')
}

function mapped(file: File, change: (text: Bytes) => Bytes): File {
  if (typeof file === 'string') return change(file)
  return file.mode === '100755' ? script(change(file.content)) : file
}

function flipped(file: File): File {
  if (typeof file === 'string') return script(file)
  return file.mode === '100755' ? file.content : file
}

function moved(files: Files, at: Bytes, to: Bytes): Files {
  const folder = at.slice(0, at.lastIndexOf('/') + 1)
  if (folder === '') return files
  const inside = Object.entries(files).filter(([each]) => each.startsWith(folder))
  const rest = inside.reduce((left, [each]) => without(left, each), files)
  return inside.reduce((made, [each, its]) => placed(made, to + each.slice(folder.length), its), rest)
}

function without(files: Files, at: Bytes): Files {
  return Object.fromEntries(Object.entries(files).filter(([each]) => each !== at))
}

/** A path is a file or a folder: whatever stands in the way goes. */
function placed(files: Files, at: Bytes, file: File): Files {
  const free = Object.entries(files).filter(
    ([each]) => !each.startsWith(`${at}/`) && !at.startsWith(`${each}/`),
  )
  return { ...Object.fromEntries(free), [at]: file }
}
