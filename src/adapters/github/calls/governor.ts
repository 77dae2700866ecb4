import { setTimeout as pause } from 'node:timers/promises'
import { Later } from '../../../runtime/ports/retry-later.ts'
import type { Limit } from './limits.ts'

/** Keeps one installation's calls within what GitHub allows it. */
export interface Governor {
  /** Waits a moment where that is enough. @throws {Later} where it would take longer */
  admit(call: { readonly kind: 'read' | 'write'; readonly resource: string }): Promise<void>
  /** What an answer said of limits. */
  heed(limit: Limit): void
  /** One write after the other, in the order in which they come. */
  inOrder<T>(write: () => Promise<T>): Promise<T>
}

/** Writes that GitHub takes from one App: 80 a minute, 500 an hour. A second more, because clocks differ. */
const WINDOWS = [
  { seconds: 61, most: 80 },
  { seconds: 3601, most: 500 },
] as const
/** Whoever was too fast once leaves a second between writes, as GitHub advises, for so long. */
const CAREFUL_S = 600
const LONGEST_WAIT_S = 3

/** A wait that is over at `until`, seconds since 1970. */
interface Wait {
  readonly until: number
  readonly why: string
}

/** @param now seconds since 1970; `wait` lets so many of them go by */
export function openGovernor(now: () => number, wait = sleep): Governor {
  const writes: number[] = []
  const usedUp = new Map<string, number>()
  let silentUntil = 0
  let carefulUntil = 0
  let turn: Promise<unknown> = Promise.resolve()

  const listWaits = (kind: 'read' | 'write', resource: string): readonly Wait[] => [
    { until: silentUntil, why: 'GitHub asked Release Captain to slow down' },
    { until: usedUp.get(resource) ?? 0, why: "this hour's calls to GitHub are used up" },
    ...(kind === 'write' ? writeWaits(writes, { now: now(), careful: now() < carefulUntil }) : []),
  ]
  return {
    admit: async ({ kind, resource }) => {
      const longest = listWaits(kind, resource).reduce((one, other) =>
        other.until > one.until ? other : one,
      )
      const seconds = longest.until - now()
      if (seconds > LONGEST_WAIT_S) throw new Later(Math.ceil(longest.until), longest.why)
      if (seconds > 0) await wait(seconds)
      if (kind === 'write') writes.push(now())
      forgetOld(writes, now())
    },
    heed: (limit) => {
      if (limit.kind === 'used-up') {
        usedUp.set(limit.resource, limit.until)
        return
      }
      silentUntil = Math.max(silentUntil, limit.until)
      carefulUntil = silentUntil + CAREFUL_S
    },
    inOrder: async (write) => {
      const mine = turn.then(write)
      turn = mine.catch(() => undefined)
      return mine
    },
  }
}

function writeWaits(
  writes: readonly number[],
  { now, careful }: { readonly now: number; readonly careful: boolean },
): readonly Wait[] {
  const full = WINDOWS.map(({ seconds, most }) => {
    const within = writes.filter((at) => at > now - seconds)
    const first = within.at(-most)
    return {
      until: first === undefined ? 0 : first + seconds,
      why: `GitHub takes ${most} writes in ${seconds - 1} seconds`,
    }
  })
  return careful ? [...full, { until: (writes.at(-1) ?? 0) + 1, why: 'a second between writes' }] : full
}

function forgetOld(writes: number[], now: number): void {
  const longest = Math.max(...WINDOWS.map(({ seconds }) => seconds))
  while ((writes[0] ?? now) < now - longest) writes.shift()
}

async function sleep(seconds: number): Promise<void> {
  await pause(seconds * 1000)
}
