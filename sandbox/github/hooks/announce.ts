import { createHmac, randomUUID } from 'node:crypto'
import { takeFault } from '../faults.ts'
import type { AccountState, Repository } from '../state.ts'
import { viewAccount } from '../views/account.ts'
import { viewRepository } from '../views/repository.ts'
import { createNodeId, type World } from '../world.ts'
import type { DeliveryAnswer, SentDelivery } from './delivery-log.ts'

/** Something happened that Apps may want to know. */
interface WebhookInput {
  readonly event: string
  readonly action: string | null
  readonly repository: Repository
  readonly sender: AccountState
  readonly payload: Readonly<Record<string, unknown>>
}

const TIMEOUT_MS = 10_000
/** GitHub sends these to every App that may see checks or is installed, without a subscription. */
const ALWAYS = new Set(['check_run.rerequested', 'check_suite.rerequested', 'check_suite.requested'])

/**
 * Queues a webhook for the App, if it subscribed to the event. The body is written now, so that it shows the world as
 * it was; deliveries leave one after the other, in the order in which things happened.
 */
export function sendWebhook(world: World, happening: WebhookInput): void {
  const { app, installationId } = world.installed
  const { event, action, repository, sender, payload } = happening
  world.ticks.tick()
  if (!app.events.includes(event) && !ALWAYS.has(`${event}.${action}`)) return

  const organization =
    repository.owner.type === 'Organization' ? { organization: viewOwner(world, repository.owner) } : {}
  const body = JSON.stringify({
    ...(action === null ? {} : { action }),
    repository: viewRepository(world, repository),
    ...payload,
    ...organization,
    sender: viewAccount(world, sender),
    installation: { id: installationId, node_id: createNodeId('Installation', installationId) },
  })
  queueDelivery(world, {
    guid: randomUUID(),
    event,
    action,
    repositoryId: repository.id,
    redelivery: false,
    body,
  })
}

/** Sends a delivery of the log once more, under the same guid. */
export function redeliver(world: World, { guid, event, action, repositoryId, body }: SentDelivery): void {
  queueDelivery(world, { guid, event, action, repositoryId, redelivery: true, body })
}

type Unsent = Pick<SentDelivery, 'guid' | 'event' | 'action' | 'repositoryId' | 'redelivery' | 'body'>

function queueDelivery(world: World, unsent: Unsent): void {
  const { deliveries } = world
  deliveries.queue = deliveries.queue.then(async () => {
    const headers = createHeaders(world, unsent)
    const answer = await attemptCall(world, unsent, headers)
    deliveries.entries.push({ ...unsent, id: world.nextId(), deliveredAt: world.now(), headers, answer })
    world.ticks.tick()
  })
}

function createHeaders(world: World, { guid, event, body }: Unsent): Record<string, string> {
  const { app, installationId, webhookSecret } = world.installed
  const sign = (algorithm: string) => createHmac(algorithm, webhookSecret).update(body).digest('hex')
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/sandbox',
    'x-github-delivery': guid,
    'x-github-event': event,
    'x-github-hook-id': String(app.id),
    'x-github-hook-installation-target-id': String(installationId),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': `sha1=${sign('sha1')}`,
    'x-hub-signature-256': `sha256=${sign('sha256')}`,
  }
}

async function attemptCall(
  world: World,
  { body }: Unsent,
  headers: Readonly<Record<string, string>>,
): Promise<DeliveryAnswer> {
  const { webhookUrl } = world.installed
  const fault = takeFault(world.faults, 'hook/deliver')
  if (fault?.kind === 'broken') {
    return { status: 'Bad Gateway', statusCode: fault.status, headers: {}, body: '' }
  }
  if (webhookUrl === null) return UNREACHABLE
  if (fault?.kind === 'reply-lost') await postDelivery(webhookUrl, body, headers)
  return fault ? UNREACHABLE : postDelivery(webhookUrl, body, headers)
}

const UNREACHABLE: DeliveryAnswer = {
  status: 'failed to connect to host',
  statusCode: 0,
  headers: {},
  body: '',
}

async function postDelivery(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<DeliveryAnswer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return {
      status: answer.ok ? 'OK' : `Invalid HTTP Response: ${answer.status}`,
      statusCode: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: await answer.text(),
    }
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError'
      ? { ...UNREACHABLE, status: 'timed out' }
      : UNREACHABLE
  }
}

function viewOwner(world: World, owner: AccountState): Record<string, unknown> {
  const url = `${world.origin.url}/orgs/${owner.login}`
  return {
    login: owner.login,
    id: owner.id,
    node_id: createNodeId('Organization', owner.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.origin.url}/avatars/${owner.id}`,
    description: null,
  }
}
