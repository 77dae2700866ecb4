import type { Blocker } from '../../release/lifecycle/rollout/blockers.ts'
import { getProgress, type RolloutProgress } from '../../release/lifecycle/rollout/progress.ts'
import type { RolloutStep } from '../../release/lifecycle/rollout/words.ts'
import type { OpenRelease, PublishedRelease } from '../../release/lifecycle/state.ts'
import { formatDuration } from '../../release/policy/duration.ts'
import { describeMissing } from '../missing-text.ts'
import { formatList, formatMinute, formatNumber } from '../wording.ts'

/** Where the deployment of a release is, and who can do what next. Sentences with code in backquotes. */
export interface RolloutStatus {
  readonly waits: string
  readonly next: string
}

type Rolling = OpenRelease | PublishedRelease
type Progress<K extends RolloutProgress['kind']> = Extract<RolloutProgress, { readonly kind: K }>

const BY_ITSELF = 'It continues automatically.'
const ROLLBACK = 'Go back at any time with `/release rollback because …`.'

/**
 * Says where the deployment of a release is, as of what was seen of it last: the same state reads the same, whenever it is
 * shown. Null before it begins and where nothing is deployed.
 */
export function describeRollout(release: Rolling): RolloutStatus | null {
  const progress = getProgress(release, getLastSeenAt(release))
  switch (progress.kind) {
    case 'none':
    case 'skipped':
      return null
    case 'waiting':
      return describeWaiting(progress)
    case 'deploying':
      return { waits: `Deploying to ${formatStep(progress.at)}.`, next: `${BY_ITSELF} ${ROLLBACK}` }
    case 'soaking':
      return describeSoak(progress)
    case 'watching':
      return describeWatch(release, progress)
    case 'completed':
      return describeCompleted(release)
    case 'rolling-back':
      return {
        waits:
          progress.doing === 'deploying'
            ? `Rolling \`${progress.environment}\` back to ${progress.to}.`
            : `${progress.to} is deployed to \`${progress.environment}\` again. Verifying its health.`,
        next: BY_ITSELF,
      }
    case 'rolled-back':
      return describeRolledBack(release, progress)
    case 'closed':
      return {
        waits: `${release.ledger.about.version} is closed.`,
        next: 'Cut the next version of the line with `/release cut`.',
      }
  }
}

/** When something of the rollout was seen last: what is shown says how it was then. */
function getLastSeenAt({ ledger }: Rolling): number {
  const { stage } = ledger.rollout
  if (stage.stage === 'soaking')
    return Math.max(stage.soak.since, ...stage.soak.measurements.map(({ at }) => at))
  if (stage.stage === 'waiting' && stage.check.kind !== 'not-checked')
    return Math.max(stage.check.at, ledger.askedAt)
  return ledger.askedAt
}

/** `production at 25 %` */
function formatStep({ environment, share }: RolloutStep): string {
  return share === 100 ? `\`${environment}\`` : `${share} % of \`${environment}\``
}

function describeWaiting({ at, blockers, isAsking }: Progress<'waiting'>): RolloutStatus {
  const [first] = blockers
  if (first)
    return { waits: `Waits before ${formatStep(at)}. ${explainBlocker(first)}`, next: suggest(first) }
  if (isAsking)
    return {
      waits: `Waits for a go for ${formatStep(at)}.`,
      next: 'An approver looks at it and says `/release go`, or `/release no-go because …`.',
    }
  return { waits: `Next: ${formatStep(at)}.`, next: BY_ITSELF }
}

function explainBlocker(blocker: Blocker): string {
  switch (blocker.code) {
    case 'gates-shut':
      return `${formatNumber(blocker.missing.length, 'line')} of the checklists must be answered.`
    case 'customers-not-notified':
      return 'Enterprise customers must be notified.'
    case 'notice-running':
      return `Enterprise customers were promised time until ${formatMinute(blocker.until)}.`
    case 'outside-window':
      return `The deployment window is closed${formatUntil(blocker.until)}.`
    case 'frozen':
      return `Changes are frozen${formatUntil(blocker.until)}.`
    case 'locked':
      return blocker.lock.owner.kind === 'person'
        ? `${blocker.lock.owner.person.login} locked it: ${blocker.lock.because}`
        : `${blocker.lock.owner.version} is being rolled out there.`
    case 'incident-open':
      return `The incident #${blocker.incident.issue} is open.`
    case 'environment-busy':
      return 'Another release has the environment.'
  }
}

