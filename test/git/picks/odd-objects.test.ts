import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCommit } from '../../../src/git/objects/commit-objects.ts'
import { normalizeTree } from '../../../src/git/objects/trees/canonical-trees.ts'
import { createMarkedTree } from '../../../src/git/picks/conflict-markers.ts'
import { describeConflict } from '../../../src/git/picks/conflicts.ts'
import { asGitsOutcome, comparable, type Opened, openEngine } from '../../worlds/cli/engine.ts'
import { type Files, link, writeHistory } from '../../worlds/cli/snapshots.ts'
import { text } from '../../worlds/git/pick-cases.ts'
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

const a = text('a')
const ours = text('a', { 6: 'ours' })
const theirs = text('a', { 6: 'theirs' })

/** The history of one pick, and what git's own `cherry-pick` and the engine say of it. */
async function bothWays(files: { base: Files; line: Files; main: Files }, message = 'fix: a change\n') {
  const commits = [
    { files: files.base, parents: [] },
    { files: files.line, parents: [0] },
    { files: files.main, parents: [0], message },
  ]
  const [, tip = '', sha = ''] = writeHistory(tree.gitDir, commits)
  return compare(tip, sha)
}

async function compare(tip: string, sha: string) {
  const pick = { sha, mainline: null }
  const [git] = tree.pick(tip, [pick]).map(comparable)
  const step = await opened.engine.pick(tree.git(['rev-parse', `${tip}^{tree}`]), pick)
  return { git, step, engine: asGitsOutcome(step) }
}

/** A tree made by hand, whatever git thinks of it. */
function writeTree(entries: readonly (readonly [mode: string, name: string, id: string])[]): string {
  const bytes = entries.map(([mode, name, id]) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(id, 'hex')]),
  )
  const args = ['hash-object', '-t', 'tree', '--literally', '-w', '--stdin']
  return tree.git(args, Buffer.concat(bytes))
}

function writeBlob(content: string): string {
  return tree.git(['hash-object', '-w', '--stdin'], content)
}

function writeCommit(files: string, ...parents: readonly string[]): string {
  const args = parents.flatMap((parent) => ['-p', parent])
  return tree.git(['commit-tree', files, '-m', 'fix: a change', ...args])
}

describe('a file that git moves aside', () => {
  const moved = (more: Files) => ({
    base: { ...more, d: a },
    line: { ...more, d: ours },
    main: { ...more, 'd/inside': 'i\n' },
  })

  it('gets a number where its name is taken, and the tree of the conflict is sound', async () => {
    const { git, step, engine } = await bothWays(moved({ 'd~HEAD': 'taken\n', 'd~HEAD_0': 'taken too\n' }))
    expect(engine).toEqual({ kind: 'conflict', paths: ['d~HEAD_1'] })
    expect(engine).toEqual(git)
    if (step.kind !== 'conflict') throw new Error('no conflict')
    const marked = await createMarkedTree(opened.store, step, { ours: 'line', theirs: 'main' })
    const names = tree.git(['--git-dir', opened.quarantine.gitDir, 'ls-tree', '--name-only', marked.tree])
    expect(names.split('\n').sort()).toEqual(['d', 'd~HEAD', 'd~HEAD_0', 'd~HEAD_1'])
  })

  it('gets a number where a folder has its name', async () => {
    const { git, engine } = await bothWays(moved({ 'd~HEAD/x': 'taken\n' }))
    expect(engine).toEqual(git)
  })

  it.each(['fix: caf\xe9/cr\xeame\n', '\n  \n\tfix: indented \n'])(
    'is named after the subject of its change, byte for byte: %j',
    async (message) => {
      const files = { base: { 'x/a': a }, line: { 'x/a': ours }, main: { x: 'now a file\n' } }
      const { git, engine } = await bothWays(files, message)
      expect(engine).toEqual(git)
      expect(engine.kind).toBe('conflict')
    },
  )
})

it('two paths in conflict that are not UTF-8 stay two, and are shown as two', async () => {
  const files = (content: string): Files => ({
    'caf\xe9': content,
    'caf\xea': content,
    'd\xe9/\xfc': content,
  })
  const { git, step, engine } = await bothWays({ base: files(a), line: files(ours), main: files(theirs) })
  expect(engine).toEqual({ kind: 'conflict', paths: ['caf\xe9', 'caf\xea', 'd\xe9/\xfc'] })
  expect(engine).toEqual(git)
  if (step.kind !== 'conflict') throw new Error('no conflict')
  const shown = await describeConflict(opened.store, step)
  expect(shown.map(({ path, hunks }) => [path, hunks.length])).toEqual([
    ['"caf\\351"', 1],
    ['"caf\\352"', 1],
    ['"d\\351/\\374"', 1],
  ])
})

