import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaultKind } from '../../../sandbox/github/faults.ts'
import type { EndState } from '../../worlds/kill/end-state.ts'
import { overtakeAll, troubleAll } from '../../worlds/kill/failing.ts'
import { playRelease } from '../../worlds/kill/release.ts'
import { openStable, type Stable } from '../../worlds/kill/run-app.ts'
import { settlesAs, undisturbed } from '../../worlds/kill/settling.ts'
import { openOnce } from '../../worlds/kill/world.ts'

/** Other tests run beside this one. */
const LONG_MS = 900_000

const TROUBLES: readonly FaultKind[] = [
  { kind: 'broken', status: 500 },
  { kind: 'broken', status: 502 },
  { kind: 'secondary-limit', retryAfterSeconds: 20 },
  { kind: 'expired' },
  { kind: 'reply-lost' },
]

describe('a release in which every operation of GitHub, read or write, fails', () => {
  let stable: Stable
  let expected: EndState
  beforeAll(async () => {
    stable = openStable()
    expected = await undisturbed(stable.run)
  }, LONG_MS)
  afterAll(() => stable[Symbol.asyncDispose]())

  it.each([
    [
      'all of them by 500, 502, a secondary limit, a token that ran out, and a lost reply',
      TROUBLES,
      'reads and writes',
      35,
    ],
    ['the writes once more, the lost reply first', TROUBLES.toReversed(), 'writes', 15],
  ] as const)(
    'ends as one in which nothing failed: %s',
    async (_, troubles, calls, least) => {
      await using world = await openOnce({ run: stable.run })
      const met = troubleAll(world, troubles, calls)
      await world.starts()

      await playRelease(world)

      await settlesAs(world, expected)
      expect(met.size).toBeGreaterThanOrEqual(least)
      expect(world.github.faults.left()).toEqual([])
    },
    LONG_MS,
  )

  it(
    'ends as one in which nothing failed: every ref has moved by the time that the App moves it',
    async () => {
      await using world = await openOnce({ run: stable.run })
      const overtaken = overtakeAll(world)
      await world.starts()

      await playRelease(world)

      await settlesAs(world, expected)
      expect(overtaken.size).toBeGreaterThanOrEqual(7)
    },
    LONG_MS,
  )
})
