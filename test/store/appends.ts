import { z } from 'zod'
import type { AnyEffect, Append } from '../../src/store/events/events.ts'

/** Events of the tests: as much of one as the record looks at. */
export const EVENT = z.object({ type: z.string(), note: z.string() })

const OPENED = { type: 'Opened', note: 'on a Wednesday' }

/** What was decided about a release; what the test is about is given, the rest is filled in. */
export function append(given: Partial<Append> & { readonly release: string }): Append {
  return {
    expectedVersion: 0,
    events: [OPENED],
    by: 'ada',
    at: 1_700_000_000,
    effects: [],
    projection: { repository: 'godel/api', open: true, embargoed: false, summary: { phase: 'preparation' } },
    ...given,
  }
}

/** An effect to be performed at once, in the lane of its release. */
export function effect(key: string, given: Partial<AnyEffect> = {}): AnyEffect {
  return {
    topic: 'effects',
    key,
    type: 'PushBranch',
    payload: { branch: 'release/v2.0.1' },
    lane: 'v2.0.1',
    at: null,
    ...given,
  }
}
