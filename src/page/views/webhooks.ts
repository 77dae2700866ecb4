import type { HttpRoute } from '../../http/route.ts'
import { renderWebhooksPage, type WebhookRow } from '../../messages/page/webhooks-page.ts'
import { listWebhookAttempts, type WebhookAttempt } from '../../store/outside/webhook-log.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { replyPage } from '../reply-page.ts'
import { createSignedInRoute } from '../signed-in.ts'

const MOST = 200

/** `/webhooks`: what was told to webhooks of the repositories that the viewer can read. */
export function createWebhooksRoute(deps: PageDependencies): HttpRoute {
  return createSignedInRoute(deps, { path: '/webhooks' }, async (call) => {
    const attempts = await deps.store.transact((unit) => listWebhookAttempts(unit, MOST))
    return replyPage(
      200,
      renderWebhooksPage(
        attempts.flatMap((one) => toRow(one, call)),
        call.viewer,
      ),
    )
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
