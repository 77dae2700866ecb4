import { describe, expect, it } from 'vitest'
import type { RuntimeDependencies } from '../../../../src/runtime/context.ts'
import { performTimer } from '../../../../src/runtime/effects/rollout/perform-timer.ts'
import type { Task } from '../../../../src/store/jobs/tasks.ts'
import { openEffects } from '../world.ts'

const HOUR = 3600

async function openTimer() {
  const { anew, cut, id, merged, events } = await openEffects()
  await cut(merged.fix)
  const now = anew().now()
  const task: Task = {
    ...{ id: 1, topic: 'rollouts', source: id, key: 'time', lane: id, type: 'time-passed', payload: '{}' },
    ...{ addedAt: now, attempt: 1, trace: null },
  }
  const logged: string[] = []
  const deps: RuntimeDependencies = {
    ...anew(),
    log: { ...anew().log, error: ({ seconds }, what) => logged.push(`${seconds}: ${what}`) },
  }
  const perform = (ahead: number | null) => performTimer({ ...deps, getSecondsAhead: () => ahead }, task)
  return { perform, logged, events, now }
}

describe('a timer of a release', () => {
  it('ends at no clock that is ahead of GitHub’s: no soak is cut short, nothing is disclosed early', async () => {
    const { perform, logged, events, now } = await openTimer()
    const before = await events()
    expect(perform(-HOUR)).toMatchObject({ kind: 'later', at: now + 60 })
    expect(await events()).toEqual(before)
    expect(logged).toEqual([expect.stringMatching(/^3600: This machine's clock is ahead of GitHub's/)])
  })

  it.each([
    ['agrees', 0],
    ['is a minute ahead', -60],
    ['is an hour behind: it ends late, not early', HOUR],
    ['can’t be compared', null],
  ])('ends where our clock %s', async (_, ahead) => {
    const { perform, logged } = await openTimer()
    expect(perform(ahead)).toMatchObject({ kind: 'done' })
    expect(logged).toEqual([])
  })
})
