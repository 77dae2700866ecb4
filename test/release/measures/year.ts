import fc from 'fast-check'
import { type EventOf, type ReleaseEvent, releaseEventSchema } from '../../../src/release/lifecycle/events.ts'
import type { PinnedPick } from '../../../src/release/lifecycle/words.ts'
import { opening, planOf, termsWith } from '../lifecycle/story.ts'

const BY = { kind: 'rule' } as const
const HEAD = 'a'.repeat(40)
const DAY = 86_400
/** 1 January 2026, 00:00 UTC. */
export const YEAR = { from: 1_767_225_600, to: 1_767_225_600 + 365 * DAY }

export const TERMS = termsWith({
  environments: [
    { id: 'staging', deployer: { kind: 'http-request', connection: 'default' } },
    { id: 'production', deployer: { kind: 'http-request', connection: 'default' } },
  ],
})

/** How one release of the year goes; seconds where nothing else is said. */
export interface Course {
  readonly startsAt: number
  readonly isPrerelease: boolean
  readonly picks: readonly {
    readonly reportedBefore: number | null
    readonly mergedBefore: number | null
    readonly excepted: boolean
    readonly conflicts: boolean
  }[]
  readonly rebuilt: boolean
  readonly ticksLate: number
  readonly waitsForGo: number
  /** For each step: how long its soak is, how long it is waited beyond, and whether it is skipped after half of it. */
  readonly steps: readonly { readonly soak: number; readonly more: number; readonly skipped: boolean }[]
  readonly ends: 'published' | 'rolled-back' | 'analysis-failed' | 'step-failed' | 'not-deployed' | 'aborted'
}

const seconds = (most: number) => fc.integer({ min: 1, max: most })
const before = fc.option(seconds(20 * DAY), { nil: null })

