import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGit } from '../../../src/adapters/git/open.ts'
import { refusal } from '../../git/repositories.ts'
import { openRemote, type RemoteWorld, type Settled } from './remote.ts'

const BRANCH = 'refs/heads/release/v2.0.1'
const LINES = Array.from({ length: 12 }, (_, i) => `line ${i}\n`)

/** A file whose sixth line says something. */
function saying(text: string): string {
  return LINES.with(5, `${text}\n`).join('')
}

/** Two fixes, the second of which needs a change that is not taken. */
function withConflict(): RemoteWorld {
  const world = openRemote()
  world.onLine('chore: the line has its own', { edits: { 'src/a.ts': saying('of the line') } })
  world.tags('v2.0.1')
  world.merges('fix: crash one (#2)')
  world.merges('fix: crash two (#3)', { edits: { 'src/a.ts': saying('of main') } })
  return world
}

describe('building a settled plan', () => {
  it('makes its commits and pushes the branch; a second time nothing is left to do', async () => {
    using world = openRemote()
    const fix = world.merges('fix: crash one (#2)')
    world.merges('feat: more (#3)')
    const settled = await world.settle()
    const built = await world.captain.build({ ...settled, onto: [] })
    expect(built.outcomes).toEqual([{ candidate: '#2', kind: 'clean', at: built.head }])
    expect(world.refAt(BRANCH)).toBe(built.head)
    expect(world.git('log', '-1', '--format=%an|%cn|%B', built.head)).toBe(
      `Ada|release-captain[bot]|fix: crash one (#2)\n\n(cherry picked from commit ${fix})`,
    )
    expect(await world.captain.build({ ...settled, onto: [] })).toEqual(built)
  })

  it('gives the same commits elsewhere: after a crash, on another machine', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    const settled = await world.settle()
    const built = await world.captain.build({ ...settled, onto: [] })
    await using other = {
      git: openGit({ cacheDir: join(world.folder, 'other'), signing: null, onUnauthenticated: null }),
      [Symbol.asyncDispose]: () => other.git.close(),
    }
    world.git('update-ref', '-d', BRANCH)
    expect(await other.git.build({ ...settled, onto: [] })).toEqual(built)
  })

  it('skips a pick that conflicts, and tells its commit and files', async () => {
    using world = withConflict()
    const settled = await world.settle({ version: 'v2.0.2' })
    const { outcomes } = await world.captain.build({ ...settled, onto: [] })
    expect(outcomes).toEqual([
      { candidate: '#2', kind: 'clean', at: expect.stringMatching(/^[0-9a-f]{40}$/) },
      { candidate: '#3', kind: 'conflict', commit: world.product.tip('main'), files: ['src/a.ts'] },
    ])
  })

  it('makes the branch even where no pick applies', async () => {
    using world = withConflict()
    const settled = await world.settle({
      version: 'v2.0.2',
      selection: { kind: 'exactly', take: ['#3'] },
    })
    const { head } = await world.captain.build({ ...settled, onto: [] })
    expect(head).toBe(world.product.tip('line'))
    expect(world.refAt('refs/heads/release/v2.0.2')).toBe(head)
  })

  it('replaces a branch of our own, and never one that somebody else pushed to', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    const first = await world.settle()
    const { head } = await world.captain.build({ ...first, onto: [] })
    world.merges('fix: crash two (#3)')
    const second = await world.settle()
    const rebuilt = await world.captain.build({ ...second, onto: [head] })
    expect(world.refAt(BRANCH)).toBe(rebuilt.head)

    const byHand = pushesByHand(world, second)
    const said = await refusal(world.captain.build({ ...second, onto: [head, rebuilt.head] }))
    expect(world.refAt(BRANCH)).toBe(byHand)
    expect(said.replace(byHand.slice(0, 10), 'SHA')).toMatchInlineSnapshot(`
      "[repository] \`release/v2.0.1\` is at SHA (Ada, “fix: by hand”), which Release Captain didn't push. Nothing was pushed.
      Next: Check it with \`git fetch origin release/v2.0.1\` and \`git log FETCH_HEAD\`. If you don't need the branch, delete it there, then retry."
    `)
  })

  it('refuses what cannot be made again as it was', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    const settled = await world.settle()
    const build = (plan: Partial<Settled['plan']>) =>
      refusal(world.captain.build({ ...settled, plan: { ...settled.plan, ...plan }, onto: [] }))
    expect(await build({ digest: '0'.repeat(64) })).toContain('the plan that was settled is 000000000000')
    expect(await build({ base: '1'.repeat(40) })).toContain('that tag is gone')
    expect(await build({ main: '1'.repeat(40) })).toContain('main was rewritten')
    expect(world.refAt(BRANCH)).toBeNull()
  })

  it('refuses a version that is tagged by now', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    const settled = await world.settle()
    world.tags('v2.0.1')
    expect(await refusal(world.captain.build({ ...settled, onto: [] }))).toContain(
      'The tag v2.0.1 exists already',
    )
  })
})

