import type { EventOf } from '../events.ts'
import { refuseImpossibleEvent } from '../impossible.ts'
import { isSame } from '../who.ts'
import type { PromptKey } from '../words.ts'
import type { RolloutEvent } from './events.ts'
import { evolveRollback } from './evolve-rollback.ts'
import { expectStage } from './expect-stage.ts'
import type { Rollout, RolloutStage, Soak, StageOf, StepQuestion, Watch } from './state.ts'

type Asking = EventOf<'PromptOpened' | 'PromptClosed' | 'ApprovalGiven' | 'ApprovalVoided'>

/** What is true of a rollout after one of its events; `number` is the number of the event in the history. */
export function evolveRollout(rollout: Rollout, event: RolloutEvent, number: number): Rollout {
  switch (event.type) {
    case 'ReadinessRequested':
      return { ...rollout, readySince: event.at }
    case 'CustomersNotified':
      return { ...rollout, notifiedAt: event.at }
    case 'OnCallAcknowledged':
      return { ...rollout, onCall: { person: event.person, at: event.at } }
    case 'DrillRequested':
      return { ...rollout, drilling: { environment: event.environment, event: number, at: event.at } }
    case 'DrillFinished':
      return { ...rollout, drilling: null, drill: { at: event.at, passed: event.passed } }
    case 'SurroundingsSeen':
      return { ...rollout, locks: event.locks, incidents: event.incidents }
    case 'DeploymentSkipped':
      return { ...rollout, isSkipped: true }
    case 'WatchRequested':
    case 'WatchLooked':
    case 'BreachAccepted':
    case 'WatchEnded':
      return { ...rollout, watch: evolveWatch(rollout.watch, event, number) }
    case 'ReviewRequested':
      return { ...rollout, review: { issue: null } }
    case 'ReviewOpened':
      return { ...rollout, review: { issue: event.issue } }
    case 'Closed':
      return { ...rollout, closedAt: event.at }
    case 'ItemProved':
      return rollout
    case 'RollbackRequested':
    case 'PreviousDeployed':
    case 'HealthVerified':
    case 'IncidentOpened':
    case 'LineUnlocked':
      return { ...rollout, stage: evolveRollback(rollout.stage, event) }
    case 'RolloutStarted':
    case 'EnvironmentCheckRequested':
    case 'EnvironmentChecked':
    case 'DeployRequested':
    case 'Deployed':
    case 'RedeployRequested':
    case 'StepPassed':
    case 'StepAnalysisFailed':
    case 'RolloutCompleted':
      return evolveStep(rollout, event)
    case 'SmokeTestRequested':
    case 'SmokeTestFinished':
    case 'MetricsRequested':
    case 'MetricsRead':
    case 'SoakExtended':
    case 'SoakSkipped':
      return { ...rollout, stage: evolveSoaking(rollout.stage, event, number) }
  }
}

type StepEvent = EventOf<
  | 'RolloutStarted'
  | 'EnvironmentCheckRequested'
  | 'EnvironmentChecked'
  | 'DeployRequested'
  | 'Deployed'
  | 'RedeployRequested'
  | 'StepPassed'
  | 'StepAnalysisFailed'
  | 'RolloutCompleted'
>

function evolveStep(rollout: Rollout, event: StepEvent): Rollout {
  const { stage } = rollout
  switch (event.type) {
    case 'RolloutStarted': {
      const { environment, step, share } = event
      return { ...rollout, stage: waitFor({ environment, step, share }) }
    }
    case 'EnvironmentCheckRequested':
      return {
        ...rollout,
        stage: { ...expectStage(stage, 'waiting', event), check: { kind: 'asked', at: event.at } },
      }
    case 'EnvironmentChecked': {
      const { at, claimed, locks, incidents, previous = null } = event
      const waiting = expectStage(stage, 'waiting', event)
      return {
        ...rollout,
        locks,
        incidents,
        previous,
        stage: { ...waiting, check: { kind: 'checked', at, claimed } },
      }
    }
    case 'DeployRequested': {
      const { at } = expectStage(stage, 'waiting', event)
      return {
        ...rollout,
        shares: { ...rollout.shares, [at.environment]: at.share },
        stage: { stage: 'deploying', at, startedAt: event.at },
      }
    }
    case 'Deployed':
      return { ...rollout, stage: startSoak(expectStage(stage, 'deploying', event), event) }
    case 'RedeployRequested':
      return { ...rollout, stage: waitFor(expectStage(stage, 'soaking', event).at) }
    case 'StepPassed': {
      const soaking = expectStage(stage, 'soaking', event)
      const lastStep = { at: soaking.at, measurements: soaking.soak.measurements }
      return { ...rollout, lastStep, stage: event.next ? waitFor(event.next) : soaking }
    }
    case 'StepAnalysisFailed':
      return { ...rollout, stage: expectStage(stage, 'soaking', event) }
    case 'RolloutCompleted': {
      const { startedAt } = expectStage(stage, 'soaking', event)
      return {
        ...rollout,
        stage: { stage: 'completed', startedAt, completedAt: event.at },
        watch: startWatch(event),
      }
    }
  }
}

