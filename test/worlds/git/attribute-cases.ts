import { type Files, link } from '../cli/snapshots.ts'
import { type PickCase, text } from './pick-cases.ts'

const a = text('a')
const ours = text('a', { 6: 'ours' })
const theirs = text('a', { 6: 'theirs' })

/** Both sides change one line of a file, under attributes that stand on both sides. */
function under(attributes: Files, path = 'a.txt', outcome: 'clean' | 'conflict' = 'clean'): PickCase {
  return {
    base: { ...attributes, [path]: a },
    line: { ...attributes, [path]: ours },
    main: [{ ...attributes, [path]: theirs }],
    outcomes: [outcome],
  }
}

/** The attributes change in the middle of main. */
function changing(attributes: {
  readonly before: string
  readonly after: string
  readonly path?: string
}): PickCase {
  const path = attributes.path ?? '.gitattributes'
  return {
    base: { [path]: attributes.before, 'dir/a.txt': a },
    line: { [path]: attributes.before, 'dir/a.txt': ours },
    main: [
      { [path]: attributes.after, 'dir/a.txt': a },
      { [path]: attributes.after, 'dir/a.txt': theirs },
    ],
    outcomes: ['clean', attributes.after.includes('union') ? 'clean' : 'conflict'],
  }
}

const root = (content: string): Files => ({ '.gitattributes': content })
const nested = (content: string): Files => ({ 'dir/.gitattributes': content })

/** The line calls the file `.gitattributes` that main calls otherwise: a pick changes it through the rename. */
const MANY_LINES = Array.from({ length: 12 }, (_, i) => `# line ${i}\n`).join('')
const RENAMED: PickCase = {
  base: { attrs: MANY_LINES, 'dir/a.txt': a },
  line: { '.gitattributes': MANY_LINES, 'dir/a.txt': ours },
  main: [
    { attrs: `${MANY_LINES}*.txt merge=union\n`, 'dir/a.txt': a },
    { attrs: `${MANY_LINES}*.txt merge=union\n`, 'dir/a.txt': theirs },
  ],
  outcomes: ['clean', 'clean'],
}

