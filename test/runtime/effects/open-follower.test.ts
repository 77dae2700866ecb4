import { describe, expect, it } from 'vitest'
import { openEffects } from './world.ts'

const TAGS = [{ name: 'v2.0.0', commit: '0'.repeat(40), taggedAt: 1 }]

describe('a prerelease that is asked for', () => {
  it('is opened with the same picks, in the name of who asked, once', async () => {
    const world = await openEffects()
    await world.cut(world.merged.fix)
    await world.work()
    await world.say('ada', { type: 'Prerelease', channel: 'rc', tags: TAGS })
    await world.work({ times: 2 })

    const rc = await world.release('v2.0.1-rc.1')
    expect(rc).toMatchObject({
      status: 'open',
      ledger: { about: { requester: { login: 'ada' }, kind: 'prerelease' } },
    })
    expect(
      rc.status === 'open' && 'plan' in rc.place && rc.place.plan.picks.map(({ candidate }) => candidate),
    ).toEqual([`#${world.merged.fix}`])
    const titles = world.issues().map(({ title }) => title)
    expect(titles.filter((title) => title === 'Release v2.0.1-rc.1')).toHaveLength(2)
  })

  it('is not opened for somebody who may not any more, and the tracking issue says so', async () => {
    const world = await openEffects()
    await world.cut(world.merged.fix)
    await world.work()
    await world.say('ada', { type: 'Prerelease', channel: 'rc', tags: TAGS })
    world.github.person('ada', { role: 'read' })
    await world.work({ times: 2 })

    expect((await world.release('v2.0.1-rc.1')).status).toBe('unopened')
    const said = world.said((await world.open()).ledger.shown.issue ?? 0)
    expect(said.filter((body) => body.startsWith('**v2.0.1-rc.1 was not opened.**'))).toHaveLength(1)
  })
})
