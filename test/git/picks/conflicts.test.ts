import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeConflict, readHunks } from '../../../src/git/picks/conflicts.ts'
import type { ConflictFile } from '../../../src/release/planning/plan.ts'
import { type Opened, openEngine } from '../../worlds/cli/engine.ts'
import { type Files, writeHistory } from '../../worlds/cli/snapshots.ts'
import { PICK_CASES, type PickCase, text } from '../../worlds/git/pick-cases.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

let place: Awaited<ReturnType<typeof folder>>
let tree: WorkTree
let opened: Opened

beforeAll(async () => {
  place = await folder()
  tree = workTree(join(place.path, 'clone'))
  opened = await openEngine({ repository: tree.folder })
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

/** What is in conflict when main's change is picked onto the line's. */
async function conflict(base: Files, line: Files, main: Files): Promise<ConflictFile[]> {
  const [, tip = '', sha = ''] = writeHistory(tree.gitDir, [
    { files: base, parents: [] },
    { files: line, parents: [0] },
    { files: main, parents: [0], message: 'feat/thing: do it\n' },
  ])
  const step = await opened.engine.pick(tree.git(['rev-parse', `${tip}^{tree}`]), { sha, mainline: null })
  if (step.kind !== 'conflict') throw new Error(`no conflict, but ${step.kind}`)
  return describeConflict(opened.store, step)
}

const a = text('a')

describe('a conflict', () => {
  it('is shown stretch by stretch, in the lines that the file has on the line', async () => {
    const ours = { a: text('a', { 3: 'ours 3', 4: 'ours 4', 11: 'ours 11' }) }
    const theirs = { a: text('a', { 3: 'theirs 3', 11: 'theirs 11\nand one more' }) }
    expect(await conflict({ a }, ours, theirs)).toEqual([
      {
        path: 'a',
        kind: 'content',
        hunks: [
          { ours: { start: 3, end: 4 }, oursText: 'ours 3\nours 4', theirsText: 'theirs 3\na, line 4' },
          { ours: { start: 11, end: 11 }, oursText: 'ours 11', theirsText: 'theirs 11\nand one more' },
        ],
      },
    ])
  })

  it('is shown where the line has nothing', async () => {
    const cut = a.replace('a, line 6\n', '')
    const [file] = await conflict({ a }, { a: cut }, { a: text('a', { 6: 'theirs' }) })
    expect(file?.hunks).toEqual([{ ours: { start: 6, end: 5 }, oursText: '', theirsText: 'theirs' }])
  })

  it('is told from text of the file that looks like one', async () => {
    const looks = '<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> main\n<<<<<<< 0123456\n'
    const [file] = await conflict(
      { a: looks + a },
      { a: looks + text('a', { 6: 'o' }) },
      { a: looks + text('a', { 6: 't' }) },
    )
    expect(file?.hunks).toEqual([{ ours: { start: 12, end: 12 }, oursText: 'o', theirsText: 't' }])
  })

  it('is shown in files of CRLF lines, of longer markers, and of renamed files', async () => {
    const crlf = await conflict(
      { a: text('a', {}, '\r\n') },
      { a: text('a', { 6: 'o' }, '\r\n') },
      { a: text('a', { 6: 't' }, '\r\n') },
    )
    expect(crlf[0]?.hunks).toHaveLength(1)
    const marked = { '.gitattributes': '* conflict-marker-size=20\n' }
    const longer = await conflict(
      { ...marked, a },
      { ...marked, a: text('a', { 6: 'o' }) },
      { ...marked, a: text('a', { 6: 't' }) },
    )
    expect(longer[0]?.hunks).toHaveLength(1)
    const renamed = await conflict({ a }, { z: text('a', { 6: 'o' }) }, { a: text('a', { 6: 't' }) })
    expect(renamed).toMatchObject([{ path: 'z', hunks: [{ oursText: 'o', theirsText: 't' }] }])
  })

  it('is cut where it is long', async () => {
    const many = (word: string) => Array.from({ length: 50 }, (_, i) => `${word} ${i}\n`).join('')
    const [file] = await conflict({ a: 'x\n' }, { a: many('o') }, { a: many('t') })
    expect(file?.hunks[0]?.oursText.split('\n').slice(-2)).toEqual(['o 39', '[10 more lines]'])
  })

  it('has no stretches in binary files, links, submodules and files of megabytes', async () => {
    const named = (name: string): PickCase =>
      PICK_CASES[name] ?? { base: {}, line: {}, main: [], outcomes: [] }
    const cases = [
      'a binary file that both sides changed',
      'a symbolic link that both sides turned',
      'a submodule that both sides moved',
    ]
    for (const { base, line, main } of cases.map(named)) {
      const files = await conflict(base, line, main[0] ?? {})
      expect(files.flatMap(({ hunks }) => hunks)).toEqual([])
    }
    const big = `${'x'.repeat(99)}\n`.repeat(50_000)
    const [file] = await conflict({ a: `${big}b` }, { a: `${big}o` }, { a: `${big}t` })
    expect(file).toEqual({ path: 'a', kind: 'content', hunks: [] })
  })
})

describe('kinds of conflicts, in git’s words, and paths as git cherry-pick names them:', () => {
  const kinds = {
    'the same lines of a file': ['a: content'],
    'two new files of one name': ['b: add/add'],
    'a file that the line changed and main deleted': ['a: modify/delete'],
    'a file that the line renamed and main deleted': ['z: rename/delete'],
    'a file renamed to two names': ['a: rename/rename', 'y: rename/rename', 'z: rename/rename'],
    'a folder in the place of a file that the line changed': ['x~HEAD: file/directory'],
    'a file in the place of a folder in which the line changed a file': [
      'x/a: modify/delete',
      'x~SHA (feat_thing: do it): file/directory',
    ],
    'a new file in a folder that the line renamed': ['new/c: file location'],
    'a binary file that both sides changed': ['b: binary'],
    'a submodule that both sides moved': ['sub: submodule'],
    'a symbolic link in the place of a file that the line changed': [
      'a: distinct types',
      'a~HEAD: distinct types',
    ],
  }
  it.each(Object.entries(kinds))('%s', async (name, expected) => {
    const { base, line, main } = PICK_CASES[name] ?? { base: {}, line: {}, main: [] }
    const files = await conflict(base, line, main[0] ?? {})
    const said = files.map(({ path, kind }) => `${path.replace(/~[0-9a-f]{7,} /, '~SHA ')}: ${kind}`)
    expect(said).toEqual(expected)
  })
})

it('a file without conflict markers has no stretches', () => {
  expect(readHunks('')).toEqual([])
  expect(readHunks(`<<<<<<< ${'a'.repeat(40)}\nnever ended\n`)).toEqual([])
})