/** What `.gitattributes` can do to a merge. Where a union is asked for and found, both sides' lines stay. */
export const ATTRIBUTE_CASES: Readonly<Record<string, PickCase>> = {
  'no attributes': under({}, 'a.txt', 'conflict'),
  'attributes that a pick changes through a rename': RENAMED,
  'a symbolic link whose target reads as attributes': under(
    { '.gitattributes': link('*.txt merge=union') },
    'a.txt',
    'conflict',
  ),
  'a symbolic link that a pick renames to .gitattributes': {
    base: { attrs: link('*.txt merge=union'), 'a.txt': a },
    line: { attrs: link('*.txt merge=union'), 'a.txt': ours },
    main: [
      { '.gitattributes': link('*.txt merge=union'), 'a.txt': a },
      { '.gitattributes': link('*.txt merge=union'), 'a.txt': theirs },
    ],
    outcomes: ['clean', 'conflict'],
  },
  'a union': under(root('*.txt merge=union\n')),
  'no merge at all': under(root('*.txt -merge\n'), 'a.txt', 'conflict'),
  'a merge by text, said twice': under(root('* merge=union\n*.txt merge=text\n'), 'a.txt', 'conflict'),
  'a file that counts as binary': under(root('a.txt binary\n'), 'a.txt', 'conflict'),
  'a driver that nobody defined': under(root('a.txt merge=ours\n'), 'a.txt', 'conflict'),
  'a union taken back with !merge': under(root('* merge=union\na.txt !merge\n'), 'a.txt', 'conflict'),
  'text and line ends': under(root('* text=auto eol=lf\n'), 'a.txt', 'conflict'),
  'longer conflict markers': under(root('* conflict-marker-size=20\n'), 'a.txt', 'conflict'),
  'a macro of one’s own': under(root('[attr]both merge=union -diff\n*.txt both\n')),
  'a macro that the built-in one is overruled by': under(root('[attr]binary merge=union\n*.txt binary\n')),
  'a macro defined at the top and used below': under(
    { ...root('[attr]both merge=union\n'), ...nested('*.txt both\n') },
    'dir/a.txt',
  ),
  'a macro defined below, where git allows none': under(
    nested('[attr]both merge=union\n*.txt both\n'),
    'dir/a.txt',
    'conflict',
  ),
  'a quoted pattern': under(root('"sp ace.txt" merge=union\n'), 'sp ace.txt'),
  'a quoted pattern with escapes': under(root('"q\\"u\\303\\244\\t.txt" merge=union\n'), 'q"u\xc3\xa4\t.txt'),
  'a pattern from the top': under(root('/a.txt merge=union\n'), 'dir/a.txt', 'conflict'),
  'a pattern through all folders': under(root('**/a.txt merge=union\n'), 'dir/deep/a.txt'),
  'a pattern for a folder, which matches no file': under(root('dir/ merge=union\n'), 'dir/a.txt', 'conflict'),
  'a negative pattern, which git forbids': under(root('!*.md merge=union\n'), 'a.txt', 'conflict'),
  'attributes of a folder': under(nested('*.txt merge=union\n'), 'dir/a.txt'),
  'attributes of a folder, for the folders below': under(nested('a.txt merge=union\n'), 'dir/deep/er/a.txt'),
  'attributes of a folder, from its own top': under(
    nested('/a.txt merge=union\n'),
    'dir/deep/a.txt',
    'conflict',
  ),
  'attributes of a folder, for a path below it': under(nested('deep/*.txt merge=union\n'), 'dir/deep/a.txt'),
  'attributes of another folder': under(nested('*.txt merge=union\n'), 'other/a.txt', 'conflict'),
  'a folder that overrules the top': under(
    { ...root('*.txt -merge\n'), ...nested('*.txt merge=union\n') },
    'dir/a.txt',
  ),
  'a folder whose name is a pattern': under(
    { 'd[i]r*/.gitattributes': '*.txt merge=union\n', 'dir/.gitattributes': '*.txt -merge\n' },
    'd[i]r*/a.txt',
  ),
  'a folder that only a pattern would name': under(
    { 'd[i]r/.gitattributes': '*.txt merge=union\n' },
    'dir/a.txt',
    'conflict',
  ),
  'a folder with spaces and quotes in its name': under(
    { 'a "b\\ c/.gitattributes': '*.txt merge=union\n' },
    'a "b\\ c/x.txt',
  ),
  'a folder whose name looks like a comment': under(
    { '#d/.gitattributes': 'x.txt merge=union\n' },
    '#d/x.txt',
  ),
  'a folder whose name looks like a negation': under(
    { '!d/.gitattributes': 'x.txt merge=union\n' },
    '!d/x.txt',
  ),
  'a folder whose name looks like a macro': under(
    { '[attr]d/.gitattributes': 'x.txt merge=union\n' },
    '[attr]d/x.txt',
  ),
  'a folder whose name is not UTF-8': under(
    { '\xe4\xff/.gitattributes': '*.txt merge=union\n' },
    '\xe4\xff/x.txt',
  ),
  'a byte order mark at the top': under(root('\xef\xbb\xbf*.txt merge=union\n')),
  'a byte order mark in a folder': under(nested('\xef\xbb\xbf*.txt merge=union\n'), 'dir/a.txt'),
  'CRLF in the attributes': under(nested('*.txt merge=union\r\n'), 'dir/a.txt'),
  'no line end after the attributes': under(
    { ...root('*.md text'), ...nested('*.txt merge=union') },
    'dir/a.txt',
  ),
  'white space before and comments between': under(nested('# all\n \t *.txt \t merge=union\n'), 'dir/a.txt'),
  'a quote that does not end': under(nested('"a.txt merge=union\n'), 'dir/"a.txt'),
  'attributes that are a symbolic link': under(
    { '.gitattributes': link('real'), real: '*.txt merge=union\n' },
    'a.txt',
    'conflict',
  ),
  'a folder named like the attributes': under(
    { '.gitattributes/.gitattributes': 'a.txt merge=union\n', '.gitattributes/x': '*.txt merge=union\n' },
    'a.txt',
    'conflict',
  ),
  'attributes that come in the middle': changing({ before: '', after: '*.txt merge=union\n' }),
  'attributes that go in the middle': changing({ before: '*.txt merge=union\n', after: '' }),
  'attributes of a folder that come in the middle': changing({
    before: '# none\n',
    after: '*.txt merge=union\n',
    path: 'dir/.gitattributes',
  }),
}
