import type { GatePoint } from '../../process/phases.ts'
import { checkGates } from '../rules/gates.ts'
import type { Missing } from '../rules/missing.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import { getChecklistItems } from '../terms.ts'
import { isSecurityRelease } from '../view.ts'
import type { StageOf } from './state.ts'
import type { EnvironmentTerms } from './terms.ts'
import { getEnvironmentTerms, getRolloutTerms } from './view.ts'
import { checkWindow } from './windows.ts'
import type { EnvironmentLock, Incident } from './words.ts'

type Rolling = OpenRelease | PublishedRelease

/** What keeps an environment from changing now; `until` is when it ends by itself, in seconds since 1970. */
export type Blocker =
  | { readonly code: 'gates-shut'; readonly missing: readonly Missing[] }
  | { readonly code: 'customers-not-notified' }
  | { readonly code: 'notice-running'; readonly until: number }
  | { readonly code: 'outside-window'; readonly until: number | null }
  | { readonly code: 'frozen'; readonly until: number | null }
  | { readonly code: 'locked'; readonly lock: EnvironmentLock }
  | { readonly code: 'incident-open'; readonly incident: Incident }
  | { readonly code: 'environment-busy' }

/** Lists everything that keeps the next step from being taken at a time; none when it may be. */
export function listBlockers(release: Rolling, waiting: StageOf<'waiting'>, at: number): Blocker[] {
  const environment = getEnvironmentTerms(release.ledger, waiting.at.environment)
  if (!environment) return []
  const isFirst = waiting.at.step === 0
  return [
    ...(isFirst && !isFirstEnvironment(release, environment) ? listGateBlockers(release, 'staging') : []),
    ...(isFirst && environment.isProduction ? listReadinessBlockers(release, at) : []),
    ...listTimeBlockers(release, environment, at),
    ...listSeen(release, environment),
    ...(waiting.check.kind === 'checked' && !waiting.check.claimed
      ? [{ code: 'environment-busy' } as const]
      : []),
  ]
}

/** §4.1: gates, and the time that enterprise customers were promised. An embargoed fix is announced to nobody ahead. */
function listReadinessBlockers(release: Rolling, at: number): Blocker[] {
  return [...listGateBlockers(release, 'pre-deployment'), ...listNoticeBlockers(release, at)]
}

function listGateBlockers(release: Rolling, point: GatePoint): Blocker[] {
  const gates = checkGates(release, point)
  return gates.kind === 'shut' ? [{ code: 'gates-shut', missing: gates.missing }] : []
}

function isFirstEnvironment({ ledger }: Rolling, { id }: EnvironmentTerms): boolean {
  return getRolloutTerms(ledger)?.environments[0]?.id === id
}

function listNoticeBlockers(release: Rolling, at: number): Blocker[] {
  const { ledger } = release
  const seconds = getRolloutTerms(ledger)?.advanceNoticeSeconds ?? 0
  if (seconds === 0 || isSecurityRelease(release) || !isNoticeWanted(release)) return []
  const notifiedAt = getNotifiedAt(release)
  if (notifiedAt === null) return [{ code: 'customers-not-notified' }]
  const until = notifiedAt + seconds
  return at < until ? [{ code: 'notice-running', until }] : []
}

/** The line of the checklist that stands for the notice to enterprise customers (§4.1). */
export const NOTICE_ITEM = 'enterprise-customers'

function isNoticeWanted({ ledger: { about } }: Rolling): boolean {
  return about.terms.gates.some(
    (gate) =>
      gate.kind === 'checklist' &&
      gate.point === 'pre-deployment' &&
      getChecklistItems(gate, about.terms).some(({ id }) => id === NOTICE_ITEM),
  )
}

/** Returns when enterprise customers were told: by us, or as somebody says who ticked it; null before. */
export function getNotifiedAt({ ledger: { rollout, ticks } }: Rolling): number | null {
  return rollout.notifiedAt ?? ticks.find(({ item }) => item === NOTICE_ITEM)?.at ?? null
}

/** Emergency Releases can occur any day. */
function listTimeBlockers(
  { ledger: { about } }: Rolling,
  environment: EnvironmentTerms,
  at: number,
): Blocker[] {
  if (about.track === 'emergency') return []
  const window = checkWindow(environment, about.terms.timeZone, at)
  if (window.kind === 'open') return []
  return [{ code: window.because === 'freeze' ? 'frozen' : 'outside-window', until: window.opensAt }]
}

function listSeen(
  { ledger: { about, rollout } }: Rolling,
  { id, isProduction }: EnvironmentTerms,
): Blocker[] {
  const isOurs = ({ owner }: EnvironmentLock) => owner.kind === 'release' && owner.version === about.version
  return [
    ...rollout.locks
      .filter((lock) => lock.environment === id && !isOurs(lock))
      .map((lock) => ({ code: 'locked', lock }) as const),
    ...(isProduction ? rollout.incidents : []).map(
      (incident) => ({ code: 'incident-open', incident }) as const,
    ),
  ]
}
