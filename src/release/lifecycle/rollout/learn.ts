import { toCanonicalJson } from '../../policy/canonical.ts'
import { getAwaitedStep } from '../awaited.ts'
import type { Because } from '../causes.ts'
import type { FactOf } from '../commands.ts'
import { accept, type Decision, failStep, holdRelease, type Stamp } from '../decision.ts'
import { createEffectKey } from '../effects.ts'
import type { ReleaseEvent } from '../events.ts'
import { findGateOfItem } from '../rules/ticking.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import { getHead } from '../view.ts'
import type { RolloutFacts } from './commands.ts'
import { learnOfAlert, requestRollback } from './rollback.ts'
import { getEnvironmentTerms, getRolloutTerms } from './view.ts'

type Rolling = OpenRelease | PublishedRelease

/** Decides what was learnt of the deployment. What is known, or answers an older question, is no news. */
export function learnOfRollout(release: Rolling, fact: FactOf<keyof RolloutFacts>, stamp: Stamp): Decision {
  return accept(...learn(release, fact, stamp))
}

function learn(release: Rolling, fact: FactOf<keyof RolloutFacts>, stamp: Stamp): readonly ReleaseEvent[] {
  switch (fact.type) {
    case 'TimePassed':
      return []
    case 'EnvironmentChecked':
    case 'SurroundingsSeen':
      return learnOfEnvironment(release, fact, stamp)
    case 'VersionDeployed':
    case 'SmokeTestEnded':
    case 'MetricsMeasured':
      return learnOfStep(release, fact, stamp)
    case 'PreviousDeployed':
    case 'HealthSeen':
    case 'IncidentOpened':
      return learnOfRollback(release, fact, stamp)
    case 'AlertFired':
      return learnOfAlert(release, fact, stamp)
    case 'ItemProved':
    case 'CustomersNotified':
    case 'DrillEnded':
    case 'DrillSeen':
      return learnOfReadiness(release, fact, stamp)
    case 'WatchRead':
    case 'ReviewOpened':
      return learnOfFollowUp(release, fact, stamp)
  }
}

function isAwaited(release: Rolling, { answers }: { readonly answers: string }): boolean {
  return getAwaitedStep(release)?.effect.key === answers
}

function learnOfEnvironment(
  release: Rolling,
  fact: FactOf<'EnvironmentChecked' | 'SurroundingsSeen'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { locks, incidents } = fact
  if (fact.type === 'SurroundingsSeen') {
    const { rollout } = release.ledger
    const isKnown =
      toCanonicalJson({ locks, incidents }) ===
      toCanonicalJson({ locks: rollout.locks, incidents: rollout.incidents })
    return isKnown ? [] : [{ type: 'SurroundingsSeen', ...stamp, locks, incidents }]
  }
  const { stage } = release.ledger.rollout
  if (stage.stage !== 'waiting' || !isAwaited(release, fact)) return []
  const { claimed, previous } = fact
  const { environment } = stage.at
  return [
    {
      type: 'EnvironmentChecked',
      ...stamp,
      ...{ environment, claimed, locks, incidents },
      ...(previous !== undefined && { previous }),
    },
    ...holdForPrevious(release, previous, stamp),
  ]
}

/** What is tagged stays as it is: a person says whether it goes on, though it has what was rolled back. */
function holdForPrevious(release: Rolling, previous: string | undefined, stamp: Stamp): ReleaseEvent[] {
  const { about, rollout } = release.ledger
  if (previous === undefined || rollout.previous !== null || release.status !== 'open') return []
  return holdRelease(release, { code: 'base-rolled-back', tag: about.base.tag, to: previous }, stamp)
}

function learnOfStep(
  release: Rolling,
  fact: FactOf<'VersionDeployed' | 'SmokeTestEnded' | 'MetricsMeasured'>,
  stamp: Stamp,
): readonly ReleaseEvent[] {
  const { ledger } = release
  const { stage } = ledger.rollout
  if (stage.stage !== 'deploying' && stage.stage !== 'soaking') return []
  const environment = getEnvironmentTerms(ledger, stage.at.environment)
  const step = environment?.steps[stage.at.step]
  if (!environment || !step) return []
  switch (fact.type) {
    case 'VersionDeployed': {
      if (stage.stage !== 'deploying' || !isAwaited(release, fact)) return []
      const until = stamp.at + step.soakSeconds
      const smokeTest = environment.smokeTest !== null
      return [{ type: 'Deployed', ...stamp, ...stage.at, until, smokeTest, evidence: fact.evidence }]
    }
    case 'SmokeTestEnded':
      return isAwaited(release, fact) ? learnOfSmokeTest(release, fact, stamp) : []
    case 'MetricsMeasured': {
      if (stage.stage !== 'soaking' || stage.soak.asked?.answered !== false) return []
      const { measuredFrom, asked } = stage.soak
      if (fact.answers !== createEffectKey(ledger.about, asked.event, 'read-metrics')) return []
      const measurements = fact.measurements.filter(({ at }) => at >= measuredFrom)
      return [{ type: 'MetricsRead', ...stamp, environment: environment.id, measurements }]
    }
  }
}

