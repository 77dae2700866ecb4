import { enqueue, type Work } from '../../store/jobs/outbox.ts'
import {
  beginHandingOver,
  listUntoldReleases,
  type OutgoingEvent,
  takeUntoldEvents,
} from '../../store/outside/webhook-cursors.ts'
import { pruneWebhookLog } from '../../store/outside/webhook-log.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { EventWebhook } from '../ports/event-webhook.ts'
import { parseRepositoryId } from '../record/execute-command.ts'
import { SEND_WEBHOOK, type WebhookJob } from './send-webhook.ts'

/** Releases of one round. */
const MOST_RELEASES = 50
/** The log is kept for so many seconds. */
const KEPT_S = 30 * 24 * 3600

type WebhookContext = Pick<RuntimeDependencies, 'store' | 'github' | 'connections' | 'now'>

/**
 * Hands every event that happened since the last round to the webhooks of its repository, as a job for each. An event is
 * handed over in the transaction that moves the cursor on: none is lost, and a second replica enqueues none again.
 */
export async function enqueueWebhooks(deps: WebhookContext): Promise<void> {
  if (!deps.connections.hasWebhooks) return
  await deps.store.transact(beginHandingOver)
  const releases = await deps.store.transact((unit) => listUntoldReleases(unit, MOST_RELEASES))
  for (const release of releases) {
    const repo = await deps.github.openRepository(parseRepositoryId(release))
    const webhooks = deps.connections.listWebhooks(repo.fullName)
    await deps.store.transact((unit) => handOver(unit, { release, webhooks, at: deps.now() }))
  }
  await deps.store.transact((unit) => pruneWebhookLog(unit, deps.now() - KEPT_S))
}

interface HandOver {
  readonly release: string
  readonly webhooks: readonly EventWebhook[]
  readonly at: number
}

async function handOver(unit: Unit, { release, webhooks, at }: HandOver): Promise<void> {
  const events = await takeUntoldEvents(unit, release)
  const work = events.flatMap((event) => webhooks.map(({ name }) => createWork(release, event, { name, at })))
  await enqueue(unit, work)
}

/** One lane for each webhook and release: events come in their order, and a server that is down holds up only itself. */
function createWork(
  release: string,
  { version }: OutgoingEvent,
  { name, at }: { readonly name: string; readonly at: number },
): Work {
  const job: WebhookJob = { webhook: name, release, version }
  return {
    topic: 'messages',
    source: release,
    key: `webhook:${name}:${version}`,
    lane: `${release}:webhook ${name}`,
    type: SEND_WEBHOOK,
    payload: JSON.stringify(job),
    addedAt: at,
    at: null,
  }
}
