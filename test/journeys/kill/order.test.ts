import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshPlace } from '../../store/places.ts'
import { hand, type Letter, openCourier } from '../../worlds/kill/courier.ts'
import { endStateOf } from '../../worlds/kill/end-state.ts'
import { recordAt } from '../../worlds/kill/record.ts'
import { playRelease } from '../../worlds/kill/release.ts'
import { openStable, type Stable } from '../../worlds/kill/run-app.ts'
import { falls, settlesAs } from '../../worlds/kill/settling.ts'
import { sortingOf } from '../../worlds/kill/sorting.ts'
import { NO_ROUNDS, type OnceWorld, openOnce } from '../../worlds/kill/world.ts'

const LONG_MS = 600_000

/** A release that is over, with the App ended, and what it came to. */
let world: OnceWorld
let stable: Stable
let over: Awaited<ReturnType<typeof stateOf>>
beforeAll(async () => {
  stable = openStable()
  world = await openOnce({ run: stable.run })
  await world.starts()
  await playRelease(world)
  await falls(world)
  await world.ends()
  over = await stateOf(world)
}, LONG_MS)
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await stable[Symbol.asyncDispose]()
})

/** What a lost webhook would have said is waited for. */
const ROUNDS_MS = 3_000

/**
 * What people say counts in the order in which they say it, and each of them waits here for an answer. All else is
 * news of a state that can be looked at, so that losing it costs the time until somebody looks.
 */
it(
  'a release whose webhooks change places, come twice or get lost ends as any other',
  async () => {
    await using courier = await openCourier(sortingOf(1))
    await using another = await openOnce({ run: stable.run, courier, rounds: ROUNDS_MS })
    await another.starts()

    await playRelease(another)

    await settlesAs(another, over.github)
  },
  LONG_MS,
)

/**
 * GitHub stands still at the end of a release, and everything that it ever said is said again, in any order and any
 * number of times: by the ids that are known, and by others, as if it had forgotten that it did. A command that was
 * answered is answered for good; all else only makes the App look, and what it sees is on record already.
 */
describe('every webhook of a release that is over, in any order and any number of times', () => {
  it(
    'changes neither GitHub nor the record that lived it',
    async () => {
      const url = await world.starts({ rounds: NO_ROUNDS })

      await fc.assert(
        fc.asyncProperty(orders(world), fc.boolean(), async (letters, isKnown) => {
          for (const letter of letters) await hand(url, isKnown ? letter : underAnotherId(letter))
          await falls(world)
          expect(await endStateOf(world.repository)).toEqual(over.github)
        }),
        { seed: 1, numRuns: 6, endOnFailure: true },
      )

      await world.ends()
      expect(await stateOf(world)).toEqual(over)
    },
    LONG_MS,
  )

  it(
    'changes nothing on GitHub where the record is lost: what it shows is taken for what was done',
    async () => {
      await fc.assert(
        fc.asyncProperty(orders(world), async (letters) => {
          const place = await freshPlace()
          const url = await world.starts({ rounds: NO_ROUNDS, place })
          for (const letter of letters) await hand(url, letter)
          await falls(world)
          await world.ends()
          expect(await endStateOf(world.repository)).toEqual(over.github)
          expect((await recordAt(place)).releases).toEqual([])
        }),
        { seed: 2, numRuns: 2, endOnFailure: true },
      )
    },
    LONG_MS,
  )
})

async function stateOf(of: OnceWorld) {
  return { github: await endStateOf(of.repository), record: await recordAt(of.place) }
}

/** All that was sent, shuffled, and some of it again. */
function orders({ github }: OnceWorld): fc.Arbitrary<readonly Letter[]> {
  const sent = github.deliveries.all().map(({ guid, headers, body }): Letter => ({ id: guid, headers, body }))
  const all = fc.shuffledSubarray(sent, { minLength: sent.length })
  return fc.tuple(all, fc.shuffledSubarray(sent)).map(([once, again]) => [...once, ...again])
}

function underAnotherId(letter: Letter): Letter {
  const id = randomUUID()
  return { ...letter, id, headers: { ...letter.headers, 'x-github-delivery': id } }
}
