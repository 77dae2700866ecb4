import { setTimeout as pause } from 'node:timers/promises'
import type { SlackInteraction } from '../../../runtime/ports/slack-interaction.ts'
import type { NotDoneReason, SlackAdapterOptions, StoredInteraction } from '../adapter-options.ts'

/** Slack gives three seconds to answer. */
export const ANSWER_MS = 2_500

/** Puts something on record, or says why that cannot be counted upon. */
type RecordInteraction = (
  id: string,
  interaction: SlackInteraction,
) => Promise<StoredInteraction | Extract<NotDoneReason, 'failed' | 'late'>>

export function createRecorder({ onInteraction, log }: SlackAdapterOptions): RecordInteraction {
  return async (id, interaction) => {
    try {
      const came = { id, lane: getLane(interaction), interaction }
      const outcome = await waitAtMost(ANSWER_MS, onInteraction(came))
      if (outcome === 'late') log.error({ delivery: id }, 'A request from Slack was not recorded in time.')
      return outcome
    } catch (error) {
      log.error({ err: error, delivery: id }, 'A request from Slack could not be recorded.')
      return 'failed'
    }
  }
}

/** What is late goes on: a failure of it is nobody's any more. */
export async function waitAtMost<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
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

function getLane(interaction: SlackInteraction): string {
  return interaction.kind === 'home' ? `slack:${interaction.user}` : `slack:${interaction.channel}`
}
