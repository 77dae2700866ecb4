import { createEffectKey, type Effect } from '../effects.ts'
import type { ReleaseEvent } from '../events.ts'
import { mayHear } from '../rules/channels.ts'
import type { OpenRelease, PublishedRelease, Release } from '../state.ts'
import { getPreviousVersion, getProduction } from './view.ts'

type Rolling = OpenRelease | PublishedRelease
type Opened = Exclude<Release, { status: 'unopened' }>

/** What the world must do for the deployment of a release after an event, besides the step that it waits for. */
export function reactToRollout(release: Opened, event: ReleaseEvent): Effect[] {
  if (release.status === 'aborted') return event.type === 'Aborted' ? freeAll(release) : []
  switch (event.type) {
    case 'ReadinessRequested':
      return [...notices(release), verifyImages(release)]
    case 'DrillRequested':
      return [runDrill(release, event.environment)]
    case 'MetricsRequested':
      return readMetrics(release)
    case 'DeployRequested':
      return isFirstInProduction(release, event) ? statusPage(release, 'in-progress') : []
    case 'StepPassed':
      return event.next?.environment === event.environment ? [] : [free(release, event.environment)]
    case 'RolloutCompleted':
      return [...statusPage(release, 'monitoring'), ...verifyDeployment(release), ...moveForward(release)]
    case 'RollbackRequested':
      return statusPage(release, 'rolled-back')
    case 'RolledBack':
      return afterRollback(release, event.to)
    case 'WatchRequested':
      return readWatch(release)
    case 'WatchEnded':
      return statusPage(release, 'completed')
    case 'Published':
      return announcePublication(release)
    case 'ReviewRequested':
      return [{ kind: 'open-review', key: keyFor(release, 'open-review') }]
    default:
      return []
  }
}

/** Nobody but those who work on it hears of an embargoed fix before it is published (design, law 7). */
function maySpeak(release: Rolling): boolean {
  return mayHear(release).includes('customers')
}

function notices(release: Rolling): Effect[] {
  if (!maySpeak(release)) return []
  return [
    { kind: 'notify-customers', what: 'advance', key: keyFor(release, 'notify-customers', 'advance') },
    ...statusPage(release, 'scheduled'),
  ]
}

type StatusPageEffect = Extract<Effect, { kind: 'update-status-page' }>

function statusPage(release: Rolling, what: StatusPageEffect['what']): Effect[] {
  if (!maySpeak(release)) return []
  return [{ kind: 'update-status-page', what, key: keyFor(release, 'update-status-page', what) }]
}

function verifyImages(release: Rolling): Effect {
  const version = getPreviousVersion(release.ledger)
  return { kind: 'verify-images', version, key: keyFor(release, 'verify-images') }
}

function runDrill(release: Rolling, environment: string): Effect {
  const { version } = release.ledger.about
  const previous = getPreviousVersion(release.ledger)
  return { kind: 'run-drill', environment, version, previous, key: keyFor(release, 'run-drill') }
}

function readMetrics(release: Rolling): Effect[] {
  const { stage } = release.ledger.rollout
  if (stage.stage !== 'soaking') return []
  const { environment, share } = stage.at
  const { version } = release.ledger.about
  const previous = getPreviousVersion(release.ledger)
  return [
    { kind: 'read-metrics', environment, version, previous, share, key: keyFor(release, 'read-metrics') },
  ]
}

function isFirstInProduction(
  { ledger }: Rolling,
  event: { readonly environment: string; readonly step: number },
) {
  return event.step === 0 && getProduction(ledger)?.id === event.environment
}

function free(release: Rolling, environment: string): Effect {
  return { kind: 'free-environment', environment, key: keyFor(release, 'free-environment', environment) }
}

/** What was claimed is left to others, whatever became of the release. */
function freeAll(release: Opened): Effect[] {
  const { rollout, about } = release.ledger
  if (rollout.stage.stage === 'not-begun') return []
  return (about.terms.rollout?.environments ?? []).map(({ id }) => ({
    kind: 'free-environment',
    environment: id,
    key: createEffectKey(about, release.ledger.events, 'free-environment', id),
  }))
}

function verifyDeployment(release: Rolling): Effect[] {
  const production = getProduction(release.ledger)
  if (!production) return []
  const { version } = release.ledger.about
  const key = keyFor(release, 'verify-deployment')
  return [{ kind: 'verify-deployment', environment: production.id, version, key }]
}

function readWatch(release: Rolling): Effect[] {
  const production = getProduction(release.ledger)
  const { watch } = release.ledger.rollout
  if (!production || !watch) return []
  const { version } = release.ledger.about
  return [
    {
      kind: 'read-watch',
      environment: production.id,
      version,
      since: watch.since,
      key: keyFor(release, 'read-watch'),
    },
  ]
}

/** Manual Rollback: the team is told, and an incident is opened; everybody who heard of the release hears of it. */
function afterRollback(release: Rolling, to: string): Effect[] {
  const { about, rollout } = release.ledger
  const { stage } = rollout
  const production = getProduction(release.ledger)
  if (stage.stage !== 'rolled-back' || !production) return []
  const { cause } = stage
  const isOut = release.status === 'published'
  return [
    ...freeAll(release),
    { kind: 'open-incident', environment: production.id, to, cause, key: keyFor(release, 'open-incident') },
    ...(maySpeak(release) ? [tellCustomers(release)] : []),
    ...movePin(release, { from: about.version, to, why: 'rollback' }),
    { kind: 'mark-rolled-back', tag: about.tag, to, key: keyFor(release, 'mark-rolled-back') },
    ...(isOut ? postEverywhere(release, 'rolled-back') : []),
  ]
}

function moveForward(release: Rolling): Effect[] {
  const { version } = release.ledger.about
  return movePin(release, { from: getPreviousVersion(release.ledger), to: version, why: 'rollout' })
}

type PinEffect = Extract<Effect, { kind: 'move-pin' }>

/** What another program deploys by is told by a pull request, which people merge. */
function movePin(release: Rolling, move: Omit<PinEffect, 'kind' | 'key'>): Effect[] {
  if (release.ledger.about.terms.rollout?.hasPin !== true) return []
  return [{ kind: 'move-pin', ...move, key: keyFor(release, 'move-pin', move.why) }]
}

function tellCustomers(release: Rolling): Effect {
  return {
    kind: 'notify-customers',
    what: 'rolled-back',
    key: keyFor(release, 'notify-customers', 'rolled-back'),
  }
}

/** §5.2: prereleases are for those who look for them. */
function announcePublication(release: Rolling): Effect[] {
  const { about } = release.ledger
  if (about.kind === 'prerelease' || !about.terms.rollout) return []
  return postEverywhere(release, 'release')
}

function postEverywhere(release: Rolling, what: 'release' | 'rolled-back'): Effect[] {
  return (['forum', 'social'] as const).map((to) => ({
    kind: 'post-announcement',
    to,
    what,
    key: keyFor(release, 'post-announcement', to),
  }))
}

function keyFor({ ledger }: Opened, kind: Effect['kind'], ...of: readonly string[]): string {
  return createEffectKey(ledger.about, ledger.events, kind, ...of)
}
