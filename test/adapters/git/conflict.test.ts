import { describe, expect, it } from 'vitest'
import { refusal } from '../../git/repositories.ts'
import type { Edits } from '../../worlds/cli/product.ts'
import { openRemote, type RemoteWorld } from './remote.ts'

const LINES = Array.from({ length: 20 }, (_, i) => `line ${i}\n`)

/** A file of twenty lines, some of which say something else. */
function saying(said: Readonly<Record<number, string>>): string {
  return LINES.map((text, i) => (said[i] === undefined ? text : `${said[i]}\n`)).join('')
}

interface Story {
  /** What main has before the fork, besides the product. */
  readonly before: Edits
  readonly onLine: Edits
  readonly onMain: readonly Edits[]
}

/** The line went its own way where #3 changes something; #2 applies. */
async function cut({ before, onLine, onMain }: Story) {
  const world = openRemote()
  world.merges('chore: what was before', { edits: before, tested: false })
  world.product.moveBranch('line', world.product.tip('main'))
  world.onLine('chore: the line has its own', { edits: onLine, tested: false })
  world.tags('v2.0.1')
  world.merges('fix: crash one (#2)')
  const trailer = onMain.length > 1 ? { body: 'PR-URL: https://github.com/godel/api/pull/3' } : {}
  for (const [i, edits] of onMain.entries()) {
    const title = onMain.length > 1 ? `fix: crash two, part ${i + 1}` : 'fix: crash two (#3)'
    world.merges(title, { edits, author: 'Grace', tested: false, ...trailer })
  }
  const selection = { kind: 'exactly', take: ['#2', '#3'] } as const
  const settled = await world.settle({ version: 'v2.0.2', selection })
  const { head } = await world.captain.build({ ...settled, onto: [] })
  const asking = { ...settled, candidate: '#3', head, branch: 'release/v2.0.2-pick-3' }
  return { ...world, settled, head, asking, shows: () => world.captain.createConflictBranch(asking) }
}

const SAME_LINE: Story = {
  before: { 'src/a.ts': saying({}) },
  onLine: { 'src/a.ts': saying({ 5: 'of the line' }) },
  onMain: [{ 'src/a.ts': saying({ 5: 'of main', 15: 'and more' }) }],
}

/** Deleted on the line, twice, and binary: git has no markers for these. */
const UNMARKED: Story = {
  before: { 'src/gone.ts': saying({}), 'src/data.bin': '\0one', 'src/kept file.ts': saying({}) },
  onLine: { 'src/gone.ts': null, 'src/data.bin': '\0of the line', 'src/kept file.ts': null },
  onMain: [
    {
      'src/gone.ts': saying({ 3: 'of main' }),
      'src/data.bin': '\0of main',
      'src/kept file.ts': saying({ 4: 'of main' }),
    },
  ],
}

const fileAt = (world: RemoteWorld, commit: string, path: string) => world.git('show', `${commit}:${path}`)