export const anyCourse: fc.Arbitrary<Course> = fc.record({
  startsAt: fc.integer({ min: YEAR.from - 3 * DAY, max: YEAR.to + 3 * DAY }),
  isPrerelease: fc.boolean().map((is) => is),
  picks: fc.array(
    fc.record({
      reportedBefore: before,
      mergedBefore: before,
      excepted: fc.boolean(),
      conflicts: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
  rebuilt: fc.boolean(),
  ticksLate: fc.integer({ min: 0, max: DAY }),
  waitsForGo: seconds(2 * DAY),
  steps: fc.array(
    fc.record({ soak: fc.integer({ min: 0, max: 7_200 }), more: seconds(3_600), skipped: fc.boolean() }),
    { minLength: 1, maxLength: 4 },
  ),
  ends: fc.constantFrom(
    'published',
    'published',
    'published',
    'rolled-back',
    'analysis-failed',
    'step-failed',
    'not-deployed',
    'aborted',
  ),
})

type Draft = ReleaseEvent extends infer E ? (E extends ReleaseEvent ? Omit<E, 'at' | 'by'> : never) : never

/** The raw events of a release that goes so. */
export function tellCourse(course: Course, number: number): ReleaseEvent[] {
  const events: ReleaseEvent[] = []
  let at = course.startsAt
  const add = (draft: Draft, later = 1) => {
    at += later
    events.push(releaseEventSchema.parse({ ...draft, at, by: BY }))
  }
  add(openedAs(course, number))
  prepare(course, number, add)
  if (course.ends === 'aborted') {
    add({ type: 'Aborted', because: 'nobody needs it' })
    return events
  }
  add({ type: 'PromptOpened', prompt: 'tag-1', subject: { step: 'tag', plan: 'p', commit: HEAD } })
  add({ type: 'PromptClosed', prompt: 'tag-1', because: { code: 'enough-approvals' } }, course.waitsForGo)
  add({ type: 'Tagged', tag: 'v', commit: HEAD }, 60)
  if (course.ends === 'not-deployed') add({ type: 'DeploymentSkipped' })
  else deploy(course, add)
  if (course.ends !== 'analysis-failed') add({ type: 'Published', url: 'https://github.test/r' }, 300)
  return events
}

type Add = (draft: Draft, later?: number) => void

function openedAs({ isPrerelease }: Course, number: number): Draft {
  const wish = opening()
  if (wish.type !== 'Open') throw new Error('no opening')
  const { repository, policy, selection } = wish
  return {
    type: 'Opened',
    repository,
    version: `v2.0.${number}${isPrerelease ? '-rc.1' : ''}`,
    tag: `v2.0.${number}`,
    line: '2.0',
    base: { tag: 'v2.0.0', commit: HEAD },
    kind: isPrerelease ? 'prerelease' : 'patch',
    track: 'regular',
    emergency: null,
    policy,
    terms: TERMS,
    selection,
  }
}

function prepare(course: Course, number: number, add: Add): void {
  const names = course.picks.map((_, index) => `#${number * 10 + index}`)
  const plan = planOf(names.length === 0 ? ['#1'] : names)
  const picks: PinnedPick[] = names.map((candidate, index) => {
    const { reportedBefore, mergedBefore } = course.picks[index] ?? {
      reportedBefore: null,
      mergedBefore: null,
    }
    const base = plan.picks[index]
    if (!base) throw new Error('no pick')
    return {
      ...base,
      candidate,
      ...(reportedBefore === null ? {} : { reported: course.startsAt - reportedBefore }),
      ...(mergedBefore === null ? {} : { merged: course.startsAt - mergedBefore }),
    }
  })
  for (const [index, { excepted }] of course.picks.entries())
    if (excepted) add({ type: 'Excepted', candidate: names[index] ?? '', because: 'b', until: '2027-01-01' })
  for (let build = 0; build < (course.rebuilt ? 2 : 1); build += 1) {
    add({ type: 'Planned', plan: { ...plan, picks } })
    add({ type: 'BuildRequested', plan: plan.digest })
    for (const [index, { conflicts }] of course.picks.entries()) {
      const candidate = names[index] ?? ''
      if (conflicts) add({ type: 'PickConflicted', candidate, commit: HEAD, files: ['a'] })
      else add({ type: 'PickApplied', candidate, outcome: 'clean', commit: HEAD })
    }
  }
  add({ type: 'CheckSeen', check: 'ci', app: 'x', head: HEAD, run: 1, conclusion: 'success' })
  const tick = {
    checklist: 'release',
    item: 'i',
    head: HEAD,
    as: 'done',
    by: { id: 1, login: 'ada' },
    evidence: null,
  } as const
  if (course.ticksLate > 0) add({ type: 'ItemTicked', tick }, course.ticksLate)
  add({ type: 'GateOpened', gate: 'testing', head: HEAD })
}

function deploy(course: Course, add: Add): void {
  const last = course.steps.length - 1
  for (const [index, { soak, more, skipped }] of course.steps.entries()) {
    const step = {
      environment: index === 0 && last > 0 ? 'staging' : 'production',
      share: 10 * (index + 1),
      step: index,
    }
    // `until` needs the time of the event itself, which is one second after the one before.
    add(deployed(step, soak), 1)
    if (skipped)
      add({ type: 'SoakSkipped', environment: step.environment, because: 'b' }, Math.floor(soak / 2))
    const rest = skipped ? more : soak + more
    if (index === last && course.ends === 'analysis-failed') {
      add({ type: 'StepAnalysisFailed', ...step, metrics: [] }, rest)
      return
    }
    if (index === last && course.ends === 'step-failed')
      add({ type: 'StepFailed', step: 'deployment', attempt: 0, reason: { code: 'no-answer', seconds: 1 } })
    add({ type: 'StepPassed', ...step, metrics: [], next: null }, rest)
  }
  add({ type: 'RolloutCompleted', watchUntil: null })
  if (course.ends === 'rolled-back') add({ type: 'RolledBack', to: 'v2.0.0', because: 'errors' }, 3_600)
}

function deployed(
  step: { readonly environment: string; readonly share: number; readonly step: number },
  soak: number,
): Draft {
  return { type: 'Deployed', ...step, until: soak, smokeTest: false, evidence: null }
}

/** The soak is told as a length above: here it becomes the time at which it ends. */
export function settleSoaks(events: readonly ReleaseEvent[]): ReleaseEvent[] {
  return events.map((event) =>
    event.type === 'Deployed'
      ? ({ ...event, until: event.at + event.until } satisfies EventOf<'Deployed'>)
      : event,
  )
}
