import { describe, expect, it } from 'vitest'
import { openRemote } from './remote.ts'

describe('calls on one repository', () => {
  it('do not disturb each other, whatever is pushed meanwhile', async () => {
    using world = openRemote()
    const main = world.merges('fix: crash one (#2)')
    const settled = await world.settle({ main })
    const plans = Array.from({ length: 4 }, async (_, i) => {
      world.merges(`fix: crash of part ${i} (#${i + 3})`)
      return (await world.planOf({ main })).planned.digest
    })
    const builds = [1, 2, 3].map(() => world.captain.build({ ...settled, onto: [] }))
    const heads = (await Promise.all(builds)).map(({ head }) => head)
    expect(new Set(await Promise.all(plans))).toEqual(new Set([settled.plan.digest]))
    expect(new Set(heads).size).toBe(1)
    expect(world.refAt('refs/heads/release/v2.0.1')).toBe(heads[0])
  })
})