describe('the version bump', () => {
  it('is one commit on the head of the branch, and the same when it is asked for again', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    const settled = await world.settle()
    const { head: on } = await world.captain.build({ ...settled, onto: [] })
    const { head } = await world.captain.bump({ ...settled, on })
    expect(world.refAt(BRANCH)).toBe(head)
    expect(world.git('log', '--format=%s', `${on}..${head}`)).toBe('chore: bump version to 2.0.1')
    expect(world.git('show', `${head}:package.json`)).toContain('"version": "2.0.1"')
    expect(await world.captain.bump({ ...settled, on })).toEqual({ head })
  })

  it('leaves a branch as it is that says the new version already', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    const settled = await world.settle()
    const { head: on } = await world.captain.build({ ...settled, onto: [] })
    const { head } = await world.captain.bump({ ...settled, on })
    expect(await world.captain.bump({ ...settled, on: head })).toEqual({ head })
  })

  it('follows a conflict that people resolved on the branch', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    const settled = await world.settle()
    await world.captain.build({ ...settled, onto: [] })
    const on = pushesByHand(world, settled)
    const { head } = await world.captain.bump({ ...settled, on })
    expect(world.git('rev-parse', `${head}^`)).toBe(on)
  })

  it('is refused where somebody pushed meanwhile, or took the branch away', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    const settled = await world.settle()
    const { head: on } = await world.captain.build({ ...settled, onto: [] })
    pushesByHand(world, settled)
    expect(await refusal(world.captain.bump({ ...settled, on }))).toContain("Release Captain didn't push")
    world.git('update-ref', '-d', BRANCH)
    expect(await refusal(world.captain.bump({ ...settled, on }))).toContain('it was deleted')
  })
})

describe('whether one commit can be reached from another', () => {
  it('is asked of the remote as it is now', async () => {
    using world = openRemote()
    const first = world.merges('fix: crash one (#2)')
    const { captain, at } = world
    await captain.readGround(at)
    const of = world.merges('fix: crash two (#3)')
    expect(await captain.isAncestor({ at, ancestor: first, of })).toBe(true)
    expect(await captain.isAncestor({ at, ancestor: of, of: first })).toBe(false)
    expect(await captain.isAncestor({ at, ancestor: '1'.repeat(40), of })).toBe(false)
    expect(await refusal(captain.isAncestor({ at, ancestor: of, of: '1'.repeat(40) }))).toContain(
      '1111111111',
    )
  })
})

function pushesByHand(world: RemoteWorld, { branch }: Settled): string {
  const on = world.refAt(`refs/heads/${branch}`) ?? ''
  const commit = world.git('commit-tree', `${on}^{tree}`, '-p', on, '-m', 'fix: by hand')
  world.git('update-ref', `refs/heads/${branch}`, commit)
  return commit
}
