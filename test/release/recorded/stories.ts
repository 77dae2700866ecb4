import fc from 'fast-check'
import type { ReleaseEvent } from '../../../src/release/lifecycle/events.ts'
import type { Release } from '../../../src/release/lifecycle/state.ts'
import { moves } from '../lifecycle/moves.ts'
import { bea, rolling, runs } from '../lifecycle/rollout/rolling.ts'
import { Story } from '../lifecycle/story.ts'

/** A release as it was recorded, and what the program that recorded it made of it. */
export interface RecordedHistory {
  readonly events: readonly unknown[]
  readonly is: Summary
}

/** What people would miss first if a later program read a release otherwise. */
export type Summary = ReturnType<typeof summarize>

/** Says where a release stands, in words that outlast a change of its state's shape. */
export function summarize(release: Release) {
  if (release.status === 'unopened') return { status: release.status }
  const { events } = release.ledger
  if (release.status === 'aborted') return { status: release.status, events, because: release.because }
  if (release.status === 'published')
    return { status: release.status, events, url: release.url, isBack: release.rolledBack !== null }
  const { place, ledger } = release
  return {
    status: release.status,
    events,
    version: ledger.about.version,
    step: place.step,
    flow: ledger.flow.kind,
  }
}

const because = 'customers see errors'

/** A rollout to its end, one whose canary fails, and one that a person takes back. */
function* rollouts(): Generator<Story> {
  const isDone = ({ types }: Story) => types.includes('RolloutCompleted')
  yield runs(rolling(), isDone)
  yield runs(
    runs(rolling(), ({ types }) => types.includes('SoakStarted')),
    ({ types }) => types.includes('RolledBack'),
    0.5,
  )
  const story = runs(rolling(), isDone)
  story.say(bea, { type: 'Rollback', to: null, because })
  yield runs(story, ({ types }) => types.includes('RolledBack'))
}

/** Chooses histories that together have as many kinds of events as can be, the richest first. */
export function chooseStories(count: number): readonly Story[] {
  const drawn = fc
    .sample(fc.array(moves, { minLength: 10, maxLength: 60 }), { numRuns: 600, seed: 46 })
    .map((steps) => {
      const story = new Story()
      for (const step of steps) step(story)
      return story
    })
  const chosen: Story[] = [...rollouts()]
  const seen = new Set(chosen.flatMap(({ types }) => types))
  const countNew = ({ events }: Story) =>
    new Set(events.map(({ type }) => type).filter((type) => !seen.has(type))).size
  while (chosen.length < count) {
    const best = drawn.reduce((a, b) => (countNew(b) > countNew(a) ? b : a))
    drawn.splice(drawn.indexOf(best), 1)
    chosen.push(best)
    for (const { type } of best.events) seen.add(type)
  }
  return chosen
}

/** @returns one line of a file of histories */
export function writeLine({
  events,
  release,
}: {
  readonly events: readonly ReleaseEvent[]
  readonly release: Release
}): string {
  return JSON.stringify({ events, is: summarize(release) })
}