function waitFor(at: StageOf<'waiting'>['at']): StageOf<'waiting'> {
  return { stage: 'waiting', at, question: { kind: 'to-ask' }, check: { kind: 'not-checked' } }
}

function startSoak({ at, startedAt }: StageOf<'deploying'>, event: EventOf<'Deployed'>): StageOf<'soaking'> {
  const soak: Soak = {
    since: event.at,
    until: event.until,
    smokeTest: event.smokeTest ? 'to-run' : 'none',
    smokeTestAt: event.at,
    measurements: [],
    measuredFrom: event.at,
    asked: null,
    skipped: false,
  }
  return { stage: 'soaking', at, startedAt, soak }
}

function startWatch({ at, watchUntil }: EventOf<'RolloutCompleted'>): Watch | null {
  if (watchUntil === null) return null
  return { since: at, until: watchUntil, asked: null, looks: [], breaches: [], ended: false }
}

type SoakEvent = EventOf<
  | 'SmokeTestRequested'
  | 'SmokeTestFinished'
  | 'MetricsRequested'
  | 'MetricsRead'
  | 'SoakExtended'
  | 'SoakSkipped'
>

function evolveSoaking(stage: RolloutStage, event: SoakEvent, number: number): RolloutStage {
  const soaking = expectStage(stage, 'soaking', event)
  return { ...soaking, soak: evolveSoak(soaking.soak, event, number) }
}

function evolveSoak(soak: Soak, event: SoakEvent, number: number): Soak {
  switch (event.type) {
    case 'SmokeTestRequested':
      return { ...soak, smokeTest: 'running', smokeTestAt: event.at }
    case 'SmokeTestFinished':
      return { ...soak, smokeTest: event.passed ? 'passed' : 'running' }
    case 'MetricsRequested':
      return { ...soak, asked: { event: number, at: event.at, answered: false } }
    case 'MetricsRead':
      return {
        ...soak,
        asked: soak.asked && { ...soak.asked, answered: true },
        measurements: [...soak.measurements, ...event.measurements],
      }
    case 'SoakExtended':
      return { ...soak, until: event.until }
    case 'SoakSkipped':
      return { ...soak, until: Math.min(soak.until, event.at), skipped: true }
  }
}

/** What was measured before a release was held says nothing of it now: the step is judged anew. */
export function restartAnalysis(rollout: Rollout, at: number): Rollout {
  const { stage } = rollout
  if (stage.stage !== 'soaking') return rollout
  const soak = { ...stage.soak, measurements: [], measuredFrom: at, asked: null }
  return { ...rollout, stage: { ...stage, soak } }
}

type WatchEvent = EventOf<'WatchRequested' | 'WatchLooked' | 'BreachAccepted' | 'WatchEnded'>

function evolveWatch(watch: Watch | null, event: WatchEvent, number: number): Watch {
  if (!watch) return refuseImpossibleEvent(event, 'without a watch')
  switch (event.type) {
    case 'WatchRequested':
      return { ...watch, asked: { event: number, at: event.at, answered: false } }
    case 'WatchLooked': {
      const { type, by, ...look } = event
      return {
        ...watch,
        asked: watch.asked && { ...watch.asked, answered: true },
        looks: [...watch.looks, look],
        breaches: event.breaches,
      }
    }
    case 'BreachAccepted':
      return { ...watch, breaches: [] }
    case 'WatchEnded':
      return { ...watch, ended: true }
  }
}

/** Checks whether a question is about a step of the rollout, and not about the release itself. */
export function isAboutStep({ prompt }: { readonly prompt: PromptKey }): boolean {
  return prompt.startsWith('deploy-')
}

/** A question about the next step, and its answers. */
export function evolveStepQuestion(rollout: Rollout, event: Asking): Rollout {
  const waiting = expectStage(rollout.stage, 'waiting', event)
  return { ...rollout, stage: { ...waiting, question: evolveAnswers(waiting.question, event) } }
}

function evolveAnswers(question: StepQuestion, event: Asking): StepQuestion {
  if (event.type === 'PromptOpened') {
    const { prompt, subject, at } = event
    return { kind: 'open', prompt, subject, openedAt: at, approvals: [] }
  }
  if (question.kind !== 'open' || question.prompt !== event.prompt)
    return refuseImpossibleEvent(event, 'where nothing of the kind is asked')
  const { approvals } = question
  switch (event.type) {
    case 'PromptClosed':
      return isAnswered(event) ? { kind: 'answered', approvals } : { kind: 'to-ask' }
    case 'ApprovalGiven':
      return { ...question, approvals: [...approvals, event.person] }
    case 'ApprovalVoided':
      return { ...question, approvals: approvals.filter((one) => !isSame(one, event.person)) }
  }
}

function isAnswered({ because }: EventOf<'PromptClosed'>): boolean {
  return typeof because !== 'string' && because.code === 'enough-approvals'
}
