import fc from 'fast-check'
import type { Bytes } from '../cli/snapshots.ts'

/** What a commit says, in bytes of which each is one character. */
export interface CommitText {
  readonly author: Bytes
  readonly encoding: string | null
  readonly message: Bytes
}

const LINES = [
  'fix: stop the engine',
  'a second line of text',
  'Signed-off-by: Ada <ada@example.org>',
  'Co-authored-by: Bob <bob@example.org>',
  '(cherry picked from commit 1234567890123456789012345678901234567890)',
  'Change-Id: I1234',
  'Fixes #12',
  'Fixes: #12',
  'key : value',
  'key with spaces: value',
  'https://example.org/x: y',
  ' indented',
  '\tsrc/a.ts',
  '# a comment',
  'Conflicts:',
  '# Conflicts:',
  '---',
  'diff --git a/x b/x',
  '# ------------------------ >8 ------------------------',
  '',
  '',
  '  \t',
  'ends in CR\r',
  '\r',
  'trailing blanks  ',
  'caf\xe9 and \xfc',
  'caf\xc3\xa9',
  '\x80\xff\xc3',
  '\xed\xa0\x80 and \xef\xbf\xbf',
  'x'.repeat(5000),
]

const message = fc
  .tuple(
    fc.constantFrom('', '', '\n', '  \n\n'),
    fc.array(fc.constantFrom(...LINES), { maxLength: 9, size: 'max' }),
    fc.constantFrom('\n', '\n', '', '\n\n', ' \n\t\n'),
  )
  .map(([start, lines, end]) => start + lines.join('\n') + end)

const author = fc.constantFrom(
  'Ada <ada@example.org> 1700000000 +0100',
  'Ada  Lovelace Jr. <ada@example.org> 1700000001 -0730',
  '"Ada, of \'Ockham\'" <> 0 +0000',
  ' <only@an.address> 1700000002 +1400',
  'caf\xe9 <\xfc@example.org> 1700000003 +0000',
  'caf\xc3\xa9 <a@example.org> 1700000003 +0000',
)

const encoding = fc.constantFrom(
  null,
  null,
  null,
  'UTF-8',
  'utf8',
  'ISO-8859-1',
  'latin1',
  'ISO-8859-15',
  'windows-1252',
  'KOI8-R',
  'EUC-JP',
  'Shift_JIS',
  'no-such-encoding',
)

/** Anything that a commit may say for itself. */
export const commitText: fc.Arbitrary<CommitText> = fc.record({ author, encoding, message })

/** The commit object's own bytes. */
export function commitBytes(
  text: CommitText,
  to: { readonly tree: string; readonly parent: string },
): Buffer {
  const head = [
    `tree ${to.tree}`,
    `parent ${to.parent}`,
    `author ${text.author}`,
    'committer Ada <ada@example.org> 1700000009 +0000',
    ...(text.encoding === null ? [] : [`encoding ${text.encoding}`]),
  ]
  return Buffer.from(`${head.join('\n')}\n\n${text.message}`, 'latin1')
}
