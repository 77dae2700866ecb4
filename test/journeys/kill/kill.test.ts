import { beforeAll, describe, expect, it } from 'vitest'
import { hasPostgres } from '../../store/cluster.ts'
import { freshFolder } from '../../store/places.ts'
import type { EndState } from '../../worlds/kill/end-state.ts'
import { killAtBoundaries, killAtMoments } from '../../worlds/kill/killing.ts'
import { playRelease } from '../../worlds/kill/release.ts'
import { openStable } from '../../worlds/kill/run-app.ts'
import { settlesAs, undisturbed } from '../../worlds/kill/settling.ts'
import { openOnce } from '../../worlds/kill/world.ts'

/** As often as the App begins anew. */
const LONG_MS = 1_200_000

describe('a release whose process is killed', () => {
  let expected: EndState
  beforeAll(async () => {
    await using stable = openStable()
    expected = await undisturbed(stable.run)
  }, LONG_MS)

  it(
    'at every write to GitHub, before it and after it, ends as one that no one disturbed',
    async () => {
      await using stable = openStable()
      await using world = await openOnce({ run: stable.run })
      await world.starts()
      const interrupted = killAtBoundaries(world)

      await playRelease(world)
      await interrupted.back()

      await settlesAs(world, expected)
      const { before, after } = interrupted
      expect([...before].filter((boundary) => !after.has(boundary))).toEqual([])
      expect(before.size + after.size).toBeGreaterThanOrEqual(80)
    },
    LONG_MS,
  )

  it(
    'at any moment, while its git lives on, ends as one that no one disturbed',
    async () => {
      await using stable = openStable('process alone')
      await using world = await openOnce({ run: stable.run, place: await freshFolder() })
      await world.starts()
      const { ended } = killAtMoments(world, { times: 6, seed: 7 })

      await playRelease(world)
      await ended

      await settlesAs(world, expected)
    },
    LONG_MS,
  )

  it.skipIf(!hasPostgres())(
    'at any moment, with its record on PostgreSQL, ends so too',
    async () => {
      await using stable = openStable()
      await using world = await openOnce({ run: stable.run })
      await world.starts()
      const { ended } = killAtMoments(world, { times: 6, seed: 8 })

      await playRelease(world)
      await ended

      await settlesAs(world, expected)
    },
    LONG_MS,
  )
})
