import { setTimeout as pause } from 'node:timers/promises'
import type { SlackArrival } from '../../../runtime/ports/slack-arrival.ts'
import type { NotDone, SlackOptions, Stored } from '../options.ts'

/** Slack gives three seconds to answer. */
export const ANSWER_MS = 2_500

/** Puts something on record, or says why that cannot be counted upon. */
export type Record = (
  id: string,
  arrival: SlackArrival,
) => Promise<Stored | Extract<NotDone, 'failed' | 'late'>>

export function recordingOf({ onArrival, log }: SlackOptions): Record {
  return async (id, arrival) => {
    try {
      const came = { id, lane: laneOf(arrival), arrival }
      const outcome = await within(ANSWER_MS, onArrival(came))
      if (outcome === 'late') log.error({ delivery: id }, 'What came from Slack was not on record in time.')
      return outcome
    } catch (error) {
      log.error({ err: error, delivery: id }, 'What came from Slack could not be put on record.')
      return 'failed'
    }
  }
}

/** What is late goes on: a failure of it is nobody's any more. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  const stop = new AbortController()
  const late = pause(ms, 'late' as const, { signal: stop.signal })
  late.catch(() => undefined)
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    stop.abort()
  }
}

function laneOf(arrival: SlackArrival): string {
  return arrival.kind === 'home' ? `slack:${arrival.user}` : `slack:${arrival.channel}`
}
