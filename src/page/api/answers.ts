import { describeStatus } from '../../messages/release/describe-status.ts'
import { isEmbargoed } from '../../release/lifecycle/disclosure.ts'
import { getPlan, listImportedChanges } from '../../release/lifecycle/view.ts'
import { type KnownRelease, summarize, toKnownRelease } from '../../runtime/record/release-summary.ts'
import { listAuditEntries } from '../../store/events/audit-log.ts'
import { listRecentReleases } from '../../store/events/recent-releases.ts'
import type { SeenRelease } from '../access/seen-release.ts'
import { formatCursor, parseCursor, releaseCursorSchema } from '../cursor.ts'
import type { PageDependencies, ReadCall } from '../page-context.ts'
import { createAuditQuery } from '../views/audit-query.ts'
import type { ApiEvent, ApiRelease, ApiReleaseDetail } from './schemas.ts'

const PAGE_SIZE = 100
const STATUSES = ['open', 'ended'] as const

/** Lists releases of what the caller can read. */
export async function listApiReleases(
  deps: PageDependencies,
  { url, readable }: ReadCall,
): Promise<{ readonly releases: ApiRelease[]; readonly next: string | null }> {
  const name = url.searchParams.get('repository')?.toLowerCase()
  const wanted =
    name === undefined ? readable : readable.filter(({ repo }) => repo.fullName.toLowerCase() === name)
  const status = STATUSES.find((one) => one === url.searchParams.get('status')) ?? null
  const query = {
    ...(await deps.readScope(wanted)),
    after: parseCursor(url.searchParams.get('after'), releaseCursorSchema),
    open: status === null ? null : status === 'open',
    limit: PAGE_SIZE + 1,
  }
  const found = await deps.store.transact((unit) => listRecentReleases(unit, query))
  const rows = found.slice(0, PAGE_SIZE)
  const end = found.length > PAGE_SIZE ? rows.at(-1) : undefined
  const names = new Map(readable.map(({ repo }) => [String(repo.ref.id), repo.fullName]))
  return {
    releases: rows.map((row) =>
      toApiRelease(toKnownRelease(row), {
        repository: names.get(row.repository) ?? row.repository,
        embargoed: row.embargoed,
        events: row.version,
        changedAt: row.changedAt,
      }),
    ),
    next: end ? formatCursor({ changedAt: end.changedAt, release: end.release }) : null,
  }
}

/** Lists events of what the caller can read. */
export async function listApiEvents(
  deps: PageDependencies,
  call: ReadCall,
): Promise<{ readonly events: ApiEvent[]; readonly next: string | null }> {
  const query = await createAuditQuery(deps, call, PAGE_SIZE + 1)
  const found = await deps.store.transact((unit) => listAuditEntries(unit, query))
  const rows = found.slice(0, PAGE_SIZE)
  const end = found.length > PAGE_SIZE ? rows.at(-1) : undefined
  const names = new Map(call.readable.map(({ repo }) => [String(repo.ref.id), repo.fullName]))
  return {
    events: rows.map(({ release, version, at, by, payload }) => {
      const [repositoryId = '', name = ''] = release.split(':', 2)
      return {
        repository: names.get(repositoryId) ?? repositoryId,
        release: name,
        number: version,
        at,
        by,
        event: JSON.parse(payload),
      }
    }),
    next: end ? formatCursor({ at: end.at, release: end.release, version: end.version }) : null,
  }
}

/** One release as the API shows it. */
export function toReleaseDetail({ id, release, events, where }: SeenRelease): ApiReleaseDetail {
  const { ledger } = release
  const plan = getPlan(release)
  const summary = {
    repository: where.repo.fullName,
    embargoed: isEmbargoed(release),
    events: events.length,
    changedAt: events.at(-1)?.at ?? ledger.about.openedAt,
  }
  return {
    ...toApiRelease({ id, ...summarize(release) }, summary),
    ...describeStatus(release),
    changes: [
      ...(plan?.picks ?? []).map((pick) => ({
        candidate: pick.candidate,
        title: pick.title,
        type: pick.type ?? null,
        verdict: pick.verdict,
        taken: true,
        urgency: pick.urgency ?? null,
        dueAt: pick.due ?? null,
        because: null,
      })),
      ...listImportedChanges(release).map(({ candidate, title }) => ({
        ...{ candidate, title, type: null, verdict: null },
        ...{ taken: true, urgency: null, dueAt: null, because: null },
      })),
      ...(plan?.others ?? []).map(({ candidate, title, type, verdict, because }) => ({
        ...{ candidate, title, type, verdict, because },
        ...{ taken: false, urgency: null, dueAt: null },
      })),
    ],
    approvals: ledger.goes.map(({ subject, person, at }) => ({
      step: subject.step,
      login: person.login,
      githubId: person.id,
      at,
    })),
  }
}

function toApiRelease(
  known: KnownRelease,
  more: Pick<ApiRelease, 'repository' | 'embargoed' | 'events' | 'changedAt'>,
): ApiRelease {
  const { version, line, tag, status, step, rollout, isHeld, isRolledBack, issue, pullRequest, head } = known
  return {
    ...{ version, line, tag, status, step, rollout, pullRequest, head },
    ...more,
    held: isHeld,
    rolledBack: isRolledBack,
    trackingIssue: issue,
  }
}
