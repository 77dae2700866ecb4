import { describe, expect, it } from 'vitest'
import { EVENT_TYPES, getFailureReason, releaseEventSchema } from '../../../src/release/lifecycle/events.ts'
import { evolve, replay } from '../../../src/release/lifecycle/evolve/evolve.ts'
import { UNOPENED } from '../../../src/release/lifecycle/state.ts'
import { ada, bea, cutRelease } from './story.ts'

describe('a stored event', () => {
  it('comes back as it was, and the state with it', () => {
    const story = cutRelease().green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()
    story.say(ada, { type: 'Publish' })
    story.goesOn()

    const stored: unknown = JSON.parse(JSON.stringify(story.events))
    expect(releaseEventSchema.array().parse(stored)).toEqual(story.events)
    expect(replay(story.events)).toEqual(story.release)
  })

  it('of a newer version is refused, and nothing is done with its release', () => {
    const newer = { type: 'TrafficShifted', at: 1, by: { kind: 'rule' }, share: 5 }
    expect(releaseEventSchema.safeParse(newer).success).toBe(false)
  })

  it.each([
    [{ type: 'Resumed', at: 1, by: { kind: 'rule' }, more: 1 }],
    [{ type: 'Held', at: 1, by: { kind: 'rule' } }],
    [{ type: 'Held', because: 'x', by: { kind: 'rule' } }],
    [null],
    ['Held'],
  ])('that is not as its type says is refused: %j', (stored) => {
    expect(releaseEventSchema.safeParse(stored).success).toBe(false)
  })

  it('of a time when reasons were sentences is read as it was written', () => {
    const common = { at: 1, by: { kind: 'rule' } }
    const stored = [
      { ...common, type: 'Held', because: 'The release branch was deleted by hand. Put it back.' },
      { ...common, type: 'PickDeferred', candidate: '#7', because: '#7 conflicts.' },
      { ...common, type: 'BreakFound', check: 'unit', candidate: '#7', head: 'a', because: 'It fails.' },
      { ...common, type: 'CutDeclined', because: 'The plan takes no change.', next: 'Take one.' },
      { ...common, type: 'ArtifactsFailed', run: '1.1', because: 'The build ended as failure.' },
      { ...common, type: 'StepFailed', step: 'plan', attempt: 0, what: 'No.', next: 'Look.' },
    ]
    const read = releaseEventSchema.array().parse(stored)
    expect(read).toEqual(stored)
    const failed = read.find((event) => event.type === 'StepFailed')
    expect(failed && getFailureReason(failed)).toEqual({ what: 'No.', next: 'Look.' })
  })

  it('that cannot have happened where it stands is a broken record', () => {
    const event = { type: 'Tagged', at: 1, by: { kind: 'github' }, tag: 'v2.0.1', commit: 'c' } as const
    expect(() => evolve(UNOPENED, event)).toThrow(/broken: Tagged cannot have happened before it was opened/)
    expect(() => evolve(cutRelease().release, event)).toThrow(/broken: Tagged cannot have happened/)
  })
})

describe('the types of events', () => {
  it('are added to, and none is taken away', () => {
    expect([...EVENT_TYPES].sort().join(' ')).toMatchInlineSnapshot(
      `"Aborted AdvisoryDisclosed AdvisoryDraftRequested AdvisoryDrafted AdvisorySeen ApprovalGiven ApprovalVoided ArtifactVerified ArtifactsFailed ArtifactsStarted Assessed BackToMainShown BaseRolledBack BisectAsked BranchMoved BranchPushed BreachAccepted BreakFound BuildRequested BumpRequested Bumped CheckSeen Closed CodeDisclosed ConflictShown CustomersNotified CutDeclined CutFrozen CutRequested CutUnfrozen CveRequested DeployRequested Deployed DeploymentSkipped DisclosureScheduled DrillFinished DrillRequested EffectRefused EmergencyDeclared EnvironmentCheckRequested EnvironmentChecked Excepted FaultyCommitNamed FlagsSeen GateOpened GateShut HandsSeen HealthVerified Held Imported IncidentOpened IssueShown ItemProved ItemTicked ItemUnticked ItemsSkipped LineUnlocked MetricsRead MetricsRequested NoGoGiven NotesDrafted NotesEdited NotesRequested OnCallAcknowledged Opened OutsideCommitsJudged PickApplied PickConflicted PickDeferred PickDropped PickRequested PickResolved PlanRequested Planned PolicyTaken PreNotificationRequested PreNotified PrereleaseRequested PreviousDeployed ProbeAsked PromotionRequested PromptClosed PromptOpened PublishRequested Published PullRequestShown ReadinessRequested RedeployRequested RehearsalFinished RehearsalRequested ReleaseDayCame ReleaseDisclosed Resumed ReviewOpened ReviewRequested RollbackRequested RolledBack RolloutCompleted RolloutStarted ShippedTold SmokeTestFinished SmokeTestRequested SoakExtended SoakSkipped StepAnalysisFailed StepFailed StepPassed StepRetried SurroundingsSeen TagRequested Tagged TestFailed TestRetryAsked TrackChanged UnknownsConfirmed WatchEnded WatchLooked WatchRequested"`,
    )
  })
})
