import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebase, writeAttributesFile } from '../../../src/git/objects/attributes.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

let place: Awaited<ReturnType<typeof folder>>
let tree: WorkTree

beforeAll(async () => {
  place = await folder()
  tree = workTree(join(place.path, 'clone'))
})
afterAll(() => place[Symbol.asyncDispose]())

const FOLDERS = ['d/', 'd/e/', '!n/', '#c/', '[x]/', 'a b/', '*/', 'q"/', 'b\\s/']
const NAMES = ['f.txt', 'a b', '!x', '#y', '[z]', 'q"q', 'b\\b', '-d']
const PATTERNS = [
  '*',
  '*.txt',
  '/f.txt',
  'e/*',
  '**/f.txt',
  '"a b"',
  '\\!x',
  '[[]z]',
  '?.txt',
  'e/',
  'f.txt',
  '!f.txt',
  '"q\\"q"',
]

/** Which paths have the attribute, by git's own answer. */
function having(attributes: Record<string, string>, paths: readonly string[]): string {
  const files = Object.fromEntries(
    Object.entries(attributes).map(([folder, text]) => [`${folder}.gitattributes`, text]),
  )
  const [commit = ''] = writeHistory(tree.gitDir, [{ files, parents: [] }])
  tree.git(['read-tree', commit])
  return tree.git(['check-attr', '--cached', '--stdin', '-z', 'here'], `${paths.join('\0')}\0`)
}

describe('the attributes of a folder, said from the top', () => {
  it('property: hold for the same paths', () => {
    expect(having({ 'd/': '* here=0\n' }, ['d/f'])).toBe('d/f\0here\x000\0')
    const lines = fc.array(fc.constantFrom(...PATTERNS), { minLength: 1, maxLength: 4 })
    const paths = ['', ...FOLDERS].flatMap((inside) => NAMES.map((name) => inside + name))
    const holds = (inside: string, patterns: readonly string[]) => {
      const text = patterns.map((pattern, i) => `${pattern} here=${i}\n`).join('')
      const all = [...paths, ...paths.map((path) => inside + path)]
      expect(having({ '': rebase(text, inside) }, all)).toBe(having({ [inside]: text }, all))
    }
    fc.assert(fc.property(fc.constantFrom(...FOLDERS), lines, holds), { numRuns: 60, seed: 20 })
  })

  const long = (length: number, start = 'f.txt here=0 ') => start + 'x'.repeat(length - start.length)
  const CORNERS = {
    'a line of 2,047 bytes': `${long(2047)}\n`,
    'a line of 2,048 bytes': `${long(2048)}\n`,
    'a line that is too long only with the blanks before it': `${long(2047, '  \tf.txt here=0 ')}x\n`,
    'a CR after the pattern': 'f.txt\rhere=1\n',
    'a CR before the pattern': '\rf.txt here=1\n',
    'a bad escape in a quoted pattern': '"f\\q.txt" here=1\n"q\\q" here=2\n',
    'an octal escape that is too large': '"\\777" here=1\n',
    'an octal escape': '"\\146.txt" here=1\n',
    'a quoted pattern without an end': '"f.txt here=1\n',
    'no blank behind a quoted pattern': '"f.txt"here=1\n',
    'a quoted negative pattern': '"!f.txt" here=1\n',
    'a quoted macro': '"[attr]m" here=1\nf.txt m\n',
    'a macro’s prefix alone': '[attr] here=1\n',
    'an attribute that is none': 'f.txt here=1 -!x\n',
    'a form feed and a hard blank at the end': 'f.txt here=1\f\nb\\b here=2\xa0\n',
  }
  it.each(Object.entries(CORNERS))('hold for the same paths with %s', (_, text) => {
    const paths = ['d/', 'd/e/', ''].flatMap((inside) =>
      [...NAMES, '"f', '"f.txt', 'q\\q'].map((name) => inside + name),
    )
    expect(having({ '': rebase(text, 'd/') }, paths)).toBe(having({ 'd/': text }, paths))
    expect(having({ '': rebase(text, '') }, paths)).toBe(having({ '': text }, paths))
  })

  it.each([
    ['*.txt merge=union\n', 'd/', 'd/**/*.txt merge=union\n'],
    ['/a -merge\n', 'd/', 'd/a -merge\n'],
    ['e/a -merge\n', 'd/', 'd/e/a -merge\n'],
    ['a merge=union\n', 'a b/', '"a b/**/a" merge=union\n'],
    ['# said\n\n  a  x  \n', 'd/', 'd/**/a x\n'],
    ['[attr]m merge=union\n!a x\ne/ x\n', 'd/', ''],
    ['[attr]m merge=union\n', '', '[attr]m merge=union\n'],
  ])('%j in %j is %j', (text, inside, expected) => {
    expect(rebase(text, inside)).toBe(expected)
  })
})

it('a text of attributes is kept once, whole, under a name of its content', () => {
  const kept = join(place.path, 'kept')
  const file = writeAttributesFile(kept, '\xe4 merge=union\n')
  expect(readFileSync(file, 'latin1')).toBe('\xe4 merge=union\n')
  expect([writeAttributesFile(kept, '\xe4 merge=union\n'), existsSync(file)]).toEqual([file, true])
  expect(writeAttributesFile(kept, '')).not.toBe(file)
  expect(readdirSync(join(kept, 'attributes'))).toHaveLength(2)
})
