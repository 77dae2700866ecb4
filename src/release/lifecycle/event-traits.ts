import type { EventType, ReleaseEvent } from './events.ts'

/**
 * What an event means besides the change of state:
 * `asks-world` it begins a step that the world has to do, or has it done again, and the release waits for the answer;
 * `ends-failure` the failure of a step is over with it;
 * `news` it is told in the threads of the team's channels as it happens; all else is seen on the release message;
 * `told` it is told on the tracking issue although nobody asked;
 * `redraws-question` an open question shows something else after it.
 */
type EventTrait = 'asks-world' | 'ends-failure' | 'news' | 'told' | 'redraws-question'

/** One row for each type of event: a new type has to say what it means. */
const EVENT_TRAITS: Readonly<Record<EventType, readonly EventTrait[]>> = {
  Opened: ['asks-world', 'news'],
  Imported: [],
  IssueShown: [],
  TrackChanged: ['news', 'redraws-question'],
  PolicyTaken: ['asks-world', 'news', 'ends-failure'],
  BaseRolledBack: ['asks-world', 'news', 'ends-failure', 'told'],
  PlanRequested: ['asks-world', 'ends-failure'],
  Planned: ['ends-failure'],
  CutRequested: ['news'],
  CutFrozen: ['news'],
  CutUnfrozen: ['news'],
  CutDeclined: ['news', 'told'],
  BuildRequested: ['asks-world'],
  PickRequested: ['asks-world', 'news', 'ends-failure'],
  PickDropped: ['asks-world', 'news', 'ends-failure'],
  PickDeferred: ['asks-world', 'news', 'ends-failure'],
  Assessed: [],
  ReleaseDayCame: ['news', 'told'],
  EmergencyDeclared: ['news', 'told'],
  ItemsSkipped: ['news'],
  Excepted: ['news'],
  UnknownsConfirmed: ['news'],
  PickApplied: [],
  PickConflicted: ['news'],
  ConflictShown: ['news'],
  PickResolved: ['news'],
  BranchPushed: ['news', 'ends-failure'],
  BranchMoved: ['asks-world', 'news', 'ends-failure'],
  HandsSeen: [],
  OutsideCommitsJudged: ['news', 'told'],
  FlagsSeen: ['news', 'told'],
  BumpRequested: ['asks-world'],
  Bumped: ['asks-world', 'ends-failure'],
  PullRequestShown: ['news', 'ends-failure'],
  CheckSeen: [],
  TestFailed: ['news', 'told'],
  TestRetryAsked: [],
  ProbeAsked: [],
  BisectAsked: ['news'],
  BreakFound: ['news', 'told'],
  ItemTicked: [],
  ItemUnticked: [],
  GateOpened: ['asks-world', 'news', 'ends-failure'],
  GateShut: ['news', 'told', 'ends-failure'],
  PromptOpened: [],
  PromptClosed: [],
  ApprovalGiven: ['news', 'redraws-question'],
  ApprovalVoided: ['news', 'redraws-question'],
  NoGoGiven: ['news'],
  NotesRequested: ['asks-world', 'ends-failure'],
  NotesDrafted: ['ends-failure'],
  NotesEdited: ['news'],
  TagRequested: ['asks-world'],
  Tagged: ['asks-world', 'news', 'ends-failure'],
  ArtifactsStarted: ['ends-failure'],
  ArtifactVerified: [],
  ArtifactsFailed: ['news'],
  PublishRequested: ['asks-world'],
  Published: ['news', 'ends-failure'],
  ShippedTold: [],
  RolledBack: ['news'],
  BackToMainShown: ['news'],
  Held: ['news', 'told', 'redraws-question'],
  Resumed: ['news', 'redraws-question'],
  Aborted: ['news'],
  StepFailed: ['news', 'told'],
  EffectRefused: ['news', 'told'],
  StepRetried: ['asks-world', 'ends-failure'],
  PrereleaseRequested: ['news'],
  PromotionRequested: ['news'],
  RolloutStarted: ['news'],
  DeploymentSkipped: ['news'],
  ReadinessRequested: [],
  ItemProved: [],
  CustomersNotified: ['news'],
  OnCallAcknowledged: ['news'],
  DrillRequested: [],
  DrillFinished: ['news', 'told'],
  EnvironmentCheckRequested: ['asks-world'],
  EnvironmentChecked: ['ends-failure'],
  SurroundingsSeen: [],
  DeployRequested: ['asks-world', 'news'],
  Deployed: ['news', 'ends-failure'],
  SmokeTestRequested: ['asks-world'],
  SmokeTestFinished: ['news', 'ends-failure'],
  MetricsRequested: [],
  MetricsRead: [],
  SoakExtended: ['news'],
  SoakSkipped: ['news'],
  RedeployRequested: ['news'],
  StepPassed: ['news'],
  StepAnalysisFailed: ['news', 'told'],
  RolloutCompleted: ['news'],
  RollbackRequested: ['asks-world', 'news', 'told', 'ends-failure'],
  PreviousDeployed: ['asks-world', 'ends-failure'],
  HealthVerified: ['ends-failure'],
  IncidentOpened: ['news'],
  LineUnlocked: ['news'],
  WatchRequested: [],
  WatchLooked: ['news'],
  BreachAccepted: ['news'],
  WatchEnded: ['news'],
  ReviewRequested: [],
  ReviewOpened: ['news'],
  Closed: ['news'],
  AdvisoryDraftRequested: [],
  AdvisoryDrafted: ['news', 'told'],
  FaultyCommitNamed: ['news'],
  AdvisorySeen: ['news', 'told'],
  DisclosureScheduled: ['news', 'redraws-question'],
  CveRequested: ['news'],
  PreNotificationRequested: [],
  PreNotified: ['news', 'told'],
  RehearsalRequested: [],
  RehearsalFinished: ['news', 'told'],
  CodeDisclosed: ['asks-world', 'ends-failure'],
  ReleaseDisclosed: ['asks-world', 'ends-failure'],
  AdvisoryDisclosed: ['ends-failure'],
}

function has({ type }: ReleaseEvent, trait: EventTrait): boolean {
  return EVENT_TRAITS[type].includes(trait)
}

/** Checks whether an event begins a step that the world has to do: the release then waits for its answer. */
export function asksWorld(event: ReleaseEvent): boolean {
  return has(event, 'asks-world')
}

/** Checks whether the failure of a step is over after an event. */
export function endsFailure(event: ReleaseEvent): boolean {
  return has(event, 'ends-failure')
}

/** Checks whether an event is told in the threads of the team's channels. */
export function isNews(event: ReleaseEvent): boolean {
  return has(event, 'news') && saysSomethingNew(event)
}

/** Checks whether people are told of an event on the tracking issue although nobody asked. */
export function isAnnouncedUnasked(event: ReleaseEvent): boolean {
  const bySomebody = event.type === 'Held' && event.by.kind === 'person'
  return has(event, 'told') && saysSomethingNew(event) && !bySomebody
}

/** Checks whether an open question shows something else after an event. */
export function redrawsQuestion(event: ReleaseEvent): boolean {
  return has(event, 'redraws-question')
}

/** Flags that were only taken back are shown on the tracking issue and told nowhere. */
function saysSomethingNew(event: ReleaseEvent): boolean {
  if (event.type === 'AdvisorySeen') return event.advisory.state === 'published'
  if (event.type === 'OutsideCommitsJudged') return event.commits.length > 0
  return event.type !== 'FlagsSeen' || event.news.length > 0
}
