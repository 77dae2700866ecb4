import type { Trouble } from '../../../src/sandbox/github/faults.ts'
import type { Passing } from '../../../src/sandbox/github/tap.ts'
import type { OnceWorld } from './world.ts'

/** What every operation of GitHub's has met so far. */
export interface Troubled {
  /** By the name of the operation, reads and writes alike: how many troubles it has yet to meet. */
  readonly left: ReadonlyMap<string, number>
}

/**
 * From now on the first call of every operation has the first of these troubles, the next call of it the second, and so
 * on, until each operation had them all.
 */
export function troubleAll(world: OnceWorld, troubles: readonly Trouble[]): Troubled {
  const met = new Map<string, number>()
  world.github.taps(({ call, when, caller }: Passing) => {
    if (when === 'after' || (caller.kind !== 'installation' && caller.kind !== 'app')) return 'goes-on'
    // What the App signs itself does not run out.
    const own = troubles.filter(({ kind }) => caller.kind === 'installation' || kind !== 'expired')
    const next = met.get(call) ?? 0
    const trouble = own[next]
    met.set(call, next + 1)
    if (trouble) world.github.faults.add(call, trouble)
    return 'goes-on'
  })
  return {
    get left() {
      return new Map([...met].map(([call, times]) => [call, Math.max(0, troubles.length - times)]))
    },
  }
}
