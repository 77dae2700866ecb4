import type { EventOf, ReleaseEvent } from '../lifecycle/events.ts'
import type { Terms } from '../lifecycle/terms.ts'
import type { Planned } from '../lifecycle/words.ts'
import { type DeploymentFigures, measureDeployment } from './deployment-figures.ts'
import { listWaits, type PeopleWait } from './people-waits.ts'

/** A change that shipped; times are in seconds, null where the record doesn't know since when. */
export interface ChangeFigures {
  readonly candidate: string
  /** From the first report of what it fixes to the publication (Time to Patch). */
  readonly timeToPatch: number | null
  /** From its merge on main to the publication. */
  readonly leadTime: number | null
  /** Null where the release was imported: nobody recorded any. */
  readonly neededException: boolean | null
}

/** How a release went in production: `open` while that isn't known, `imported` where the record can't say. */
export type ReleaseOutcome = 'smooth' | 'rough' | 'open' | 'imported'

/** What one patch release says for the measures. */
export interface ReleaseFigures {
  readonly version: string
  readonly line: string
  /** When it counts: its publication, or its first step into production, whichever came first. Seconds since 1970. */
  readonly countedAt: number
  readonly publishedAt: number | null
  readonly outcome: ReleaseOutcome
  readonly isRolledBack: boolean
  readonly changes: readonly ChangeFigures[]
  /** Null until everybody is on it, and where nothing is deployed. */
  readonly deployment: DeploymentFigures | null
  readonly waits: readonly PeopleWait[]
  /** Changes that were picked onto the branch, and how many of them conflicted. */
  readonly picks: number
  readonly conflicts: number
}

/** A stable patch that was published or went into production, since it was opened last. */
interface Life {
  readonly opened: EventOf<'Opened'>
  readonly events: readonly ReleaseEvent[]
  readonly terms: Terms
}

/**
 * Measures one release by its events alone (Release Metrics). Null for what is no patch: prereleases, and what was
 * neither published nor began in production.
 */
export function measureRelease(events: readonly ReleaseEvent[]): ReleaseFigures | null {
  const [first] = events
  if (first?.type === 'Imported') return measureImported(first, events)
  const life = findLife(events)
  if (life === null || life.opened.kind !== 'patch') return null
  const publishedAt = find(life, 'Published')?.at ?? null
  const inProduction = findProductionStart(life)
  const times = [publishedAt, inProduction].filter((at) => at !== null)
  if (times.length === 0) return null
  const isRolledBack = wasRolledBack(life)
  return {
    version: life.opened.version,
    line: life.opened.line,
    countedAt: Math.min(...times),
    publishedAt,
    outcome: judgeOutcome(life, { publishedAt, isRolledBack }),
    isRolledBack,
    changes: publishedAt === null ? [] : measureChanges(life, publishedAt),
    deployment: measureDeployment(life.events),
    waits: listWaits(life.events),
    ...countPicks(life),
  }
}

/** Of an imported release the record knows when it was published, and since when its changes waited; nothing else. */
function measureImported(
  { kind, version, line, release }: EventOf<'Imported'>,
  events: readonly ReleaseEvent[],
): ReleaseFigures | null {
  if (kind !== 'patch') return null
  const { publishedAt, changes } = release
  return {
    version,
    line,
    countedAt: publishedAt,
    publishedAt,
    outcome: 'imported',
    isRolledBack: events.some(({ type }) => type === 'RolledBack'),
    changes: changes.map(({ candidate, reported, merged }) => ({
      candidate,
      timeToPatch: reported === null ? null : publishedAt - reported,
      leadTime: publishedAt - merged,
      neededException: null,
    })),
    deployment: null,
    waits: [],
    picks: 0,
    conflicts: 0,
  }
}

function findLife(events: readonly ReleaseEvent[]): Life | null {
  const since = events.findLastIndex(({ type }) => type === 'Opened')
  const own = events.slice(Math.max(0, since))
  const [opened] = own
  if (opened?.type !== 'Opened') return null
  const taken = own.findLast((event) => event.type === 'PolicyTaken')
  return { opened, events: own, terms: taken?.terms ?? opened.terms }
}

function find<T extends ReleaseEvent['type']>({ events }: Life, type: T): EventOf<T> | undefined {
  return events.find((event): event is EventOf<T> => event.type === type)
}

function isProduction({ terms }: Life, environment: string): boolean {
  return terms.rollout?.environments.some((one) => one.id === environment && one.isProduction) ?? false
}

function findProductionStart(life: Life): number | null {
  const first = life.events.find(
    (event) => event.type === 'Deployed' && isProduction(life, event.environment),
  )
  return first?.at ?? null
}

function wasRolledBack(life: Life): boolean {
  return life.events.some(
    (event) =>
      event.type === 'RolledBack' ||
      (event.type === 'RollbackRequested' && isProduction(life, event.environment)),
  )
}

/** Steps that the deployment has; that one of them failed is not smooth. */
const DEPLOYMENT_STEPS: readonly string[] = ['environment', 'deployment', 'smoke-test', 'rollback', 'health']

/** A deployment is smooth that reached everybody without a rollback, a failed analysis or a failed step. */
function judgeOutcome(
  life: Life,
  { publishedAt, isRolledBack }: { readonly publishedAt: number | null; readonly isRolledBack: boolean },
): ReleaseOutcome {
  if (isRolledBack || life.events.some((event) => isRough(life, event))) return 'rough'
  const isDeployed = life.terms.rollout !== null && find(life, 'DeploymentSkipped') === undefined
  const isOut = isDeployed ? find(life, 'RolloutCompleted') !== undefined : publishedAt !== null
  return isOut ? 'smooth' : 'open'
}

function isRough(life: Life, event: ReleaseEvent): boolean {
  if (event.type === 'StepFailed') return DEPLOYMENT_STEPS.includes(event.step)
  return event.type === 'StepAnalysisFailed' && isProduction(life, event.environment)
}

function measureChanges(life: Life, publishedAt: number): ChangeFigures[] {
  const excepted = new Set(
    life.events.flatMap((event) => (event.type === 'Excepted' ? [event.candidate] : [])),
  )
  return (findPlan(life)?.picks ?? []).map(({ candidate, reported, merged }) => ({
    candidate,
    timeToPatch: reported === undefined ? null : publishedAt - reported,
    leadTime: merged === undefined ? null : publishedAt - merged,
    neededException: excepted.has(candidate),
  }))
}

/** The plan that the branch was built from last. */
function findPlan({ events }: Life): Planned | null {
  const built = events.findLastIndex(({ type }) => type === 'BuildRequested')
  const planned = events.slice(0, built + 1).findLast((event) => event.type === 'Planned')
  return planned?.plan ?? null
}

/** Each change once, however often the branch was built. */
function countPicks({ events }: Life): { readonly picks: number; readonly conflicts: number } {
  const applied = events.flatMap((event) => (event.type === 'PickApplied' ? [event.candidate] : []))
  const conflicted = new Set(
    events.flatMap((event) => (event.type === 'PickConflicted' ? [event.candidate] : [])),
  )
  return { picks: new Set([...applied, ...conflicted]).size, conflicts: conflicted.size }
}