describe('a path that git refuses is refused:', () => {
  const blob = () => writeBlob('x\n')
  const inFolder = (name: string) => () =>
    writeTree([['40000', name, writeTree([['100644', 'config', blob()]])]])
  const asFile = (name: string) => () => writeTree([['100644', name, blob()]])
  const asLink = (name: string) => () => writeTree([['120000', name, blob()]])
  const odd = {
    '.GIT/config': inFolder('.GIT'),
    'git~1/config': inFolder('git~1'),
    '.git . /config': inFolder('.git . '),
    '..': asFile('..'),
    '../config': inFolder('..'),
    '.': asFile('.'),
    'a\\.git': asFile('a\\.git'),
    '.git:stream': asFile('.git:stream'),
    'a link .gitmodules': asLink('.gitmodules'),
    'a link GITMOD~2': asLink('GITMOD~2'),
    'a link gi7eba~1': asLink('gi7eba~1'),
    'a link ~1000000': asLink('~1000000'),
  }
  it.each(Object.entries(odd))('%s', async (_, make) => {
    const root = writeCommit(writeTree([]))
    const { git, engine } = await compare(root, writeCommit(make(), root))
    expect(git).toEqual({ kind: 'refused' })
    expect(engine).toEqual(git)
  })

  const harmless = {
    '.gitignore': asFile('.gitignore'),
    'a file .gitmodules': asFile('.gitmodules'),
    'git~2': asFile('git~2'),
    '...': asFile('...'),
    'a link gi7ebb~1': asLink('gi7ebb~1'),
    'a link g~1': asLink('g~1'),
  }
  it.each(Object.entries(harmless))('and %s is not', async (_, make) => {
    const root = writeCommit(writeTree([]))
    const { git, engine } = await compare(root, writeCommit(make(), root))
    expect(git?.kind).toBe('clean')
    expect(engine).toEqual(git)
  })

  it('in the middle of a chain, and the picks after it go on without it', async () => {
    const root = writeCommit(writeTree([['100644', 'a', blob()]]))
    const bad = writeCommit(
      writeTree([
        ['100644', '..', blob()],
        ['100644', 'a', blob()],
      ]),
      root,
    )
    const good = writeCommit(
      writeTree([
        ['100644', 'a', blob()],
        ['100644', 'b', blob()],
      ]),
      root,
    )
    const picks = [bad, good].map((sha) => ({ sha, mainline: null }))
    const tip = parseCommit((await opened.store.read(root)).data, root).tree
    const { steps } = await opened.engine.chain({ tip, picks, onConflict: 'skip' })
    expect(steps.map(asGitsOutcome)).toEqual(tree.pick(root, picks).map(comparable))
  })
})

describe('trees come out as git’s index writes them:', () => {
  const EMPTY = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
  const [one, two] = ['one\n', 'two\n']

  it('old modes of the line, of main, and of folders that nobody touched', async () => {
    const inner = writeTree([['100664', 'f', writeBlob(one)]])
    const root = writeCommit(
      writeTree([
        ['100664', 'a', writeBlob(one)],
        ['40000', 'd', inner],
      ]),
    )
    const line = writeCommit(
      writeTree([
        ['100664', 'a', writeBlob(one)],
        ['100775', 'b', writeBlob(one)],
        ['40000', 'd', inner],
      ]),
      root,
    )
    const main = writeCommit(
      writeTree([
        ['100664', 'a', writeBlob(two)],
        ['40000', 'd', inner],
        ['40000', 'e', inner],
      ]),
      root,
    )
    const { git, engine } = await compare(line, main)
    expect(git?.kind).toBe('clean')
    expect(engine).toEqual(git)
  })

  it('without empty folders, and without what is empty when those are gone', async () => {
    const hollow = writeTree([['40000', 'inner', EMPTY]])
    const file = ['100644', 'a', writeBlob(one)] as const
    const root = writeCommit(writeTree([file, ['40000', 'd', hollow]]))
    const main = writeCommit(
      writeTree([
        ['100644', 'a', writeBlob(two)],
        ['40000', 'd', hollow],
        ['40000', 'e', EMPTY],
      ]),
      root,
    )
    const { git, engine } = await compare(root, main)
    expect(git?.kind).toBe('clean')
    expect(engine).toEqual(git)
  })

  it('and a tree that is like that already is the same tree', async () => {
    const [commit = ''] = writeHistory(tree.gitDir, [{ files: { a, 'd/e/f': a, l: link('a') }, parents: [] }])
    const same = tree.git(['rev-parse', `${commit}^{tree}`])
    expect(await normalizeTree(opened.store, same)).toBe(same)
  })
})
