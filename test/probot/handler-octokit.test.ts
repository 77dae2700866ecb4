import type { ApplicationFunction, Context } from 'probot'
import { describe, expect, it } from 'vitest'
import type { WebhookReceiver } from '../../src/runtime/ports/webhook-receiver.ts'
import { dispatchDelivery } from '../../src/runtime/webhooks/dispatch-delivery.ts'
import { EXAMPLES } from './github-examples.ts'
import { type MockedGitHub, mockGitHub, mockInstallation, useNock } from './github-mock.ts'
import { openReceiver } from './receiver.ts'

useNock()

const COMMENTS = 'POST /repos/Codertocat/Hello-World/issues/1/comments'
const TOKENS = 'POST /app/installations/7/access_tokens'
const labeled = EXAMPLES.find(
  ({ event, payload }) => event === 'issues' && payload['action'] === 'labeled',
)?.payload

/** A handler that comments on the labelled issue, as handlers of other Probot apps do. */
const commenting: ApplicationFunction = (app) => {
  app.on('issues.labeled', async (context) => {
    await context.octokit.rest.issues.createComment(context.issue({ body: 'canary of a comment' }))
  })
}

function handle(receiver: WebhookReceiver, given: object = {}) {
  const payload = { ...labeled, installation: { id: 7 }, ...given }
  return dispatchDelivery(receiver, { id: 'd1', name: 'issues', payload })
}

function open(api: string): MockedGitHub {
  const github = mockGitHub(api)
  mockInstallation(github, { id: 186_853_002, fullName: 'Codertocat/Hello-World' })
  github.on(COMMENTS, { id: 5 }, 201)
  return github
}

describe('context.octokit', () => {
  it('has a token for the repository of the delivery, and for no other', async () => {
    const github = open('https://api.github.com')
    await handle(await openReceiver({ app: commenting, api: 'https://api.github.com' }))
    expect(github.calls.map(({ call, body }) => [call, body])).toEqual([
      [TOKENS, { repository_ids: [186_853_002] }],
      [COMMENTS, { body: 'canary of a comment' }],
    ])
    expect(github.calls.at(-1)?.authorization).toBe('token ghs_narrowToken0123456789')
  })

  it('reads metadata alone where a delivery is of no repository', async () => {
    const github = open('https://api.github.com')
    const app: ApplicationFunction = (on) => {
      on.on('issues.labeled', async ({ octokit }) => {
        await octokit.rest.apps.listReposAccessibleToInstallation()
      })
    }
    await handle(await openReceiver({ app, api: 'https://api.github.com' }), { repository: undefined })
    expect(github.calls.find(({ call }) => call === TOKENS)?.body).toEqual({
      permissions: { metadata: 'read' },
    })
  })

  it('has no token where a delivery is of no installation', async () => {
    const github = open('https://api.github.com')
    const receiver = await openReceiver({ app: commenting, api: 'https://api.github.com' })
    await handle(receiver, { installation: undefined })
    expect(github.calls.map(({ call, authorization }) => [call, authorization])).toEqual([[COMMENTS, '']])
  })

  it.each(['https://ghe.example/api/v3', 'https://api.octo.ghe.com'])(
    'asks %s and no other address',
    async (api) => {
      const github = open(api)
      await handle(await openReceiver({ app: commenting, api }))
      expect(github.calls.map(({ call }) => call)).toEqual([TOKENS, COMMENTS])
    },
  )

  it('is another one for each delivery, so that GitHub sees which delivery a call belongs to', async () => {
    open('https://api.github.com')
    const seen: Context['octokit'][] = []
    const app: ApplicationFunction = (on) => {
      on.on('issues.labeled', ({ octokit }) => {
        seen.push(octokit)
      })
    }
    const receiver = await openReceiver({ app, api: 'https://api.github.com' })
    await handle(receiver)
    await handle(receiver)
    expect(seen[0]).not.toBe(seen[1])
  })
})

describe('a write that GitHub answers with 502', () => {
  it('is sent once, and throws an error without the payload', async () => {
    const github = mockGitHub('https://api.github.com')
    mockInstallation(github, { id: 186_853_002, fullName: 'Codertocat/Hello-World' })
    github.on(COMMENTS, { message: 'Server Error' }, 502)
    const receiver = await openReceiver({ app: commenting, api: 'https://api.github.com' })
    const error: unknown = await handle(receiver).catch((thrown: unknown) => thrown)
    expect(github.calls.filter(({ call }) => call === COMMENTS)).toHaveLength(1)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(AggregateError)
    for (const attached of ['event', 'request', 'response']) expect(error).not.toHaveProperty(attached)
  })
})

describe('the log at trace', () => {
  it('holds nothing of a payload and of what is written, whatever breaks', async () => {
    const github = mockGitHub('https://api.github.com')
    mockInstallation(github, { id: 186_853_002, fullName: 'Codertocat/Hello-World' })
    github.on(COMMENTS, { message: 'Server Error' }, 502)
    const lines: string[] = []
    const app: ApplicationFunction = (on, options) => {
      commenting(on, options)
      on.on('issues', () => {
        throw new Error('a fault of a handler')
      })
    }
    const receiver = await openReceiver({ app, api: 'https://api.github.com', lines })
    await expect(handle(receiver, { canary: 'canary of a payload' })).rejects.toBeInstanceOf(AggregateError)
    expect(lines.join('')).toContain('a fault of a handler')
    expect(lines.join('')).toContain('Webhook received')
    expect(lines.join('')).not.toMatch(/canary|ghs_/)
  })
})
