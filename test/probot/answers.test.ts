import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ProbotOctokit } from 'probot'
import { describe, expect, it, vi } from 'vitest'
import { openGit } from '../../src/adapters/git/open.ts'
import { openGitHub } from '../../src/adapters/github/open.ts'
import { NO_CHAT_PORTS, type RuntimeDependencies } from '../../src/runtime/context.ts'
import { startRuntime } from '../../src/runtime/run.ts'
import { NO_TRACING } from '../../src/tracing/tracing.ts'
import { withoutConnections } from '../runtime/connections.ts'
import { freshPlace, openIn } from '../store/places.ts'
import { EXAMPLES } from './github-examples.ts'
import { type Call, mockGitHub, mockInstallation, useNock } from './github-mock.ts'
import { openReceiver, PRIVATE_KEY } from './receiver.ts'

useNock()

const API = 'https://api.github.com'
const AT = '/repos/Codertocat/Hello-World/issues'
const created = EXAMPLES.find(
  ({ event, payload }) => event === 'issue_comment' && payload['action'] === 'created',
)?.payload

/** Stores a delivery as the HTTP endpoint does, and lets the workers go on until GitHub was asked for the last call. */
async function work(payload: object, { calls, last }: { calls: readonly Call[]; last: string }) {
  const cacheDir = await mkdtemp(join(tmpdir(), 'probot-answers-'))
  await using record = await openIn(await freshPlace())
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const now = () => Math.floor(Date.now() / 1000)
  const urls = { apiUrl: API, webUrl: 'https://github.com' }
  const identity = { Octokit: ProbotOctokit, appId: 1, privateKey: PRIVATE_KEY, userAgent: 'test' }
  const git = openGit({ cacheDir, signing: null, onUnauthenticated: null })
  const world: RuntimeDependencies = {
    store: record.store,
    github: openGitHub({ ...identity, ...urls, now, log }),
    webhooks: await openReceiver({ api: API }),
    git,
    registries: {
      fetchNpmDigest: async () => null,
      fetchImageDigest: async () => null,
      page: async () => null,
    },
    connections: withoutConnections(),
    signIn: null,
    chats: NO_CHAT_PORTS,
    charts: null,
    now,
    getSecondsAhead: () => null,
    log,
    tracing: NO_TRACING,
  }
  const body = JSON.stringify(payload)
  const at = now()
  await record.store.storeDelivery({
    ...{ source: 'github', id: 'd1', lane: 'l', type: 'issue_comment.created', body, at },
  })
  const runtime = await startRuntime(world, { tick: 20, reconcile: 3_600_000 })
  await vi.waitFor(() => expect(calls.map(({ call }) => call)).toContain(last), { timeout: 20_000 })
  await runtime.stop(1_000)
  await git.close()
  await rm(cacheDir, { recursive: true, force: true })
}

describe('a comment with a command', () => {
  it('is seen, then answered once, after a look whether the answer is there', async () => {
    const github = mockGitHub(API)
    mockInstallation(github, { id: 186_853_002, fullName: 'Codertocat/Hello-World' })
    const answer = `POST ${AT}/1/comments`
    const commented = { id: 5, body: '', user: null, created_at: '2026-03-04T12:00:00Z', html_url: 'x' }
    github.on(`POST ${AT}/comments/492700400/reactions`, { id: 1 }, 201)
    github.on(`GET ${AT}/1/comments`, [])
    github.on(answer, commented, 201)
    const { comment } = JSON.parse(JSON.stringify(created))

    await work(
      { ...created, installation: { id: 7 }, comment: { ...comment, body: '/release help' } },
      { calls: github.calls, last: answer },
    )

    const inRepository = github.calls.filter(({ call }) => call.includes('/repos/'))
    expect(inRepository.map(({ call }) => call)).toEqual([
      `POST ${AT}/comments/492700400/reactions`,
      `GET ${AT}/1/comments`,
      answer,
    ])
    expect(inRepository[0]?.body).toEqual({ content: 'eyes' })
    expect(inRepository[2]?.body).toEqual({ body: expect.stringContaining('/release cut') })
  })
})
