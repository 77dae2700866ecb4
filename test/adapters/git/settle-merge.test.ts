import { describe, expect, it } from 'vitest'
import { ecdsaKey, openRemote, type RemoteWorld } from './remote.ts'

const edit = (text: string) => ({ edits: { 'src/a.ts': text }, tested: false })

/** A release of which #3 conflicts, and the branch with its conflict, signed by a key that never signs the same twice. */
async function conflicted() {
  const world = openRemote(ecdsaKey)
  world.merges('chore: what was before', edit('one\n'))
  world.product.moveBranch('line', world.product.tip('main'))
  world.onLine('chore: the line has its own', edit('of the line\n'))
  world.tags('v2.0.1')
  world.merges('fix: crash two (#3)', { ...edit('of main\n'), author: 'Grace' })
  const settled = await world.settle({ version: 'v2.0.2', selection: { kind: 'exactly', take: ['#3'] } })
  const { head: base } = await world.captain.build({ ...settled, onto: [] })
  const branch = `${settled.branch}-pick-3`
  const { head: marked } = await world.captain.createConflictBranch({
    ...{ ...settled, candidate: '#3', head: base, branch },
  })
  const resolved = commit(world, [marked], 'Resolve the conflict', world.merges('x', edit('both\n')))
  const settles = (head: string, merges: readonly string[] = [head]) => {
    world.git('update-ref', `refs/heads/${settled.branch}`, head)
    return world.captain.settleMerge({ ...settled, base, head, merges })
  }
  const markersIn = (head: string) => world.captain.findMarkerCommits({ at: world.at, base, head })
  return { ...world, settled, base, marked, resolved, settles, markersIn }
}

function commit(world: RemoteWorld, parents: readonly string[], message: string, tree: string): string {
  const on = parents.flatMap((one) => ['-p', one])
  return world.git('commit-tree', `${tree}^{tree}`, ...on, '-m', message)
}

const files = (world: RemoteWorld, sha: string) => world.git('rev-parse', `${sha}^{tree}`)

describe('a conflict that was merged', () => {
  it('by a merge commit becomes one pick without markers, with author, message and files kept', async () => {
    using world = await conflicted()
    const merge = commit(world, [world.base, world.resolved], 'Merge pull request #9', world.resolved)
    const { head, foreign } = await world.settles(merge)
    expect(await world.markersIn(merge)).toEqual([world.marked])
    expect([await world.markersIn(head), foreign]).toEqual([[], false])
    expect(world.refAt('refs/heads/release/v2.0.2')).toBe(head)
    expect(world.git('log', '--format=%an|%cn|%s', `${world.base}..${head}`)).toBe(
      'Grace|release-captain[bot]|fix: crash two (#3)',
    )
    expect(files(world, head)).toBe(files(world, merge))
    expect(await world.settles(head, [merge])).toEqual({ head, foreign: false })
  })

  it('by a rebase, or with markers that somebody took out on the branch, becomes one pick too', async () => {
    using world = await conflicted()
    const { head } = await world.settles(world.resolved)
    expect(world.git('log', '--format=%s', `${world.base}..${head}`)).toBe('fix: crash two (#3)')
    const merge = commit(world, [world.base, world.marked], 'Merge pull request #9', world.marked)
    const mended = commit(world, [merge], 'fix: mend', world.resolved)
    const after = await world.settles(mended, [merge])
    expect([await world.markersIn(after.head), after.foreign]).toEqual([[], true])
  })

  it('by a squash stays as it is, and what somebody pushed on top stays theirs', async () => {
    using world = await conflicted()
    const squash = commit(world, [world.base], 'Resolve it (#9)', world.resolved)
    expect(await world.settles(squash)).toEqual({ head: squash, foreign: false })
    const merge = commit(world, [world.base, world.resolved], 'Merge pull request #9', world.resolved)
    const pushed = commit(world, [merge], 'fix: by hand', world.product.tip('main'))
    const { head, foreign } = await world.settles(pushed, [merge])
    expect(foreign).toBe(true)
    expect(world.git('log', '--format=%an|%s', `${world.base}..${head}`).split('\n')).toEqual([
      'Ada|fix: by hand',
      'Grace|fix: crash two (#3)',
    ])
  })
})

describe('a resolution', () => {
  it('is compared with the change of main that it stands for', async () => {
    using world = await conflicted()
    const asked = { ...world.settled, candidate: '#3', base: world.base }
    const merge = commit(world, [world.base, world.resolved], 'Merge pull request #9', world.resolved)
    await world.settles(merge)
    const { lines, text } = await world.captain.compareResolution({ ...asked, head: world.resolved })
    expect(lines).toBe(4)
    expect(text).toMatchInlineSnapshot(`
      "  ## src/a.ts ##
       @@
      --one
      -+of main
      +-of the line
      ++both"
    `)
  })
})
