import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReleaseEvent, releaseEventSchema } from '../../../src/release/lifecycle/events.ts'
import { summarizeMeasures } from '../../../src/release/measures/measures.ts'
import { measureRelease } from '../../../src/release/measures/release-figures.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { recompute } from './recomputed.ts'
import { anyCourse, type Course, settleSoaks, tellCourse, YEAR } from './year.ts'

const HOUR = 3_600
const DAY = 24 * HOUR

function tell(course: Course, number = 1): ReleaseEvent[] {
  return settleSoaks(tellCourse(course, number))
}

function measure(...courses: Course[]) {
  const figures = courses.flatMap((course, index) => measureRelease(tell(course, index + 1)) ?? [])
  return summarizeMeasures(figures, YEAR, defaultPolicy.measures)
}

const ON_TIME: Course = {
  startsAt: YEAR.from + 10 * DAY,
  isPrerelease: false,
  picks: [{ reportedBefore: 2 * DAY, mergedBefore: DAY, excepted: false, conflicts: false }],
  rebuilt: false,
  ticksLate: HOUR,
  waitsForGo: 2 * HOUR,
  steps: [
    { soak: 2 * HOUR, more: 60, skipped: false },
    { soak: HOUR, more: 60, skipped: false },
  ],
  ends: 'published',
}

describe('the measures of a year', () => {
  it('are, to the last digit, what a script of its own makes of the raw events', () => {
    fc.assert(
      fc.property(fc.array(anyCourse, { maxLength: 60 }), (courses) => {
        const histories = courses.map((course, index) => tell(course, index + 1))
        const stored = releaseEventSchema
          .array()
          .array()
          .parse(JSON.parse(JSON.stringify(histories)))
        const figures = stored.flatMap((events) => measureRelease(events) ?? [])
        const summed = summarizeMeasures(figures, YEAR, defaultPolicy.measures)
        expect(summed).toEqual(recompute(histories, YEAR, defaultPolicy.measures))
      }),
      { numRuns: 30 },
    )
  })

  it('say nothing of nothing', () => {
    expect(measure()).toMatchObject({
      releases: 0,
      timeToPatch: { median: null, isMet: null },
      rollbackRate: { percent: null, isMet: null },
    })
  })
})

describe('deployment time', () => {
  it('is told with the soaks of the policy, and without them', () => {
    const { deploymentTime } = measure(ON_TIME)
    // Tag, a second to each of two deployments, two soaks with a minute each, a second to the end.
    expect(deploymentTime.elapsed.median).toBe(3 * HOUR + 2 * 60 + 3)
    expect(deploymentTime.working.median).toBe(2 * 60 + 3)
    expect(deploymentTime.isMet).toBe(true)
  })
})

describe('a release', () => {
  it('that was rolled back counts against both rates', () => {
    const { rollbackRate, successRate } = measure(ON_TIME, { ...ON_TIME, ends: 'rolled-back' })
    expect([rollbackRate.percent, rollbackRate.isMet]).toEqual([50, false])
    expect([successRate.percent, successRate.isMet]).toEqual([50, false])
  })

  it('that failed on its way isn’t smooth, and wasn’t rolled back', () => {
    const { rollbackRate, successRate } = measure({ ...ON_TIME, ends: 'analysis-failed' })
    expect([rollbackRate.count, successRate.count, successRate.of]).toEqual([0, 0, 1])
  })

  it('that is a prerelease, or was canceled, counts nowhere', () => {
    expect(measure({ ...ON_TIME, isPrerelease: true }, { ...ON_TIME, ends: 'aborted' }).releases).toBe(0)
  })

  it('waits for people as long as a go and the last tick took', () => {
    const { waits } = measure(ON_TIME)
    expect(waits.map(({ gate, seconds }) => [gate, seconds.median])).toEqual([
      ['checklist-testing', HOUR + 1],
      ['go-tag', 2 * HOUR],
    ])
  })

  it('whose issue has no date isn’t guessed', () => {
    const [pick] = ON_TIME.picks
    if (!pick) throw new Error('no pick')
    const { timeToPatch } = measure({ ...ON_TIME, picks: [{ ...pick, reportedBefore: null }] })
    expect(timeToPatch).toMatchObject({ count: 0, unknown: 1, isMet: null })
  })
})
