import { expect, it } from 'vitest'
import { killAtBoundaries } from './killing.ts'
import { playRelease } from './release.ts'
import { openStable } from './run-app.ts'
import { settlesAs, undisturbed } from './settling.ts'
import { openOnce } from './world.ts'

/** As often as the App begins anew. */
const LONG_MS = 1_200_000

it(
  'a release whose process is killed at every write, before it and after it, ends as one that nobody disturbed',
  async () => {
    const expected = await undisturbed()
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
