import type { Reply } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import { renderMeasuresPage } from '../../messages/page/measures-page.ts'
import { summarizeMeasures } from '../../release/measures/measures.ts'
import type { ReleaseFigures } from '../../release/measures/release-figures.ts'
import { defaultPolicy } from '../../release/policy.ts'
import { listChangedReleases } from '../../store/events/recent-releases.ts'
import type { ReadableRepository } from '../access/readable.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { replyPage } from '../reply-page.ts'
import { createSignedInRoute } from '../signed-in.ts'

const DAY_S = 86_400
const DAYS = [30, 90, 180, 365] as const

/** `/measures`: the measures of a repository against the targets of its policy. */
export function createMeasuresRoute(deps: PageDependencies): HttpRoute {
  return createSignedInRoute(deps, { path: '/measures' }, (call) => answerMeasures(deps, call))
}

async function answerMeasures(deps: PageDependencies, call: PageCall): Promise<Reply> {
  const { readable, url, viewer } = call
  const name = url.searchParams.get('repository')
  const where = readable.find(({ repo }) => repo.fullName === name) ?? readable[0] ?? null
  const days = DAYS.find((one) => String(one) === url.searchParams.get('days')) ?? 90
  const period = { from: deps.now() - days * DAY_S, to: deps.now() + 1 }
  const figures = where ? await readSeenFigures(deps, where, period.from) : []
  const targets = where ? ((await deps.readMainPolicy(where.repo)) ?? defaultPolicy).measures : null
  const page = {
    repositories: readable.map(({ repo }) => repo.fullName),
    repository: where?.repo.fullName ?? null,
    days,
    measures: targets === null ? null : summarizeMeasures(figures, period, targets),
    figures: figures.filter(({ countedAt }) => countedAt >= period.from),
  }
  return replyPage(200, renderMeasuresPage(page, { viewer, live: null }))
}

/** Reads what the releases of a repository say that the viewer may see. Nothing of a release is newer than its last change. */
async function readSeenFigures(
  deps: PageDependencies,
  where: ReadableRepository,
  from: number,
): Promise<readonly ReleaseFigures[]> {
  const scope = await deps.readScope([where])
  const rows = await deps.store.transact((unit) => listChangedReleases(unit, { ...scope, since: from }))
  const figures: ReleaseFigures[] = []
  for (const row of rows) {
    const one = await deps.readFigures(row)
    if (one) figures.push(one)
  }
  return figures
}
