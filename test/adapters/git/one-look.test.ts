import { renameSync } from 'node:fs'
import { expect, it } from 'vitest'
import { BY_CRITERIA, NOTHING_LEARNT, NOW, openRemote } from './remote.ts'

const PLAN = { version: 'v2.0.1', main: null, policy: null, selection: BY_CRITERIA, now: NOW }

it('asks the remote once in one look, and anew in the next', async () => {
  using world = openRemote()
  const { captain, at, clone } = world
  world.merges('fix: crash one (#1)')
  const look = captain.withOneFetch()
  await look.readGround(at)
  renameSync(clone, `${clone}-away`)
  const { plan } = await look.plan({ at, ...PLAN, origins: null, learn: async () => NOTHING_LEARNT })

  expect(plan.considered.map(({ candidate }) => candidate.id)).toEqual(['#1'])
  await expect(captain.withOneFetch().readGround(at)).rejects.toThrow('could not be fetched from')
  renameSync(`${clone}-away`, clone)
})

it('sees in the next look what came to the remote after the first', async () => {
  using world = openRemote()
  const { captain, at } = world
  await captain.withOneFetch().readGround(at)
  const after = world.merges('fix: crash two (#2)')

  expect((await captain.withOneFetch().readGround(at)).main.commit).toBe(after)
})
