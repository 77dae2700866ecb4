import { createHmac, randomUUID } from 'node:crypto'
import { meetTrouble } from '../faults.ts'
import type { Account, Repository } from '../state.ts'
import { viewAccount } from '../views/account.ts'
import { viewRepository } from '../views/repository.ts'
import { nodeId, type World } from '../world.ts'
import type { Delivery, DeliveryAnswer } from './delivery-log.ts'

/** Something happened that Apps may want to know. */
export interface Happening {
  readonly event: string
  readonly action: string | null
  readonly repository: Repository
  readonly sender: Account
  readonly payload: Readonly<Record<string, unknown>>
}

const PATIENCE_MS = 10_000
/** GitHub sends these to every App that may see checks or is installed, without a subscription. */
const ALWAYS = new Set(['check_run.rerequested', 'check_suite.rerequested', 'check_suite.requested'])

/**
 * Queues a webhook for the App, if it subscribed to the event. The body is written now, so that it shows the world as
 * it was; deliveries leave one after the other, in the order in which things happened.
 */
export function announce(world: World, happening: Happening): void {
  const { app, installationId } = world.installed
  const { event, action, repository, sender, payload } = happening
  world.pulse.beat()
  if (!app.events.includes(event) && !ALWAYS.has(`${event}.${action}`)) return

  const organization =
    repository.owner.type === 'Organization' ? { organization: viewOwner(world, repository.owner) } : {}
  const body = JSON.stringify({
    ...(action === null ? {} : { action }),
    repository: viewRepository(world, repository),
    ...payload,
    ...organization,
    sender: viewAccount(world, sender),
    installation: { id: installationId, node_id: nodeId('Installation', installationId) },
  })
  queue(world, { guid: randomUUID(), event, action, repositoryId: repository.id, redelivery: false, body })
}

/** Sends a delivery of the log once more, under the same guid. */
export function redeliver(world: World, { guid, event, action, repositoryId, body }: Delivery): void {
  queue(world, { guid, event, action, repositoryId, redelivery: true, body })
}

type Unsent = Pick<Delivery, 'guid' | 'event' | 'action' | 'repositoryId' | 'redelivery' | 'body'>

function queue(world: World, unsent: Unsent): void {
  const { deliveries } = world
  deliveries.queue = deliveries.queue.then(async () => {
    const headers = headersOf(world, unsent)
    const answer = await attempt(world, unsent, headers)
    deliveries.entries.push({ ...unsent, id: world.nextId(), deliveredAt: world.now(), headers, answer })
    world.pulse.beat()
  })
}

function headersOf(world: World, { guid, event, body }: Unsent): Record<string, string> {
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

async function attempt(
  world: World,
  { body }: Unsent,
  headers: Readonly<Record<string, string>>,
): Promise<DeliveryAnswer> {
  const { webhookUrl } = world.installed
  const trouble = meetTrouble(world.faults, 'hook/deliver')
  if (trouble?.kind === 'broken') {
    return { status: 'Bad Gateway', statusCode: trouble.status, headers: {}, body: '' }
  }
  if (webhookUrl === null) return UNREACHABLE
  if (trouble?.kind === 'reply-lost') await post(webhookUrl, body, headers)
  return trouble ? UNREACHABLE : post(webhookUrl, body, headers)
}

const UNREACHABLE: DeliveryAnswer = {
  status: 'failed to connect to host',
  statusCode: 0,
  headers: {},
  body: '',
}

async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<DeliveryAnswer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers,
      signal: AbortSignal.timeout(PATIENCE_MS),
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

function viewOwner(world: World, owner: Account): Record<string, unknown> {
  const url = `${world.origin.url}/orgs/${owner.login}`
  return {
    login: owner.login,
    id: owner.id,
    node_id: nodeId('Organization', owner.id),
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
