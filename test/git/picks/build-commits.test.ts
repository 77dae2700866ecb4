import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPlainWriter, readCommit } from '../../../src/git/objects/commit-objects.ts'
import { type BuildInput, buildCommits, type PickedBranch } from '../../../src/git/picks/build-commits.ts'
import { type Opened, openEngine } from '../../worlds/cli/engine.ts'
import { type Snapshot, writeHistory } from '../../worlds/cli/snapshots.ts'
import { text } from '../../worlds/git/pick-cases.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

const BOT = {
  name: 'release bot',
  email: 'bot@example.org',
  at: 1_760_000_000,
  zone: '+0000',
  signOff: false,
}

const a = (replaced: Record<number, string>) => ({ a: text('a', replaced), b: text('b') })

/** Main after the base: a fix, a change without effect, a merged pull request of two commits, and two commits of a rebase. */
const MAIN: readonly Snapshot[] = [
  { files: a({}), parents: [] },
  {
    files: a({ 1: 'fixed' }),
    parents: [0],
    message: 'fix: one\n\nWhy it was so.\n\nSigned-off-by: Ada <a@b>\n',
  },
  { files: a({ 1: 'fixed' }), parents: [1], message: 'chore: nothing\n' },
  { files: a({ 1: 'fixed', 4: 'in' }), parents: [2], message: 'wip\n' },
  { files: a({ 1: 'fixed', 4: 'in', 6: 'in' }), parents: [3], message: 'wip 2\n' },
  {
    files: a({ 1: 'fixed', 4: 'in', 6: 'in' }),
    parents: [2, 4],
    message: 'Merge pull request #3 from x/y\n\nfix: two\n',
  },
  { files: a({ 1: 'fixed', 4: 'in', 6: 'in', 9: 'r' }), parents: [5], message: 'fix: caf\xe9, no line end' },
  {
    files: a({ 1: 'fixed', 4: 'in', 6: 'in', 9: 'r', 12: 'later' }),
    parents: [6],
    message: '\nfix: four\n\n\n# not a comment\n',
  },
]
const LINE: Snapshot = { files: a({ 12: 'of the line' }), parents: [0], message: 'chore: bump version\n' }

interface Ready {
  readonly tree: WorkTree
  readonly opened: Opened
  readonly base: string
  readonly main: readonly string[]
  readonly close: () => Promise<void>
}

async function ready(options: readonly string[]): Promise<Ready> {
  const place = await folder()
  const tree = workTree(join(place.path, 'clone'), options)
  const ids = writeHistory(tree.gitDir, [...MAIN, LINE])
  const opened = await openEngine({ repository: tree.folder })
  const close = async () => {
    await opened[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  }
  return { tree, opened, base: ids.at(-1) ?? '', main: ids, close }
}

/** Commits of main by their place there, as candidates; a merge commit by its mainline. */
function candidates({ main }: Ready, places: readonly (readonly number[])[]): BuildInput[] {
  return places.map((members) => ({
    id: `#${members.join('+')}`,
    picks: members.map((at) => ({ sha: main[at] ?? '', mainline: at === 5 ? 1 : null })),
  }))
}

function build(
  { opened, base }: Ready,
  toBuild: readonly BuildInput[],
  recordOrigin = true,
): Promise<PickedBranch> {
  const { store, engine } = opened
  const write = openPlainWriter(store)
  return buildCommits({ store, engine, base, candidates: toBuild, committer: BOT, write, recordOrigin })
}

/** What a commit says, without its committer and parents. */
function shown(commit: { tree: string; author: Buffer; message: Buffer }) {
  const { tree, author, message } = commit
  return { tree, author: author.toString('latin1'), message: message.toString('latin1') }
}

describe.each([
  ['sha1', []],
  ['sha256', ['--object-format=sha256']],
])('the commits of a release branch, in a repository of %s', (_, options) => {
  let world: Ready
  beforeAll(async () => {
    world = await ready(options)
  })
  afterAll(() => world.close())

  it.each([
    ['with a trailer', true, ['-x']],
    ['without', false, []],
  ])('have git’s own tree, author and message, %s', async (_title, recordOrigin, flags) => {
    const taken = candidates(world, [[1], [5], [6]])
    const { commits } = await build(world, taken, recordOrigin)
    const git = world.tree.pick(
      world.base,
      taken.flatMap(({ picks }) => picks),
      flags,
    )
    for (const [i, outcome] of git.entries()) {
      if (outcome.kind !== 'clean') throw new Error(`git says ${outcome.kind}`)
      const ours = await readCommit(world.opened.store, commits[i]?.sha ?? '')
      expect(shown(ours)).toEqual(shown(await readCommit(world.opened.store, outcome.commit)))
    }
    expect(commits).toHaveLength(3)
  })

  it('are the bot’s, at the date given, each on the one before it', async () => {
    const { commits, head, tree } = await build(world, candidates(world, [[1], [6]]))
    const made = await Promise.all(commits.map(({ sha }) => readCommit(world.opened.store, sha)))
    expect(made.map(({ parents }) => parents)).toEqual([[world.base], [commits[0]?.sha]])
    expect(made.map(({ committer }) => committer.toString())).toEqual(
      Array(2).fill('release bot <bot@example.org> 1760000000 +0000'),
    )
    expect([head, tree]).toEqual([commits[1]?.sha, made[1]?.tree])
  })

  it('say of which candidate and which commit of main they are', async () => {
    const { commits } = await build(world, candidates(world, [[1], [3, 4]]))
    expect(commits.map(({ candidate, from }) => [candidate, from])).toEqual([
      ['#1', world.main[1]],
      ['#3+4', world.main[3]],
      ['#3+4', world.main[4]],
    ])
  })

  it('are the same for the same picks, whenever and wherever they are made', async () => {
    const taken = candidates(world, [[1], [5], [6]])
    const first = await build(world, taken)
    await using elsewhere = await openEngine({
      repository: world.tree.folder,
      cacheDir: `${world.tree.folder}-2`,
    })
    expect(await build({ ...world, opened: elsewhere }, taken)).toEqual(first)
  })

  it('leave out a candidate as a whole when one of its commits does not apply', async () => {
    const { commits, skipped } = await build(world, candidates(world, [[6, 7], [1]]))
    expect(skipped).toEqual([{ candidate: '#6+7', why: 'conflict' }])
    expect(commits.map(({ candidate }) => candidate)).toEqual(['#1'])
  })

  it('leave out a candidate that changes nothing', async () => {
    const { commits, skipped, head } = await build(world, candidates(world, [[2]]))
    expect([commits, skipped, head]).toEqual([[], [{ candidate: '#2', why: 'empty' }], world.base])
  })

  it('are sound in git’s own eyes', async () => {
    const { head } = await build(world, candidates(world, [[1], [5], [6]]))
    const { gitDir } = world.opened.quarantine
    expect(world.tree.git([`--git-dir=${gitDir}`, 'fsck', '--strict', '--no-dangling', head])).toBe('')
  })
})
