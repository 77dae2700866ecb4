import { getAwaitedStep } from '../../../../src/release/lifecycle/awaited.ts'
import { createEffectKey } from '../../../../src/release/lifecycle/effects.ts'
import type { RolloutStage } from '../../../../src/release/lifecycle/rollout/state.ts'
import type { EnvironmentTerms, RolloutTerms } from '../../../../src/release/lifecycle/rollout/terms.ts'
import { getNextDueAt } from '../../../../src/release/lifecycle/rollout/timing.ts'
import { getStage } from '../../../../src/release/lifecycle/rollout/view.ts'
import type { Measurement } from '../../../../src/release/rollout/measurement.ts'
import { ada, bea, cutRelease, type News, type Story, termsWith } from '../story.ts'

const METRIC = {
  id: 'error-rate',
  text: 'Error rate',
  query: 'up',
  unit: 'ratio',
  limit: { above: 0.05 },
  dryRun: false,
} as const

export const STAGING: EnvironmentTerms = {
  id: 'staging',
  isProduction: false,
  steps: [{ share: 100, soakSeconds: 7_200 }],
  deployer: { kind: 'http-request', connection: 'default', timeoutSeconds: 3_600 },
  metrics: null,
  analysis: null,
  smokeTest: 'smoke-tests.yml',
  health: [],
  timeoutSeconds: 3_600,
  approvals: 0,
  onFailure: 'hold',
  windows: [],
  freeze: [],
}

export const PRODUCTION: EnvironmentTerms = {
  ...STAGING,
  id: 'production',
  isProduction: true,
  smokeTest: null,
  metrics: 'default',
  steps: [
    { share: 5, soakSeconds: 1_800 },
    { share: 25, soakSeconds: 1_800 },
    { share: 100, soakSeconds: 0 },
  ],
  analysis: {
    intervalSeconds: 60,
    passes: 3,
    failures: { most: 2, of: 5 },
    staleAfterSeconds: 120,
    freshness: null,
    metrics: [METRIC],
  },
  onFailure: 'rollback',
}

/** The process document's rollout of a service: staging, then 5, 25 and 100 % of production. */
export const ROLLOUT: RolloutTerms = {
  publish: 'after-deployment',
  environments: [STAGING, PRODUCTION],
  images: [],
  customers: [],
  advanceNoticeSeconds: 0,
  drillWithinSeconds: 2_592_000,
  alertRule: {
    alert: 'PatchReleaseRollbackTrigger',
    labels: { severity: 'critical', action: 'rollback' },
    staleAfterSeconds: 600,
  },
  watch: { periodSeconds: 172_800, everySeconds: 7_200 },
  questions: [],
}

/** A release whose artifacts are verified, and whose rollout has begun. */
export function rolling(
  rollout: Partial<RolloutTerms> = {},
  config: Readonly<Record<string, unknown>> = {},
): Story {
  const terms = { ...termsWith(config), rollout: { ...ROLLOUT, ...rollout } }
  const story = cutRelease({ terms }).green()
  story.say(bea, { type: 'Go', saw: null })
  return story.goesOn().built()
}

export function stageOf({ release }: Story): RolloutStage {
  return getStage(release)
}

/** The environment and share of a stage, as `production 25 soaking`. */
export function whereIs(story: Story): string {
  const stage = stageOf(story)
  return 'at' in stage && typeof stage.at === 'object'
    ? `${stage.at.environment} ${stage.at.share} ${stage.stage}`
    : stage.stage
}

/** What the world would say to what the rollout waits for now; null where it waits for nothing. */
export function answerOf(story: Story, error = 0.01): News | null {
  const { release } = story
  if (release.status !== 'open' && release.status !== 'published') return null
  const awaited = getAwaitedStep(release)
  if (awaited && release.ledger.trouble.kind === 'none') {
    const answers = awaited.effect.key
    switch (awaited.effect.kind) {
      case 'check-environment':
        return {
          ...{ type: 'EnvironmentChecked', answers, claimed: true, locks: [], incidents: [] },
          ...(release.ledger.rollout.previous !== null && { previous: release.ledger.rollout.previous }),
        }
      case 'deploy-version':
        return { type: 'VersionDeployed', answers, evidence: null }
      case 'run-smoke-test':
        return { type: 'SmokeTestEnded', answers, passed: true, evidence: null }
      case 'roll-back':
        return { type: 'PreviousDeployed', answers, evidence: null }
      case 'verify-health':
        return { type: 'HealthSeen', answers, health: 'healthy', evidence: null }
      default:
        return null
    }
  }
  return measurementOf(story, error) ?? lookOf(story)
}

function measurementOf({ release, at }: Story, error: number): News | null {
  if (release.status === 'unopened') return null
  const { stage } = release.ledger.rollout
  if (stage.stage !== 'soaking' || stage.soak.asked?.answered !== false) return null
  const answers = createEffectKey(release.ledger.about, stage.soak.asked.event, 'read-metrics')
  const measurement: Measurement = {
    metric: METRIC.id,
    at: at + 1,
    current: { kind: 'value', value: error },
    previous: null,
    traffic: null,
  }
  return { type: 'MetricsMeasured', answers, measurements: [measurement] }
}

function lookOf({ release }: Story): News | null {
  if (release.status === 'unopened') return null
  const { watch } = release.ledger.rollout
  if (watch?.asked?.answered !== false) return null
  const answers = createEffectKey(release.ledger.about, watch.asked.event, 'read-watch')
  return { type: 'WatchRead', answers, look: { measurements: [], breaches: [], issues: [], support: null } }
}

/** Time goes on from one due time to the next, and the world answers, until something holds. */
export function runs(story: Story, until: (story: Story) => boolean, error = 0.01): Story {
  for (let i = 0; i < 2_000 && !until(story); i += 1) {
    const answer = answerOf(story, error)
    if (answer) {
      story.learn(answer)
      continue
    }
    const due = getNextDueAt(story.release, story.at)
    if (due === null) return story
    story.at = Math.max(story.at, due - 1)
    story.learn({ type: 'TimePassed' })
  }
  return story
}

export { ada, bea }
