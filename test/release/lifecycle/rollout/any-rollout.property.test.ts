import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { releaseEventSchema } from '../../../../src/release/lifecycle/events.ts'
import { replay } from '../../../../src/release/lifecycle/evolve/evolve.ts'
import type { RolloutTerms } from '../../../../src/release/lifecycle/rollout/terms.ts'
import { getNextDueAt } from '../../../../src/release/lifecycle/rollout/timing.ts'
import type { News, Story, Wish } from '../story.ts'
import { wrongInRollout } from './oracle.ts'
import { ada, answerOf, bea, PRODUCTION, ROLLOUT, rolling, runs, STAGING } from './rolling.ts'

type Move = (story: Story) => void

const window = { days: ['monday', 'tuesday', 'wednesday'], from: '08:00', to: '20:00' } as const

const policies = fc.constantFrom<RolloutTerms>(
  ROLLOUT,
  { ...ROLLOUT, environments: [STAGING, { ...PRODUCTION, approvals: 1 }] },
  { ...ROLLOUT, environments: [{ ...PRODUCTION, windows: [window], onFailure: 'hold' }] },
  {
    ...ROLLOUT,
    environments: [STAGING, { ...PRODUCTION, analysis: null, approvals: 1, smokeTest: 'smoke.yml' }],
  },
)

const learns =
  (news: (story: Story) => News | null): Move =>
  (story) => {
    const one = news(story)
    if (one) story.learn(one)
  }

const says =
  (wish: Wish): Move =>
  (story) => {
    story.say(bea, wish)
  }

const lock = {
  environment: 'production',
  owner: { kind: 'person', person: ada.person },
  because: 'moving',
  at: 1,
} as const

function refusal(story: Story): News | null {
  const answer = answerOf(story)
  return answer && 'answers' in answer
    ? { type: 'StepRefused', answers: answer.answers, reason: { what: 'No.', next: 'Look.' } }
    : null
}

/** Metrics without a number, as when the source is down. */
function blind(story: Story): News | null {
  const answer = answerOf(story)
  if (answer?.type !== 'MetricsMeasured') return answer
  const current = { kind: 'problem', problem: 'source-down' } as const
  return { ...answer, measurements: answer.measurements.map((one) => ({ ...one, current })) }
}

/** Another release has the environment. */
function busy(story: Story): News | null {
  const answer = answerOf(story)
  return answer?.type === 'EnvironmentChecked' ? { ...answer, claimed: false } : answer
}

/** Somebody locked it, or something is down. */
function taken(story: Story): News | null {
  const answer = answerOf(story)
  if (answer?.type !== 'EnvironmentChecked') return answer
  return { ...answer, locks: [lock, { ...lock, environment: 'staging' }] }
}

const because = 'so'
const wishes: readonly Wish[] = [
  { type: 'Hold', because },
  { type: 'Resume' },
  { type: 'Go', saw: null },
  { type: 'NoGo', because, saw: null },
  { type: 'Extend', seconds: 600, because },
  { type: 'SkipSoak', because },
  { type: 'Deploy', environment: null },
  { type: 'Rollback', to: null, because },
  { type: 'Retry', what: 'deployment' },
  { type: 'Retry', what: 'smoke-test' },
  { type: 'Publish' },
]

/** Undisturbed for a while: time passes, and the world answers. */
function undisturbed(steps: number, error: number): Move {
  return (story) => {
    let left = steps
    runs(story, () => left-- <= 0, error)
  }
}

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(undisturbed(20, 0.01), undisturbed(60, 0.01)) },
  { weight: 1, arbitrary: fc.constant(undisturbed(8, 0.5)) },
  { weight: 30, arbitrary: fc.constant(learns((story) => answerOf(story))) },
  { weight: 2, arbitrary: fc.constant(learns((story) => answerOf(story, 0.5))) },
  { weight: 2, arbitrary: fc.constant(learns(blind)) },
  { weight: 4, arbitrary: fc.constantFrom(learns(busy), learns(taken)) },
  { weight: 1, arbitrary: fc.constant(learns(refusal)) },
  {
    weight: 20,
    arbitrary: fc.constant((story: Story) => {
      story.at = Math.max(story.at, (getNextDueAt(story.release, story.at) ?? story.at) - 1)
      story.learn({ type: 'TimePassed' })
    }),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 90_000 }).map((seconds) => (story: Story) => {
      story.at += seconds
      story.learn({ type: 'TimePassed' })
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      learns(() => ({ type: 'SurroundingsSeen', locks: [lock], incidents: [] })),
      learns(() => ({ type: 'SurroundingsSeen', locks: [], incidents: [{ issue: 7, title: 'Down' }] })),
      learns(() => ({ type: 'SurroundingsSeen', locks: [], incidents: [] })),
    ),
  },
  { weight: 5, arbitrary: fc.constantFrom(...wishes).map(says) },
  { weight: 4, arbitrary: fc.constantFrom<Wish>({ type: 'Resume' }, { type: 'Go', saw: null }).map(says) },
)

const rollouts = fc
  .tuple(policies, fc.array(move, { minLength: 10, maxLength: 60 }))
  .map(([terms, moves]) => {
    const story = rolling(terms)
    for (const one of moves) one(story)
    return { story, terms }
  })

describe('any rollout', () => {
  it('never widens without a step that passed, data, and the go that the policy wants', () => {
    fc.assert(
      fc.property(rollouts, ({ story, terms }) => {
        expect(wrongInRollout(story.events, terms)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('is its events and nothing else, and its timers are always ahead', () => {
    fc.assert(
      fc.property(rollouts, ({ story }) => {
        const read = story.events.map((event) => releaseEventSchema.parse(JSON.parse(JSON.stringify(event))))
        expect(replay(read)).toEqual(story.release)
        story.learn({ type: 'TimePassed' })
        const due = getNextDueAt(story.release, story.at)
        expect(due === null || due > story.at).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('goes all the way and back now and then, so that these properties say something', () => {
    const stories = fc.sample(rollouts, { numRuns: 150, seed: 11 })
    const reached = new Set(stories.flatMap(({ story }) => story.types))
    const rare = ['RolloutCompleted', 'RolledBack', 'StepAnalysisFailed', 'ApprovalGiven', 'SoakSkipped']
    expect(rare.filter((type) => !reached.has(type))).toEqual([])
  })
})
