import { describe, expect, it } from 'vitest'
import { NOTHING_LEARNT, NOW, openRemote, type RemoteWorld } from './remote.ts'

/** v2.0.1 as it was built from one fix. */
async function built() {
  const world = openRemote()
  world.merges('fix: crash one (#2)')
  const settled = await world.settle()
  const { head } = await world.captain.build({ ...settled, onto: [] })
  const learn = async () => NOTHING_LEARNT
  const asking = { ...settled, builtAt: head, own: [], except: [], merges: [], learn, now: NOW }
  return {
    ...world,
    settled,
    head,
    judge: (at: string) => {
      world.git('update-ref', `refs/heads/${settled.branch}`, at)
      return world.captain.judgeOutside({ ...asking, head: at })
    },
    notes: (at: string, outside: readonly string[]) =>
      world.captain.notes({ ...settled, head: at, outside, date: '2026-02-11', now: NOW, learn }),
  }
}

/** A commit by hand with the files of another. */
function commitOn(world: RemoteWorld, on: string, message: string, tree: string): string {
  return world.git('commit-tree', `${tree}^{tree}`, '-p', on, '-m', message)
}

describe('what came onto a release branch another way', () => {
  it('is judged by the criteria, each commit by itself', async () => {
    using world = await built()
    expect(await world.judge(world.head)).toEqual([])
    const fix = commitOn(world, world.head, 'fix: a crash by hand', world.merges('chore: one (#3)'))
    const feature = commitOn(world, fix, 'feat: a button', world.merges('chore: two (#4)'))
    const seen = await world.judge(feature)
    expect(seen.map(({ commit, title, verdict, onMain }) => [commit, title, verdict, onMain])).toEqual([
      [fix, 'fix: a crash by hand', 'eligible', false],
      [feature, 'feat: a button', 'next-minor', false],
    ])
    expect(seen[0]?.toConfirm).toContain('reviewed')
  })

  it('is named by the change of main that it is a copy of', async () => {
    using world = await built()
    const main = world.merges('fix: crash two (#3)')
    const settled = await world.settle()
    const copy = commitOn(world, world.head, `fix: crash two\n\n(cherry picked from commit ${main})`, main)
    world.git('update-ref', `refs/heads/${settled.branch}`, copy)
    const asking = { ...settled, builtAt: world.head, own: [], except: [], merges: [], now: NOW }
    const seen = await world.captain.judgeOutside({
      ...asking,
      head: copy,
      learn: async () => NOTHING_LEARNT,
    })
    expect(seen).toMatchObject([{ candidate: '#3', pullRequest: 3, onMain: true }])
  })

  it('is listed in the notes', async () => {
    using world = await built()
    const fix = commitOn(world, world.head, 'fix: a crash by hand', world.merges('chore: one (#3)'))
    await world.judge(fix)
    expect(await world.notes(fix, [])).not.toContain('by hand')
    expect(await world.notes(fix, [fix])).toMatch(/## Bug Fixes[^#]*by hand/)
  })

  it('is said to have conflict markers, also where a later commit took them out', async () => {
    using world = await built()
    const edits = { 'src/a.ts': '<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n' }
    const marked = commitOn(world, world.head, 'fix: half', world.merges('chore: one (#3)', { edits }))
    const clean = world.merges('chore: two (#4)', { edits: { 'src/a.ts': 'b\n' } })
    const seen = await world.judge(commitOn(world, marked, 'fix: whole', clean))
    expect(seen.map(({ markers }) => markers)).toEqual([true, undefined])
  })
})
