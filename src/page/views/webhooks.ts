import type { HttpRoute } from '../../http/route.ts'
import { renderWebhooksPage, type WebhookRow } from '../../messages/page/webhooks-page.ts'
import { listWebhookAttempts, type WebhookAttempt } from '../../store/outside/webhook-log.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { replyPage } from '../reply-page.ts'
import { createSignedInRoute } from '../signed-in.ts'

const MOST = 200
const OUTCOMES = ['taken', 'failed'] as const

/** `/webhooks`: what was told to webhooks of the repositories that the viewer can read. */
export function createWebhooksRoute(deps: PageDependencies): HttpRoute {
  return createSignedInRoute(deps, { path: '/webhooks' }, async (call) => {
    const { readable, url, viewer } = call
    const get = (name: string) => url.searchParams.get(name)?.trim() || null
    const repository = get('repository')
    const webhook = get('webhook')
    const outcome = OUTCOMES.find((one) => one === get('outcome')) ?? null
    const wanted = readable.filter(({ repo }) => repository === null || repo.fullName === repository)
    const repositories = wanted.map(({ repo }) => String(repo.ref.id))
    const query = { repositories, webhook, outcome, limit: MOST }
    const attempts = await deps.store.transact((unit) => listWebhookAttempts(unit, query))
    const filter = { repositories: readable.map(({ repo }) => repo.fullName), repository, webhook, outcome }
    const rows = attempts.flatMap((one) => toRow(one, call))
    return replyPage(200, renderWebhooksPage({ rows, filter }, viewer))
  })
}

function toRow(
  { release, version: number, ...attempt }: WebhookAttempt,
  { readable }: PageCall,
): readonly WebhookRow[] {
  const [repositoryId = '', version = ''] = release.split(':', 2)
  const where = readable.find(({ repo }) => String(repo.ref.id) === repositoryId)
  return where ? [{ ...attempt, repository: where.repo.fullName, version, number }] : []
}
