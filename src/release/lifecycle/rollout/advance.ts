import { failStep, holdRelease, type Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import { checkGates, recordSkippedItems } from '../rules/gates.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import { getTagged } from '../view.ts'
import { type Blocker, listBlockers } from './blockers.ts'
import { judgeSoak, type SoakVerdict, toStandings } from './judge.ts'
import { requestRollback } from './rollback.ts'
import type { StageOf, StepQuestion, Watch } from './state.ts'
import type { EnvironmentTerms, RolloutTerms } from './terms.ts'
import {
  CHECK_VALID_SECONDS,
  getInconclusiveDeadline,
  getMeasurementDue,
  getWatchDue,
  RECHECK_SECONDS,
  ROLLBACK_SECONDS,
  SMOKE_TEST_SECONDS,
} from './timing.ts'
import { getEnvironmentTerms, getFirstStep, getNextStep, getRolloutTerms } from './view.ts'

type Rolling = OpenRelease | PublishedRelease

/** What follows next for the deployment of a release. Nothing of it follows by itself while the release is held. */
export function advanceRollout(release: Rolling, stamp: Stamp): ReleaseEvent[] {
  const { stage } = release.ledger.rollout
  switch (stage.stage) {
    case 'not-begun':
      return begin(release, stamp)
    case 'waiting':
      return advanceWaiting(release, stage, stamp)
    case 'deploying':
      return failLate(release, stamp, {
        since: stage.startedAt,
        seconds: getEnvironmentTerms(release.ledger, stage.at.environment)?.timeoutSeconds,
      })
    case 'soaking':
      return advanceSoaking(release, stage, stamp)
    case 'completed':
      return followUp(release, stamp)
    case 'rolling-back':
      return failLate(release, stamp, { since: stage.startedAt, seconds: ROLLBACK_SECONDS })
    case 'rolled-back':
      return []
  }
}

/** A deployer, or a test, that never answers holds the release. */
export function failLate(
  release: Rolling,
  stamp: Stamp,
  { since, seconds }: { readonly since: number; readonly seconds: number | undefined },
): ReleaseEvent[] {
  // What a person had tried again has all of its time again.
  if (seconds === undefined || stamp.at < Math.max(since, release.ledger.retriedAt) + seconds) return []
  return failStep(release, stamp, { code: 'no-answer', seconds })
}

/** A library is published first, a service after it is deployed; without an environment nothing is deployed. */
function begin(release: Rolling, stamp: Stamp): ReleaseEvent[] {
  const { about, rollout } = release.ledger
  if (about.kind === 'prerelease' || !about.terms.rollout || rollout.isSkipped) {
    return rollout.isSkipped ? followUp(release, stamp) : []
  }
  const terms = getRolloutTerms(release.ledger)
  const first = terms && getFirstStep(terms)
  if (!terms || !first) return release.status === 'published' ? [{ type: 'DeploymentSkipped', ...stamp }] : []

  const isDue =
    terms.publish === 'before-deployment'
      ? release.status === 'published'
      : release.status === 'open' && release.place.step === 'asking-to-publish'
  return isDue ? [{ type: 'RolloutStarted', ...stamp, publish: terms.publish, ...first }] : []
}

function advanceWaiting(release: Rolling, waiting: StageOf<'waiting'>, stamp: Stamp): ReleaseEvent[] {
  const environment = getEnvironmentTerms(release.ledger, waiting.at.environment)
  if (!environment) return []
  const isFirstOfProduction = environment.isProduction && waiting.at.step === 0
  if (isFirstOfProduction && release.ledger.rollout.readySince === null)
    return [{ type: 'ReadinessRequested', ...stamp, environment: environment.id }]

  const { check, question } = waiting
  const blockers = listBlockers(release, waiting, stamp.at)
  if (blockers.length > 0)
    return recheck(
      waiting,
      blockers.map(({ code }) => code),
      stamp,
    )
  if (question.kind === 'open') return answerIfEnough(question, environment, stamp)
  if (question.kind === 'to-ask' && environment.approvals > 0)
    return [openStepQuestion(release, waiting, stamp)]

  if (check.kind === 'asked') return []
  const isFresh = check.kind === 'checked' && stamp.at < check.at + CHECK_VALID_SECONDS
  if (!isFresh) return [{ type: 'EnvironmentCheckRequested', ...stamp, environment: environment.id }]
  return [
    ...recordSkippedItems(release, 'pre-deployment', stamp),
    { type: 'DeployRequested', ...stamp, ...waiting.at },
  ]
}

/** What a person or another release keeps is looked at again now and then; all else ends by itself. */
const SEEN: readonly Blocker['code'][] = ['locked', 'incident-open', 'environment-busy']

function recheck(
  { at, check }: StageOf<'waiting'>,
  codes: readonly Blocker['code'][],
  stamp: Stamp,
): ReleaseEvent[] {
  if (check.kind === 'asked' || !codes.every((code) => SEEN.includes(code))) return []
  if (check.kind === 'checked' && stamp.at < check.at + RECHECK_SECONDS) return []
  return [{ type: 'EnvironmentCheckRequested', ...stamp, environment: at.environment }]
}

function answerIfEnough(
  question: Extract<StepQuestion, { kind: 'open' }>,
  environment: EnvironmentTerms,
  stamp: Stamp,
): ReleaseEvent[] {
  if (question.approvals.length < environment.approvals) return []
  return [{ type: 'PromptClosed', ...stamp, prompt: question.prompt, because: { code: 'enough-approvals' } }]
}

/** What is asked before a step: the same plan and commit, in this environment, to this share. */
function openStepQuestion(
  { ledger, ...release }: Rolling,
  { at }: StageOf<'waiting'>,
  stamp: Stamp,
): ReleaseEvent {
  const tagged = getTagged({ ledger, ...release })
  return {
    type: 'PromptOpened',
    ...stamp,
    prompt: `deploy-${ledger.prompts + 1}`,
    subject: { step: 'deploy', plan: tagged?.plan.digest ?? '', commit: tagged?.head ?? '', at },
  }
}

/**
 * §4.2 and §4.3: a step passes once it held up for its time and its metrics say so. What failed rolls back or holds, as
 * the policy says; what nobody can tell holds (law 9).
 */
function advanceSoaking(release: Rolling, soaking: StageOf<'soaking'>, stamp: Stamp): ReleaseEvent[] {
  const environment = getEnvironmentTerms(release.ledger, soaking.at.environment)
  if (!environment) return []
  const { soak } = soaking
  if (soak.smokeTest === 'to-run')
    return [{ type: 'SmokeTestRequested', ...stamp, environment: environment.id }]
  if (soak.smokeTest === 'running') {
    const late = failLate(release, stamp, { since: soak.smokeTestAt, seconds: SMOKE_TEST_SECONDS })
    if (late.length > 0) return late
  }
  const verdict = judgeSoak(soaking, environment, stamp.at)
  if (verdict.kind === 'fail') return failAnalysis(release, { soaking, environment, verdict }, stamp)
  const isOver = stamp.at >= soak.until && soak.smokeTest !== 'running'
  if (isOver && (verdict.kind === 'pass' || verdict.kind === 'people'))
    return passStep(release, { soaking, environment, verdict }, stamp)
  if (verdict.kind === 'inconclusive' && stamp.at >= getInconclusiveDeadline(soaking, environment))
    return holdRelease(release, { code: 'inconclusive', ...soaking.at, metrics: toStandings(verdict) }, stamp)
  return measure(soaking, environment, stamp)
}

interface Judged {
  readonly soaking: StageOf<'soaking'>
  readonly environment: EnvironmentTerms
  readonly verdict: SoakVerdict
}

function measure(soaking: StageOf<'soaking'>, environment: EnvironmentTerms, stamp: Stamp): ReleaseEvent[] {
  const due = getMeasurementDue(soaking, environment)
  if (due === null || stamp.at < due) return []
  return [{ type: 'MetricsRequested', ...stamp, environment: environment.id }]
}

function passStep(release: Rolling, { soaking, verdict }: Judged, stamp: Stamp): ReleaseEvent[] {
  const terms = getRolloutTerms(release.ledger)
  const next = terms && getNextStep(terms, soaking.at)
  const passed: ReleaseEvent = {
    type: 'StepPassed',
    ...stamp,
    ...soaking.at,
    metrics: toStandings(verdict),
    next,
  }
  if (next || !terms) return [passed]
  const { periodSeconds } = terms.watch
  return [
    passed,
    {
      type: 'RolloutCompleted',
      ...stamp,
      watchUntil: periodSeconds === 0 ? null : stamp.at + periodSeconds,
    },
  ]
}

function failAnalysis(
  release: Rolling,
  { soaking, environment, verdict }: Judged,
  stamp: Stamp,
): ReleaseEvent[] {
  const metrics = toStandings(verdict)
  const failed = metrics.filter(({ kind, dryRun }) => kind === 'fail' && !dryRun).map(({ metric }) => metric)
  const event: ReleaseEvent = { type: 'StepAnalysisFailed', ...stamp, ...soaking.at, metrics }
  if (environment.onFailure === 'hold' || !environment.isProduction)
    return [
      event,
      ...holdRelease(release, { code: 'analysis-failed', ...soaking.at, metrics: failed }, stamp),
    ]
  return [
    event,
    ...requestRollback(
      release,
      { cause: { kind: 'analysis', metrics: failed }, because: null, to: null },
      stamp,
    ),
  ]
}

/** §5: the watch, then the review, once everything after the release is done. */
function followUp(release: Rolling, stamp: Stamp): ReleaseEvent[] {
  const { watch, review, closedAt } = release.ledger.rollout
  const terms = release.ledger.about.terms.rollout
  if (!terms || closedAt !== null) return []
  if (watch && !watch.ended) return advanceWatch(watch, terms, stamp)
  if (release.status !== 'published' || review !== null) return []
  if (checkGates(release, 'post-release').kind === 'shut') return []
  return [...recordSkippedItems(release, 'post-release', stamp), { type: 'ReviewRequested', ...stamp }]
}

/** The last look is at the end of the watch; a breach waits for somebody's decision. */
function advanceWatch(watch: Watch, { watch: { everySeconds } }: RolloutTerms, stamp: Stamp): ReleaseEvent[] {
  const due = getWatchDue(watch, everySeconds)
  if (due !== null) return stamp.at < due ? [] : [{ type: 'WatchRequested', ...stamp }]
  const isDone = watch.asked?.answered === true && watch.breaches.length === 0
  return isDone ? [{ type: 'WatchEnded', ...stamp }] : []
}
