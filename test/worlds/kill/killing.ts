import type { PassingCall } from '../../../sandbox/github/tap.ts'
import { boundaryOf } from './boundaries.ts'
import { chanceOf } from './sorting.ts'
import type { OnceWorld } from './world.ts'

/** What was interrupted: `before` it was done, and in a later attempt `after` that, while its answer was on its way. */
export interface Interrupted {
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
  /** Resolves when the App is back after the last kill. */
  readonly back: () => Promise<void>
}

/** Kills the App at boundaries, by what each is called. */
export interface Killer extends Interrupted {
  /** Says whether the App dies here: then what it waits for never comes. */
  readonly meets: (boundary: string, when: PassingCall['when']) => Promise<'goes-on' | 'breaks'>
}

/** Kills the App the first time that it comes to a boundary, before and, the next time, after it; and starts it again. */
export function createKiller(world: Pick<OnceWorld, 'starts' | 'ends'>): Killer {
  const before = new Set<string>()
  const after = new Set<string>()
  let back: Promise<void> | null = null
  // Set at once: what the dying process still has on its way must not begin the App a second time.
  const kill = async () => {
    const ended = world.ends()
    back = ended
      .then(() => world.starts())
      .then(() => undefined)
      .finally(() => {
        back = null
      })
    await ended
  }
  return {
    before,
    after,
    back: async () => {
      while (back !== null) await back
    },
    meets: async (boundary, when) => {
      if (back !== null) {
        // What a process that is gone had sent is worked all the same. It was killed at another boundary, and never knows.
        if (when === 'after' && before.has(boundary)) after.add(boundary)
        return 'goes-on'
      }
      const isNews = when === 'before' ? !before.has(boundary) : before.has(boundary) && !after.has(boundary)
      if (!isNews) return 'goes-on'
      ;(when === 'before' ? before : after).add(boundary)
      await kill()
      return 'breaks'
    },
  }
}

/**
 * From now on the App is killed at every boundary: the first time that it is about to write a thing, nothing of it
 * having been done, and the next time when it is done and the App does not know. It is started again each time.
 */
export function killAtBoundaries(world: OnceWorld): Interrupted {
  const killer = createKiller(world)
  world.github.taps(async (passing: PassingCall) => {
    const boundary = boundaryOf(world.repository, passing)
    return boundary === null ? 'goes-on' : killer.meets(boundary, passing.when)
  })
  return killer
}

/** How often, and by which chance. */
interface Moments {
  readonly times: number
  readonly seed: number
}

/** From now on the App is killed at moments that nobody chose, and started again each time. */
export function killAtMoments(world: OnceWorld, { times, seed }: Moments): { readonly ended: Promise<void> } {
  const chance = chanceOf(seed)
  const killing = async () => {
    for (let count = 0; count < times; count += 1) {
      await new Promise((resolve) => setTimeout(resolve, LEAST_MS + chance() * MORE_MS))
      await world.ends()
      await world.starts()
    }
  }
  return { ended: killing() }
}

/** After it listens: long enough to begin something, and mostly not to end it. */
const LEAST_MS = 200
const MORE_MS = 2_500
