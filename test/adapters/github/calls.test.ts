import { describe, expect, it } from 'vitest'
import { openAdapter, saying } from './world.ts'

const ISSUE = { title: 'v2.0.1', body: 'the body', labels: [] }

describe('a read', () => {
  it.each([500, 502, 503] as const)('is repeated where GitHub answers %i', async (status) => {
    const { repo, github } = await openAdapter()
    github.faults.add('git/get-ref', { kind: 'broken', status }, 3)
    expect(await repo.findBranch('main')).toMatch(/^[0-9a-f]{40}$/)
  })

  it('is repeated where the connection breaks, by GraphQL too', async () => {
    const { repo, github } = await openAdapter()
    github.faults.add('git/get-ref', { kind: 'reply-lost' })
    github.faults.add('graphql', { kind: 'reply-lost' })
    expect(await repo.findBranch('main')).toMatch(/^[0-9a-f]{40}$/)
    expect(await repo.fetchFacts([1])).toEqual(new Map())
  })

  it('is given up after four attempts', async () => {
    const { repo, github, sent, told } = await openAdapter()
    const before = sent.length
    github.faults.add('git/get-ref', { kind: 'broken', status: 502 }, 4)
    await expect(repo.findBranch('main')).rejects.toThrow(
      'GET /repos/godel/api/git/ref/heads%2Fmain: 502 Server Error',
    )
    expect([sent.length - before, told]).toEqual([4, Array(3).fill('asking GitHub again')])
  })

  it('that is answered with something else than GitHub describes is an error', async () => {
    const { repo } = await openAdapter(
      {},
      saying((text, url) => (url.includes('/git/ref/') ? '{"sorry":1}' : text)),
    )
    await expect(repo.findBranch('main')).rejects.toThrow("GitHub's answer doesn't match its API description")
  })
})

