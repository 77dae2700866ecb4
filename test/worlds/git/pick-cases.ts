import { type Bytes, type Files, link, script, submodule } from '../cli/snapshots.ts'

/** A history with one kind of pick in it: main and the line part at `base`, and all of main is picked onto the line. */
export interface PickCase {
  readonly base: Files
  readonly line: Files
  /** The snapshots of main after the base, oldest first. */
  readonly main: readonly Files[]
  /** What git is known to say of each pick, so that a case surely is what its name says. */
  readonly outcomes: readonly ('clean' | 'conflict' | 'empty')[]
}

/** Numbered lines of a file, some of them replaced: `text('a', { 7: 'seven' })`. */
export function text(name: string, replaced: Readonly<Record<number, string>> = {}, end = '\n'): Bytes {
  return Array.from({ length: 12 }, (_, i) => `${replaced[i + 1] ?? `${name}, line ${i + 1}`}${end}`).join('')
}

const a = text('a')
const ours = text('a', { 6: 'ours' })
const theirs = text('a', { 6: 'theirs' })
const far = text('a', { 12: 'far away' })
const binary = (byte: string) => `\x00\x01${byte}\x02\xff\x00`
const [conflict, clean, empty] = [['conflict'], ['clean'], ['empty']] as const

/** A pick of one commit. */
function one(outcomes: PickCase['outcomes'], base: Files, line: Files, main: Files): PickCase {
  return { base, line, main: [main], outcomes }
}

