import { beforeAll, describe, expect, it } from 'vitest'
import type { Trouble } from '../../../src/sandbox/github/faults.ts'
import type { EndState } from './end-state.ts'
import { playRelease } from './release.ts'
import { openStable } from './run-app.ts'
import { settlesAs, undisturbed } from './settling.ts'
import { troubleAll } from './troubling.ts'
import { openOnce } from './world.ts'

/** Other tests run beside this one. */
const LONG_MS = 900_000

const TROUBLES: readonly Trouble[] = [
  { kind: 'broken', status: 500 },
  { kind: 'broken', status: 502 },
  { kind: 'secondary-limit', retryAfterSeconds: 20 },
  { kind: 'expired' },
  { kind: 'reply-lost' },
]

describe('a release in which every operation of GitHub, read or write, fails', () => {
  let expected: EndState
  beforeAll(async () => {
    await using stable = openStable()
    expected = await undisturbed(stable.run)
  }, LONG_MS)

  it.each([
    ['by 500, 502, a secondary limit, a token that ran out, and a lost reply', TROUBLES],
    ['by the same, the lost reply first', TROUBLES.toReversed()],
  ])(
    'ends as one in which nothing failed: %s',
    async (_, troubles) => {
      await using stable = openStable()
      await using world = await openOnce({ run: stable.run })
      const { left } = troubleAll(world, troubles)
      await world.starts()

      await playRelease(world)

      await settlesAs(world, expected)
      expect(left.size).toBeGreaterThanOrEqual(30)
      expect(world.github.faults.left()).toEqual([])
    },
    LONG_MS,
  )
})