describe('a write', () => {
  it('whose answer is lost is made exactly once, and is an error that says so', async () => {
    const { repo, github, writes, told } = await openAdapter()
    github.faults.add('issues/create', { kind: 'reply-lost' })
    await expect(repo.openIssue(ISSUE)).rejects.toMatchObject({ name: 'CallFailed', status: null })
    expect([writes(), (await repo.listOwnIssues()).length]).toEqual([['POST /repos/godel/api/issues'], 1])
    expect(told).toEqual([])
  })

  it.each([
    'issues/create',
    'checks/create',
    'pulls/create',
    'repos/create-release',
    'actions/create-workflow-dispatch',
  ])('%s is not repeated where GitHub is out of order', async (call) => {
    const { repo, github, writes } = await openAdapter()
    const ada = github.person('ada')
    const head = await ada.pushes({ branch: 'fix', message: 'x', files: { a: '1' } })
    github.runner().has({ file: 'release.yml', name: 'build' })
    github.faults.add(call, { kind: 'broken', status: 502 })
    const doing: Readonly<Record<string, () => Promise<unknown>>> = {
      'issues/create': () => repo.openIssue(ISSUE),
      'checks/create': () =>
        repo.putCheck({ head, name: 'v', conclusion: 'neutral', title: '', summary: '' }),
      'pulls/create': () =>
        repo.openPullRequest({ title: 'x', body: '', head: 'fix', base: 'main', draft: false }),
      'repos/create-release': () =>
        repo.createRelease({ tag: 'v1', name: '', body: '', draft: true, prerelease: false, latest: false }),
      'actions/create-workflow-dispatch': () =>
        repo.dispatchWorkflow({ workflow: 'release.yml', ref: 'main', inputs: {} }),
    }
    await expect(doing[call]?.()).rejects.toMatchObject({ name: 'CallFailed', status: 502 })
    expect(writes()).toHaveLength(1)
  })

  it('by GraphQL is not repeated either', async () => {
    const { repo, github, writes } = await openAdapter()
    const ada = github.person('ada')
    await ada.pushes({ branch: 'fix', message: 'x', files: { a: '1' } })
    const { number } = await ada.opensPullRequest({ title: 'x', head: 'fix' })
    github.faults.add('graphql', { kind: 'reply-lost' })
    await expect(repo.setDraft(number, true)).rejects.toMatchObject({ status: null })
    expect([writes(), (await repo.findPullRequest(number))?.draft]).toEqual([['POST /graphql'], true])
  })

  it('waits for the one before it, so that they come in order', async () => {
    const { repo, sent } = await openAdapter()
    const before = sent.length
    const titles = ['one', 'two', 'three', 'four', 'five']
    const opened = await Promise.all(titles.map((title) => repo.openIssue({ ...ISSUE, title })))
    expect(opened.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    expect(sent.slice(before).map(({ body }) => JSON.parse(body).title)).toEqual(titles)
  })

  it('is followed by the next one when it fails', async () => {
    const { repo, github } = await openAdapter()
    github.faults.add('issues/create', { kind: 'broken', status: 500 })
    const [first, second] = await Promise.allSettled([repo.openIssue(ISSUE), repo.openIssue(ISSUE)])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
  })
})

describe('too many calls', () => {
  it('are put off until GitHub said, and nothing is sent before', async () => {
    const { repo, github, now, sent, passes } = await openAdapter()
    github.faults.add('issues/create', { kind: 'secondary-limit', retryAfterSeconds: 120 })
    const later = { name: 'Later', at: now() / 1000 + 120 }
    await expect(repo.openIssue(ISSUE)).rejects.toMatchObject(later)
    const before = sent.length
    await expect(repo.openIssue(ISSUE)).rejects.toMatchObject(later)
    await expect(repo.findBranch('main')).rejects.toMatchObject(later)
    expect(sent.length).toBe(before)
    passes(121_000)
    expect((await repo.openIssue(ISSUE)).number).toBe(1)
  })

  it('are waited for where that takes a moment only', async () => {
    const { repo, github } = await openAdapter()
    github.faults.add('issues/create', { kind: 'secondary-limit', retryAfterSeconds: 1 })
    await expect(repo.openIssue(ISSUE)).rejects.toMatchObject({ name: 'Later' })
    expect((await repo.openIssue(ISSUE)).number).toBe(1)
  })

  it('of an hour are put off until the next begins', async () => {
    const { repo, passes } = await openAdapter({ hourlyLimit: 8 })
    const reads = async () => {
      for (let i = 0; i < 20; i += 1) await repo.findBranch(`fix-${i}`)
    }
    await expect(reads()).rejects.toMatchObject({
      name: 'Later',
      message: "this hour's calls to GitHub are used up",
    })
    passes(3_600_000)
    expect(await repo.findBranch('main')).toMatch(/^[0-9a-f]{40}$/)
  })

  it('by GraphQL are put off too', async () => {
    const limited = '{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}'
    const { repo, now } = await openAdapter(
      {},
      saying((text, url) => (url.endsWith('/graphql') ? limited : text)),
    )
    await expect(repo.fetchFacts([1])).rejects.toMatchObject({ name: 'Later', at: now() / 1000 + 60 })
  })
})

describe('a permission that the App lacks', () => {
  it('is named, with where to give it', async () => {
    const permissions = { metadata: 'read', issues: 'read', checks: 'read' } as const
    const { repo } = await openAdapter({ app: { permissions } })
    await expect(repo.addComment(1, 'hello')).rejects.toMatchObject({
      refusal: {
        kind: 'repository',
        what: 'GitHub does not let the App do `POST /repos/godel/api/issues/1/comments`: it lacks the permission `issues: write`, or `pull_requests: write`.',
        next: "Give the App that permission in its settings on GitHub, and accept it under the owner's settings, GitHub Apps; then try again.",
      },
    })
    await expect(repo.findBranch('main')).rejects.toThrow('it lacks the permission `contents: read`')
  })
})

describe('a secret', () => {
  it('is in no error, no refusal and no line of the log, whatever happens', async () => {
    const body = 'CANARY-BODY'
    const echo = saying((text, url) => (url.includes('/issues') ? text.replace('Server Error', url) : text))
    const { repo, github, secrets, told } = await openAdapter({}, echo)
    const seen: unknown[] = []
    const troubles = [
      { kind: 'broken', status: 500 },
      { kind: 'reply-lost' },
      { kind: 'secondary-limit', retryAfterSeconds: 1 },
    ] as const
    for (const trouble of troubles) {
      github.faults.add('issues/create', trouble)
      await repo.openIssue({ title: body, body, labels: [] }).catch((error: unknown) => seen.push(error))
    }
    await repo.openIssue({ title: '', body, labels: [] }).catch((error: unknown) => seen.push(error))
    expect(seen).toHaveLength(4)
    const shown = [...seen.map(everythingIn), ...told].join('\n')
    const { privateKey } = github.app()
    for (const secret of [...secrets, body, privateKey.slice(40, 80)]) expect(shown).not.toContain(secret)
    expect(shown).not.toMatch(/ghs_|eyJ|authorization/i)
  })

  it('that GitHub echoes is taken out', async () => {
    const echo = saying((text, url) =>
      url.includes('/git/ref/') ? '{"message":"bad ghs_0123456789abcdefghij"}' : text,
    )
    const { repo, github } = await openAdapter({}, echo)
    github.faults.add('git/get-ref', { kind: 'broken', status: 500 }, 4)
    await expect(repo.findBranch('main')).rejects.toThrow('500 bad [hidden]')
  })
})

describe('every call', () => {
  it('says who calls and by which version of the API', async () => {
    const { sent, repo } = await openAdapter()
    await repo.openIssue(ISSUE)
    await repo.fetchFacts([1])
    const said = sent.map(({ headers }) => [headers.get('user-agent'), headers.get('x-github-api-version')])
    expect(new Set(said.map(String))).toEqual(new Set(['release-captain/test,2022-11-28']))
  })
})

/** An error with all that hangs on it, however deep. */
function everythingIn(error: unknown): string {
  const parts: string[] = []
  const visit = (value: unknown, depth: number): void => {
    if (depth > 6) return
    if (typeof value !== 'object' || value === null) {
      parts.push(String(value))
      return
    }
    for (const key of Reflect.ownKeys(value)) visit(Reflect.get(value, key), depth + 1)
  }
  visit(error, 0)
  return parts.join('\n')
}