export const PICK_CASES: Readonly<Record<string, PickCase>> = {
  'other lines of a file': one(clean, { a }, { a: far }, { a: theirs }),
  'the same lines of a file': one(conflict, { a }, { a: ours }, { a: theirs }),
  'the same lines, to the same text': one(empty, { a }, { a: ours }, { a: ours }),
  'a change that changes nothing': one(empty, { a }, { a: ours }, { a }),
  'a new file': one(clean, { a }, { a: ours }, { a, 'new/b': 'b\n' }),
  'the same new file on both sides': one(empty, { a }, { a, b: 'b\n' }, { a, b: 'b\n' }),
  'two new files of one name': one(conflict, { a }, { a, b: 'one\n' }, { a, b: 'two\n' }),
  'a file that the line changed and main deleted': one(
    conflict,
    { a, b: 'b\n' },
    { a: ours, b: 'b\n' },
    { b: 'b\n' },
  ),
  'a file that the line deleted and main changed': one(
    conflict,
    { a, b: 'b\n' },
    { b: 'b\n' },
    { a: theirs, b: 'b\n' },
  ),
  'a file that both deleted': one(empty, { a, b: 'b\n' }, { b: 'b\n' }, { b: 'b\n' }),
  'a change of a file that the line renamed': one(clean, { a }, { 'dir/z': a }, { a: theirs }),
  'a rename of a file that the line changed': one(clean, { a }, { a: ours }, { z: a }),
  'a file that the line renamed and main deleted': one(
    conflict,
    { a, b: 'b\n' },
    { z: a, b: 'b\n' },
    { b: 'b\n' },
  ),
  'a file that the line deleted and main renamed': one(
    conflict,
    { a, b: 'b\n' },
    { b: 'b\n' },
    { z: a, b: 'b\n' },
  ),
  'a file renamed to two names': one(conflict, { a }, { y: a }, { z: a }),
  'two files renamed to one name': one(
    conflict,
    { a, b: text('b') },
    { z: a, b: text('b') },
    { a, z: text('b') },
  ),
  'a new file in a folder that the line renamed': one(
    conflict,
    { 'old/a': a, 'old/b': text('b') },
    { 'new/a': a, 'new/b': text('b') },
    { 'old/a': a, 'old/b': text('b'), 'old/c': 'c\n' },
  ),
  'a rename of a folder in which the line has a new file': one(
    conflict,
    { 'old/a': a, 'old/b': text('b') },
    { 'old/a': a, 'old/b': text('b'), 'old/c': 'c\n' },
    { 'new/a': a, 'new/b': text('b') },
  ),
  'a folder in the place of a file that the line changed': one(
    conflict,
    { x: a, b: 'b\n' },
    { x: ours, b: 'b\n' },
    { 'x/inside': 'i\n', b: 'b\n' },
  ),
  'a file in the place of a folder in which the line changed a file': one(
    conflict,
    { 'x/a': a, b: 'b\n' },
    { 'x/a': ours, b: 'b\n' },
    { x: 'now a file\n', b: 'b\n' },
  ),
  'a new file where the line has a folder': one(conflict, { a }, { a, 'x/b': 'b\n' }, { a, x: 'x\n' }),
  'a file that became executable, and changed on the line': one(clean, { a }, { a: ours }, { a: script(a) }),
  'a file that became executable on the line, and was renamed on main': one(
    clean,
    { a },
    { a: script(a) },
    { z: a },
  ),
  'a new file that is executable on one side': one(conflict, { a }, { a, b: 'b\n' }, { a, b: script('b\n') }),
  'a symbolic link to somewhere else': one(
    clean,
    { a, l: link('a') },
    { a: ours, l: link('a') },
    { a, l: link('../out/of/here') },
  ),
  'a symbolic link that both sides turned': one(
    conflict,
    { l: link('a') },
    { l: link('b') },
    { l: link('c') },
  ),
  'a symbolic link in the place of a file that the line changed': one(
    conflict,
    { a },
    { a: ours },
    { a: link('b') },
  ),
  'a submodule that moved': one(
    clean,
    { a, sub: submodule(1) },
    { a: ours, sub: submodule(1) },
    { a, sub: submodule(2) },
  ),
  'a submodule that both sides moved': one(
    conflict,
    { a, sub: submodule(1) },
    { a, sub: submodule(2) },
    { a, sub: submodule(3) },
  ),
  'a new submodule': one(clean, { a }, { a: ours }, { a, 'deps/sub': submodule(1) }),
  'a submodule in the place of a folder': one(
    clean,
    { a, 'sub/b': 'b\n' },
    { a: ours, 'sub/b': 'b\n' },
    { a, sub: submodule(1) },
  ),
  'a binary file that one side changed': one(
    clean,
    { a, b: binary('a') },
    { a: ours, b: binary('a') },
    { a, b: binary('b') },
  ),
  'a binary file that both sides changed': one(
    conflict,
    { b: binary('a') },
    { b: binary('b') },
    { b: binary('c') },
  ),
  'CRLF lines, changed far from one another': one(
    clean,
    { a: text('a', {}, '\r\n') },
    { a: text('a', { 1: 'ours' }, '\r\n') },
    { a: text('a', { 12: 'theirs' }, '\r\n') },
  ),
  'a file that main turned to CRLF and the line changed': one(
    conflict,
    { a },
    { a: ours },
    { a: text('a', {}, '\r\n') },
  ),
  'no line end at the end of the file': one(conflict, { a: 'x' }, { a: 'x\nours' }, { a: 'x\ntheirs' }),
  'paths and contents that are not UTF-8': one(
    clean,
    { 'l\xe4tin/\xff.txt': text('\xe4') },
    { 'l\xe4tin/\xff.txt': text('\xe4', { 1: '\xfc' }) },
    { 'l\xe4tin/\xff.txt': text('\xe4', { 12: '\xdf' }) },
  ),
  'a conflict at a path that is not UTF-8': one(
    conflict,
    { 'l\xe4': a },
    { 'l\xe4': ours },
    { 'l\xe4': theirs },
  ),
  'paths that look like options, patterns and escapes': one(
    clean,
    { '-d': a, '--': a, '*': a, ':(top)': a, 'new\nline': a, 'quo"te\\': a, '#x': a, '!x': a, ' ': a },
    {
      '-d': far,
      '--': far,
      '*': far,
      ':(top)': far,
      'new\nline': far,
      'quo"te\\': far,
      '#x': far,
      '!x': far,
      ' ': far,
    },
    {
      '-d': theirs,
      '--': theirs,
      '*': theirs,
      ':(top)': theirs,
      'new\nline': theirs,
      'quo"te\\': theirs,
      '#x': theirs,
      '!x': theirs,
      ' ': theirs,
    },
  ),
  'a file emptied on one side': one(conflict, { a }, { a: ours }, { a: '' }),
  'three picks of which the middle one conflicts': {
    base: { a, b: text('b') },
    line: { a: ours, b: text('b') },
    main: [
      { a, b: text('b', { 2: 'one' }) },
      { a: theirs, b: text('b', { 2: 'one' }) },
      { a: theirs, b: text('b', { 2: 'one', 11: 'two' }) },
    ],
    outcomes: ['clean', 'conflict', 'clean'],
  },
  'a pick, its revert, and the pick again': {
    base: { a },
    line: { a: far },
    main: [{ a: theirs }, { a }, { a: theirs }],
    outcomes: ['clean', 'clean', 'clean'],
  },
}
