import { createServer, type Server } from 'node:http'
import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { expect } from 'vitest'
import {
  openSandboxGitHub,
  type SandboxGitHub,
  type SandboxGitHubOptions,
} from '../../sandbox/github/open.ts'
import { closeAfterTest } from '../worlds/close-after.ts'
import { wrongInAnswer, wrongInWebhook } from './github/github-api.ts'

/** A webhook as the App got it. */
export interface Heard {
  readonly event: string
  readonly guid: string
  readonly signature: string
  readonly body: string
}

export interface SandboxWorld {
  readonly github: SandboxGitHub
  /** The real client, as the App's installation. Every answer to it is held against GitHub's schemas. */
  readonly octokit: Octokit
  /** The real client, as the App itself. */
  readonly appOctokit: Octokit
  /** The real client with somebody's token. */
  readonly as: (token: string | undefined) => Octokit
  /** `event.action` of what the App was told so far, in order. */
  readonly heard: () => Promise<string[]>
  readonly webhooks: () => Promise<readonly Heard[]>
  /** Moves the world's clock on. */
  readonly passes: (ms: number) => void
  readonly where: { readonly owner: string; readonly repo: string }
  /** The world's clock, milliseconds since 1970. */
  readonly now: () => number
  /** For a client of a test's own: every answer through it is held against GitHub's schemas. */
  readonly checkedFetch: typeof fetch
}

const START = Date.parse('2026-02-10T09:00:00Z')

/** A GitHub with one repository, `godel/api`, and an App that listens. It is closed after the test. */
export async function openWorld(options: Partial<SandboxGitHubOptions> = {}): Promise<SandboxWorld> {
  const time = { now: START }
  const github = await openSandboxGitHub({ now: () => time.now, ...options })
  await github.repository('api')
  const heard: Heard[] = []
  const listener = await listen(heard)
  github.app().sendsTo(listener.url)
  const wrong: string[] = []
  closeAfterTest(async () => {
    await github.deliveries.settled()
    const left = github.faults.left()
    await github.close()
    listener.server.close()
    expect({ left, wrong: [...wrong, ...heard.flatMap(wrongIn)] }).toEqual({ left: [], wrong: [] })
  })
  const webhooks = async () => {
    await github.deliveries.settled()
    return heard
  }
  return {
    github,
    ...clientsOf(github, wrong),
    now: () => time.now,
    checkedFetch: checking(wrong),
    webhooks,
    heard: async () => (await webhooks()).map(nameOf),
    passes: (ms) => {
      time.now += ms
    },
    where: { owner: options.owner ?? 'godel', repo: 'api' },
  }
}

function clientsOf(
  github: SandboxGitHub,
  wrong: string[],
): Pick<SandboxWorld, 'octokit' | 'appOctokit' | 'as'> {
  const { id: appId, privateKey, installationId } = github.app()
  const baseUrl = github.url
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const request = { fetch: checking(wrong) }
  const app = { baseUrl, log, request, authStrategy: createAppAuth }
  return {
    octokit: new Octokit({ ...app, auth: { appId, privateKey, installationId } }),
    appOctokit: new Octokit({ ...app, auth: { appId, privateKey } }),
    as: (token) => new Octokit({ baseUrl, log, request, ...(token === undefined ? {} : { auth: token }) }),
  }
}

/** Holds each answer against GitHub's schema of it. */
function checking(wrong: string[]): typeof fetch {
  return async (url, init) => {
    const answer = await fetch(url, init)
    const copy = answer.clone()
    const json = copy.headers.get('content-type')?.startsWith('application/json') ?? false
    if (json) {
      const call = { method: init?.method ?? 'GET', path: new URL(answer.url).pathname }
      wrong.push(...wrongInAnswer(call, { status: answer.status, body: await copy.json() }))
    }
    return answer
  }
}

async function listen(heard: Heard[]): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const header = (name: string) => String(request.headers[name])
    heard.push({
      event: header('x-github-event'),
      guid: header('x-github-delivery'),
      signature: header('x-hub-signature-256'),
      body,
    })
    response.writeHead(202).end('queued')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/hook` }
}

function wrongIn({ event, body }: Heard): string[] {
  const payload: { action?: string } = JSON.parse(body)
  return wrongInWebhook(event, payload.action ?? null, payload)
}

function nameOf({ event, body }: Heard): string {
  const payload: { action?: string } = JSON.parse(body)
  return payload.action === undefined ? event : `${event}.${payload.action}`
}