/** §2.3: a smoke test that fails in production is a step that fails; in staging people look. */
function learnOfSmokeTest(
  release: Rolling,
  { passed, evidence }: FactOf<'SmokeTestEnded'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { stage } = release.ledger.rollout
  if (stage.stage !== 'soaking') return []
  const environment = getEnvironmentTerms(release.ledger, stage.at.environment)
  const ended: ReleaseEvent = {
    type: 'SmokeTestFinished',
    ...stamp,
    environment: stage.at.environment,
    passed,
    evidence,
  }
  if (passed || !environment) return [ended]
  if (environment.isProduction && environment.onFailure === 'rollback')
    return [
      ended,
      ...requestRollback(release, { cause: { kind: 'smoke-test' }, because: null, to: null }, stamp),
    ]
  return [ended, ...failStep(release, stamp, { code: 'smoke-test-failed', environment: environment.id })]
}

function learnOfRollback(
  release: Rolling,
  fact: FactOf<'PreviousDeployed' | 'HealthSeen' | 'IncidentOpened'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { stage } = release.ledger.rollout
  if (fact.type === 'IncidentOpened') {
    const isNew = stage.stage === 'rolled-back' && stage.incident === null
    return isNew ? [{ type: 'IncidentOpened', ...stamp, issue: fact.issue }] : []
  }
  if (stage.stage !== 'rolling-back' || !isAwaited(release, fact)) return []
  const { environment, to, because } = stage
  const { evidence } = fact
  if (fact.type === 'PreviousDeployed')
    return [{ type: 'PreviousDeployed', ...stamp, environment, to, evidence }]
  if (fact.health !== 'healthy') {
    const code = fact.health === 'unhealthy' ? 'unhealthy' : 'health-unknown'
    return failStep(release, stamp, { code, environment, version: to })
  }
  return finishRollback(release, { environment, to, because, evidence }, stamp)
}

/** Production is back and healthy: the release ends there, and is held where it isn't out yet. */
export function finishRollback(
  release: Rolling,
  { environment, to, because, evidence }: FinishedRollback,
  stamp: Stamp,
): ReleaseEvent[] {
  return [
    { type: 'HealthVerified', ...stamp, environment, evidence },
    { type: 'RolledBack', ...stamp, to, because },
    ...(release.status === 'open' ? holdRelease(release, { code: 'rolled-back' }, stamp) : []),
  ]
}

interface FinishedRollback {
  readonly environment: string
  readonly to: string
  readonly because: Because
  readonly evidence: string | null
}

function learnOfReadiness(
  release: Rolling,
  fact: FactOf<'ItemProved' | 'CustomersNotified' | 'DrillEnded' | 'DrillSeen'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { rollout, about } = release.ledger
  switch (fact.type) {
    case 'ItemProved':
      return proveItem(release, fact, stamp)
    case 'CustomersNotified': {
      if (rollout.notifiedAt !== null) return []
      const { recipients, refused } = fact
      return [
        { type: 'CustomersNotified', ...stamp, recipients, refused },
        ...proveItem(release, { item: 'enterprise-customers', evidence: `${recipients}` }, stamp),
      ]
    }
    case 'DrillEnded': {
      const { drilling } = rollout
      if (!drilling || fact.answers !== createEffectKey(about, drilling.event, 'run-drill')) return []
      const { passed, evidence } = fact
      const { environment } = drilling
      return [
        { type: 'DrillFinished', ...stamp, environment, passed, evidence },
        ...(passed ? proveItem(release, { item: DRILL_ITEM, evidence }, stamp) : []),
      ]
    }
    case 'DrillSeen': {
      const within = getRolloutTerms(release.ledger)?.drillWithinSeconds ?? 0
      if (fact.testedAt < stamp.at - within) return []
      return proveItem(release, { item: DRILL_ITEM, evidence: fact.evidence }, stamp)
    }
  }
}

/** The line of the rollback plan that a drill proves (§4.1). */
const DRILL_ITEM = 'rollback-tested'

/** What can be proved nobody has to answer for: a line of a checklist that stands now, once. */
export function proveItem(
  release: Rolling,
  { item, evidence }: { readonly item: string; readonly evidence: string },
  stamp: Stamp,
): ReleaseEvent[] {
  const head = getHead(release)
  const gate = findGateOfItem(release, item)
  if (!gate || head === null) return []
  const { checklist } = gate
  const isKnown = release.ledger.proofs.some((one) => one.checklist === checklist && one.item === item)
  return isKnown ? [] : [{ type: 'ItemProved', ...stamp, checklist, item, head, evidence }]
}

function learnOfFollowUp(
  release: Rolling,
  fact: FactOf<'WatchRead' | 'ReviewOpened'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { about, rollout } = release.ledger
  if (fact.type === 'ReviewOpened')
    return rollout.review?.issue === null ? [{ type: 'ReviewOpened', ...stamp, issue: fact.issue }] : []

  const { watch } = rollout
  if (watch?.asked?.answered !== false) return []
  if (fact.answers !== createEffectKey(about, watch.asked.event, 'read-watch')) return []
  return [{ type: 'WatchLooked', ...stamp, ...fact.look }]
}