describe('the branch of a conflict', () => {
  it('is one commit on the release branch with the conflict between markers, author and origin kept', async () => {
    using world = await cut(SAME_LINE)
    const shown = await world.shows()
    const fix = world.product.tip('main')
    expect(world.refAt('refs/heads/release/v2.0.2-pick-3')).toBe(shown.head)
    expect(world.git('rev-parse', `${shown.head}^`)).toBe(world.head)
    expect([shown.commit, shown.mainline]).toEqual([fix, null])
    expect(
      shown.files.map(({ path, kind, marked, hunks }) => ({ path, kind, marked, hunks: hunks.length })),
    ).toEqual([{ path: 'src/a.ts', kind: 'content', marked: true, hunks: 1 }])
    expect(world.git('log', '-1', '--format=%an|%cn|%B', shown.head)).toBe(
      `Grace|release-captain[bot]|fix: crash two (#3)\n\n(cherry picked from commit ${fix})`,
    )
    expect(fileAt(world, shown.head, 'src/a.ts').split('\n').slice(4, 12)).toEqual([
      'line 4',
      '<<<<<<< release branch',
      'of the line',
      '=======',
      'of main',
      '>>>>>>> #3 fix: crash two',
      'line 6',
      'line 7',
    ])
    const { at, captain } = world
    expect(await captain.findMarkers({ at, base: world.head, head: shown.head })).toEqual(['src/a.ts'])
  })

  it('is the same when it is asked for again, and left alone once someone works on it', async () => {
    using world = await cut(SAME_LINE)
    const shown = await world.shows()
    expect(await world.shows()).toEqual(shown)
    world.git('update-ref', '-d', 'refs/heads/release/v2.0.2-pick-3')
    expect(await world.shows()).toEqual(shown)
    const work = commitOn(world, shown.head, 'fix: resolve')
    world.git('update-ref', 'refs/heads/release/v2.0.2-pick-3', work)
    expect((await world.shows()).head).toBe(work)
    expect(world.refAt('refs/heads/release/v2.0.2-pick-3')).toBe(work)
  })

  it('replaces one that we alone made for a release branch that was built anew since', async () => {
    using world = await cut(SAME_LINE)
    await world.shows()
    const settled = await world.settle({ version: 'v2.0.2', selection: { kind: 'exactly', take: ['#3'] } })
    const { head } = await world.captain.build({ ...settled, onto: [world.head] })
    const asking = { ...settled, candidate: '#3', head, branch: world.asking.branch }
    const anew = await world.captain.createConflictBranch(asking)
    expect(world.refAt('refs/heads/release/v2.0.2-pick-3')).toBe(anew.head)
    expect(world.git('rev-parse', `${anew.head}^`)).toBe(head)
  })

  it('is refused where something else has its name', async () => {
    using world = await cut(SAME_LINE)
    world.git('update-ref', 'refs/heads/release/v2.0.2-pick-3', commitOn(world, world.head, 'fix: other'))
    expect(await refusal(world.shows())).toContain("Release Captain didn't push")
  })

  it('has files that git cannot mark as git leaves them, and says so', async () => {
    using world = await cut({
      before: { 'src/gone.ts': saying({}), 'src/data.bin': '\0one', 'src/kept.ts': saying({}) },
      onLine: { 'src/gone.ts': null, 'src/data.bin': '\0of the line', 'src/both.ts': 'of the line\n' },
      onMain: [
        { 'src/gone.ts': saying({ 3: 'of main' }), 'src/data.bin': '\0of main', 'src/both.ts': 'of main\n' },
      ],
    })
    const { head, files } = await world.shows()
    expect(files.map(({ path, kind, marked }) => `${path} ${kind}${marked ? ', marked' : ''}`)).toEqual([
      'src/both.ts add/add, marked',
      'src/data.bin binary',
      'src/gone.ts modify/delete',
    ])
    expect(fileAt(world, head, 'src/gone.ts')).toContain('of main')
    expect(fileAt(world, head, 'src/data.bin')).toContain('of the line')
    const { at, captain } = world
    expect(await captain.findMarkers({ at, base: world.head, head })).toEqual(['src/both.ts'])
  })

  it('has no decision about such files until somebody changes or deletes each, or says that it is kept', async () => {
    using world = await cut(UNMARKED)
    const { head, undecided, commit } = await world.shows()
    expect(undecided).toEqual([
      { path: 'src/data.bin', line: 'here', change: 'other' },
      { path: 'src/gone.ts', line: 'none', change: 'here' },
      { path: 'src/kept file.ts', line: 'none', change: 'here' },
    ])
    const left = async (...heads: string[]) => {
      for (const [i, head] of heads.entries())
        if (!head.startsWith('0000')) world.git('update-ref', `refs/heads/seen-${i}`, head)
      const found = await world.captain.findUnresolved({ ...world.asking, heads })
      expect(found.commit).toBe(commit)
      return found.files.map(({ path }) => path)
    }
    const all = undecided.map(({ path }) => path)
    expect(await left(head)).toEqual(all)
    expect(await left(commitOn(world, head, 'fix: begin'))).toEqual(all)
    expect(await left(world.product.tip('main'))).toEqual(['src/gone.ts', 'src/kept file.ts'])
    expect(await left(commitOn(world, head, 'fix: as it is\n\nKeeps: src/kept file.ts'))).toEqual(
      all.slice(0, 2),
    )
    expect(await left(world.head)).toEqual(['src/data.bin'])
    const kept = commitOn(world, world.head, 'fix: keep\n\nKeeps: src/data.bin')
    expect(await left(kept)).toEqual([])
    expect(await left('0'.repeat(40), head, kept)).toEqual([])
  })

  it('calls a file that stands in the place of a folder as git cherry-pick does', async () => {
    using world = await cut({
      before: { 'src/a.ts': saying({}) },
      onLine: { 'src/b/c.ts': 'of the line\n' },
      onMain: [{ 'src/b': 'of main\n' }],
    })
    const { head, files } = await world.shows()
    const [file] = files
    expect(file?.path).toMatch(/^src\/b~[0-9a-f]{7,} \(fix: crash two \(#3\)\)$/)
    expect(fileAt(world, head, file?.path ?? '')).toBe('of main')
  })

  it('of several commits has each, those behind the conflict on top of it', async () => {
    using world = await cut({
      ...SAME_LINE,
      onMain: [
        { 'src/a.ts': saying({ 0: 'first' }) },
        { 'src/a.ts': saying({ 0: 'first', 5: 'of main' }) },
        { 'src/a.ts': saying({ 0: 'first', 5: 'of main', 19: 'last' }) },
      ],
    })
    const { head, commit } = await world.shows()
    expect(commit).toBe(world.git('rev-parse', 'main^'))
    expect(world.git('log', '--format=%s', `${world.head}..${head}`).split('\n')).toEqual([
      'fix: crash two, part 3',
      'fix: crash two, part 2',
      'fix: crash two, part 1',
    ])
    expect(fileAt(world, head, 'src/a.ts')).toMatch(/^first[\s\S]*>>>>>>> [\s\S]*last$/)
  })

  it('of several commits that conflict more than once is one commit: no markers within markers', async () => {
    using world = await cut({
      ...SAME_LINE,
      onMain: [{ 'src/a.ts': saying({ 5: 'of main' }) }, { 'src/a.ts': saying({ 5: 'of main, better' }) }],
    })
    const { head } = await world.shows()
    const [first, second] = [world.git('rev-parse', 'main^'), world.product.tip('main')]
    expect(world.git('log', '--format=%an|%B', `${world.head}..${head}`).trim()).toBe(
      `Grace|fix: crash two, part 1 (#3)\n\n(cherry picked from commit ${first})\n(cherry picked from commit ${second})`,
    )
    expect(fileAt(world, head, 'src/a.ts').match(/^<{7} /gm)).toHaveLength(1)
    expect((await world.shows()).head).toBe(head)
  })

  it('is refused where the release branch has by now what the pick does', async () => {
    using world = await cut(SAME_LINE)
    const resolved = commitOn(world, world.head, 'fix: resolved', 'main')
    world.git('update-ref', 'refs/heads/release/v2.0.2', resolved)
    const asking = { ...world.asking, head: resolved }
    expect(await refusal(world.captain.createConflictBranch(asking))).toContain(
      'no longer changes anything on the release branch',
    )
  })
})

describe('conflict markers', () => {
  it('are lines of both kinds in files that differ; a heading or half a marker is none', async () => {
    using world = openRemote()
    const base = world.merges('docs: before', {
      edits: { 'old.md': '<<<<<<< a\n>>>>>>> b\n', 'a.md': '' },
      tested: false,
    })
    const edits = {
      'a.md': 'Title\n=======\n\n<<<<<<< only one kind\n',
      'b.md': ' <<<<<<< indented\n >>>>>>> b\n',
      'c.md': 'x\n<<<<<<< ours\na\n||||||| base\nb\n=======\nc\n>>>>>>> theirs\n',
    }
    const head = world.merges('docs: after', { edits, tested: false })
    const { at, captain } = world
    expect(await captain.findMarkers({ at, base, head })).toEqual(['c.md'])
  })
})

/** A commit by hand, with the tree of another commit where one is named. */
function commitOn(world: RemoteWorld, on: string, message: string, tree = on): string {
  return world.git('commit-tree', `${tree}^{tree}`, '-p', on, '-m', message)
}