function formatUntil(until: number | null): string {
  return until === null ? '' : ` until ${formatMinute(until)}`
}

function suggest(blocker: Blocker): string {
  switch (blocker.code) {
    case 'gates-shut': {
      const [missing] = blocker.missing
      return missing ? describeMissing(missing).next : BY_ITSELF
    }
    case 'customers-not-notified':
      return 'When they are, say `/release check enterprise-customers`.'
    case 'locked':
      return `\`/release unlock ${blocker.lock.environment} because …\` ends a lock of a person.`
    case 'incident-open':
      return 'It continues when the incident is closed.'
    case 'notice-running':
    case 'outside-window':
    case 'frozen':
    case 'environment-busy':
      return BY_ITSELF
  }
}

/** “canary at 25 % until 14:30 UTC, 12 of 30 minutes, 3 of 3 metrics healthy” */
function describeSoak(progress: Progress<'soaking'>): RolloutStatus {
  const { at, isProduction, until, soakedSeconds, soakSeconds, smokeTest, healthy, deciding } = progress
  const name = isProduction && at.share < 100 ? `Canary at ${at.share} %` : `\`${at.environment}\` soaks`
  const parts = [
    `${name} until ${formatMinute(until)}`,
    formatSoak(soakedSeconds, soakSeconds),
    ...(smokeTest === 'running' ? ['the smoke test runs'] : []),
    ...(deciding > 0 ? [`${healthy} of ${formatNumber(deciding, 'metric')} healthy`] : []),
  ]
  return { waits: `${parts.join(', ')}.`, next: `${BY_ITSELF} ${isProduction ? ROLLBACK : ''}`.trim() }
}

function formatSoak(soaked: number, all: number): string {
  const minutes = Math.floor(all / 60)
  if (minutes < 1) return `${formatDuration(Math.floor(soaked))} of ${formatDuration(Math.floor(all))}`
  return `${Math.floor(soaked / 60)} of ${formatNumber(minutes, 'minute')}`
}

function describeWatch(
  { ledger: { about }, status }: Rolling,
  { until, nextLook, breaches }: Progress<'watching'>,
): RolloutStatus {
  if (breaches.length > 0)
    return {
      waits: `${about.version} is deployed, and worse than before: ${formatList(breaches.map((one) => `\`${one}\``))}.`,
      next: 'Roll it back with `/release rollback because …`, or keep it with `/release continue because …`.',
    }
  const look = nextLook === null ? '' : ` The next look is at ${formatMinute(nextLook)}.`
  return {
    waits: `Everyone is on ${about.version}. It is watched until ${formatMinute(until)}.${look}`,
    next:
      status === 'open'
        ? 'A captain publishes it with `/release publish`.'
        : 'Answer for the checklists meanwhile.',
  }
}

function describeCompleted({ ledger: { about, rollout }, status }: Rolling): RolloutStatus {
  if (status === 'open')
    return {
      waits: `Everyone is on ${about.version}.`,
      next: 'A captain publishes it with `/release publish`.',
    }
  const review = rollout.review?.issue ?? null
  if (review === null)
    return {
      waits: `Everyone is on ${about.version}. What comes after is not done yet.`,
      next: '`/release why` says what is missing.',
    }
  return {
    waits: `Everyone is on ${about.version}, and its review is #${review}.`,
    next: 'A captain closes the release with `/release close`.',
  }
}

function describeRolledBack(
  { ledger: { about } }: Rolling,
  { to, isLineLocked, incident }: Progress<'rolled-back'>,
): RolloutStatus {
  const where = incident === null ? '' : ` The incident is #${incident}.`
  return {
    waits: `${about.version} was rolled back to ${to}.${where}`,
    next: isLineLocked
      ? `Line ${about.line} is locked. When it may be released from again, a captain says \`/release unlock because …\`.`
      : 'Line unlocked. A captain closes the release with `/release close`, and cuts the next.',
  }
}
