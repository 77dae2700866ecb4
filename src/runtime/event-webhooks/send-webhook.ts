import { z } from 'zod'
import { type Performed, TASK_DONE, type Task } from '../../store/jobs/tasks.ts'
import { isUnderEmbargo } from '../../store/outside/webhook-cursors.ts'
import { logWebhookAttempt } from '../../store/outside/webhook-log.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { GitHubRepository } from '../ports/github.ts'
import { parseRepositoryId } from '../record/execute-command.ts'

/** The work of the topic `messages` that tells one event to one webhook. */
export const SEND_WEBHOOK = 'send-webhook'
/** An event of a release that came under embargo meanwhile waits so long, in seconds, before it is looked at again. */
const EMBARGO_S = 600

const schema = z.strictObject({ webhook: z.string(), release: z.string(), version: z.int() })
/** Which event goes to which webhook. */
export type WebhookJob = z.output<typeof schema>

type WebhookContext = Pick<RuntimeDependencies, 'store' | 'github' | 'connections' | 'now'>

/**
 * Sends an event, and logs the attempt. A webhook that is no longer set up hears nothing.
 *
 * @throws {Error} where it wasn't taken: it is tried again, later and later
 */
export async function sendWebhook(deps: WebhookContext, { payload }: Task): Promise<Performed> {
  const job = schema.parse(JSON.parse(payload))
  const { webhook: name, release, version } = job
  if (await deps.store.transact((unit) => isUnderEmbargo(unit, release)))
    return { kind: 'later', at: deps.now() + EMBARGO_S, why: 'the release is under embargo' }
  const repo = await deps.github.openRepository(parseRepositoryId(release))
  const webhook = deps.connections.listWebhooks(repo.fullName).find((one) => one.name === name)
  const event = await readEvent(deps, job)
  if (!webhook || !event || (webhook.events !== null && !webhook.events.includes(event.type)))
    return TASK_DONE

  const { status, problem, tookMs } = await webhook.send(toWebhookEvent(job, event, repo))
  const attempt = { webhook: name, release, version, at: deps.now(), status, problem, tookMs }
  if (problem === null) return { kind: 'done', write: (unit) => logWebhookAttempt(unit, attempt) }
  await deps.store.transact((unit) => logWebhookAttempt(unit, attempt))
  throw new Error(`The webhook ${name} didn't take event ${version}: ${problem}`)
}

interface StoredEvent {
  readonly type: string
  readonly at: number
  readonly payload: string
}

async function readEvent(
  { store }: WebhookContext,
  { release, version }: WebhookJob,
): Promise<StoredEvent | null> {
  const row = await store.transact(({ sql }) =>
    sql
      .selectFrom('events')
      .select(['type', 'at', 'payload'])
      .where('release', '=', release)
      .where('version', '=', version)
      .executeTakeFirst(),
  )
  return row ? { ...row, at: Number(row.at) } : null
}

function toWebhookEvent(
  { release, version: number }: WebhookJob,
  event: StoredEvent,
  repo: GitHubRepository,
) {
  const version = release.slice(release.indexOf(':') + 1)
  return {
    id: `${release}/${number}`,
    type: event.type,
    source: repo.webUrl,
    subject: version,
    at: event.at,
    data: { repository: repo.fullName, release: version, number, event: JSON.parse(event.payload) },
  }
}
