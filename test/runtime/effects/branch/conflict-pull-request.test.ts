import { describe, expect, it } from 'vitest'
import { CONFLICT_CHECK } from '../../../../src/runtime/github-state/conflicts.ts'
import { type EffectWorld, mergesStacked, openEffects } from '../world.ts'

/** The pull request of the conflict, whatever became of it. */
function conflicts({ issues }: EffectWorld, stacked: number) {
  return issues().filter(({ pull }) => pull?.headBranch === `release/v2.0.1-pick-${stacked}`)
}

async function redOn({ repo }: EffectWorld, head: string): Promise<readonly string[]> {
  const runs = await repo.listCheckRuns(head)
  return runs.filter(({ name }) => name === CONFLICT_CHECK).map(({ conclusion }) => conclusion)
}

describe('a pick that conflicts', () => {
  it('gets one draft pull request for its author, red until somebody resolves it, and none once it is dropped', async () => {
    const world = await openEffects()
    const stacked = await mergesStacked(world)
    await world.cut(world.merged.fix, stacked)
    await world.work({ times: 2 })

    const [conflict, ...others] = conflicts(world, stacked)
    expect(others).toEqual([])
    expect(conflict?.pull).toMatchObject({ draft: true, baseBranch: 'release/v2.0.1' })
    expect(conflict?.assignees.map(({ login }) => login)).toEqual(['linus'])
    const shown = (await world.repo.listPullRequestsFrom(`release/v2.0.1-pick-${stacked}`))[0]
    expect(await redOn(world, shown?.head.sha ?? '')).toEqual(['failure'])

    await world.say('ada', { type: 'Drop', candidate: `#${stacked}`, because: 'it can wait' })
    await world.work({ times: 2 })

    expect(conflicts(world, stacked).map(({ closed }) => closed !== null)).toEqual([true])
    expect(world.said(conflict?.number ?? 0)).toHaveLength(1)
    expect(await world.repo.findBranch(`release/v2.0.1-pick-${stacked}`)).toBeNull()
    expect((await world.open()).place.step).toBe('asking-to-tag')
  })

  it('that someone resolves while the App breaks off behind its pull request is not called unresolved', async () => {
    const world = await openEffects()
    const stacked = await mergesStacked(world)
    await world.cut(world.merged.fix, stacked)
    let resolved = ''
    let calls = 0
    const by = async () => {
      calls += 1
      // The tracking issue is assigned first.
      if (calls === 1) return
      const branch = `release/v2.0.1-pick-${stacked}`
      const files = { 'src/c.ts': 'export const see = 3\n' }
      resolved = await world.github.person('linus').pushes({ branch, message: 'fix: count right', files })
      throw new Error('GitHub breaks off here')
    }
    world.github.faults.add('issues/add-assignees', { kind: 'overtaken', by }, 2)
    await world.work()

    expect(await redOn(world, resolved)).toEqual(['success'])
    expect(conflicts(world, stacked)[0]?.assignees.map(({ login }) => login)).toEqual(['linus'])
  })

  it('is shown again when the branch is built again, and the answer to each write may be lost', async () => {
    const world = await openEffects()
    const stacked = await mergesStacked(world)
    await world.cut(world.merged.fix, stacked)
    for (const call of ['pulls/create', 'checks/create', 'issues/add-assignees', 'git/receive-pack'])
      world.github.faults.add(call, { kind: 'reply-lost' })
    await world.work()
    expect(conflicts(world, stacked)).toHaveLength(1)

    await world.say('ada', { type: 'Drop', candidate: `#${world.merged.fix}`, because: 'it can wait' })
    await world.work({ times: 2 })

    expect(conflicts(world, stacked).map(({ closed }) => closed === null)).toEqual([false, true])
    const { place } = await world.open()
    expect('picks' in place && place.picks.map(({ became }) => became)).toMatchObject([
      { kind: 'conflict', pullRequest: conflicts(world, stacked)[1]?.number },
    ])

    await world.say('ada', { type: 'Abort', because: 'the fix is wrong' })
    await world.work({ times: 2 })

    expect(conflicts(world, stacked).map(({ closed }) => closed === null)).toEqual([false, false])
    expect(world.said(conflicts(world, stacked)[1]?.number ?? 0)).toEqual([
      expect.stringMatching(/^v2\.0\.1 was aborted: the fix is wrong\./),
    ])
  })
})
