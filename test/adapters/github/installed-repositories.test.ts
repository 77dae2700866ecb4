import { ProbotOctokit } from 'probot'
import { describe, expect, it } from 'vitest'
import { openGitHub } from '../../../src/adapters/github/open.ts'
import type { GitHubAdapterOptions } from '../../../src/adapters/github/options.ts'
import type { GitHub } from '../../../src/runtime/ports/github.ts'
import { type AdapterWorld, openAdapter } from './world.ts'

describe('a repository', () => {
  it('is known by its id, with its names, its main branch and the account of the App', async () => {
    const { adapter, repo, github, octokit, where } = await openAdapter()
    const { data } = await octokit.rest.repos.get(where)
    const { data: bot } = await octokit.rest.users.getByUsername({ username: 'release-captain[bot]' })
    expect(await adapter.listRepositories()).toEqual([{ id: data.id, owner: 'godel', name: 'api' }])
    expect({ ...repo }).toMatchObject({
      ref: { id: data.id, owner: 'godel', name: 'api' },
      fullName: 'godel/api',
      webUrl: `${github.url}/godel/api`,
      defaultBranch: 'main',
      isPublic: true,
      self: { id: bot.id, login: 'release-captain[bot]' },
    })
  })

  it('is asked about once in minutes, not before each use', async () => {
    const { adapter, repo, sent, passes } = await openAdapter()
    const before = sent.length
    await Promise.all([adapter.openRepository(repo.ref.id), adapter.openRepository(repo.ref.id)])
    expect(sent.slice(before)).toEqual([])
    passes(600_000)
    await adapter.openRepository(repo.ref.id)
    expect(sent.slice(before).map(({ call }) => call)).toEqual(['GET /repos/godel/api'])
  })

  it('is followed when it gets another name, in the middle of work and after it', async () => {
    const { adapter, repo, github } = await openAdapter()
    github.renames('godel/api', 'engine')
    await repo.openIssue({ title: 'v2.0.1', body: '', labels: [] })
    const { fullName, findIssue: issue } = await adapter.openRepository(repo.ref.id)
    expect([fullName, (await issue(1))?.title]).toEqual(['godel/engine', 'v2.0.1'])
  })

  it('is not taken for another one that has its old name by now', async () => {
    const { adapter, repo, github, passes } = await openAdapter()
    github.renames('godel/api', 'engine')
    await github.repository('api', { private: true })
    await expect(repo.openIssue({ title: 'v2.0.1', body: '', labels: [] })).rejects.toThrow('nothing at')
    passes(1000)
    expect((await adapter.openRepository(repo.ref.id)).fullName).toBe('godel/engine')
  })

  it('in which something is missing only because of its new name is asked again', async () => {
    const { repo, github, now } = await openAdapter()
    await github.person('ada').opensIssue({ title: 'It leaks' })
    github.renames('godel/api', 'engine')
    await expect(repo.findIssue(1)).rejects.toMatchObject({ name: 'Later', at: now() / 1000 })
  })

  it('of many is found among all pages of them', async () => {
    const { adapter, github } = await openAdapter()
    let last = 0
    for (let i = 0; i < 101; i += 1) last = (await github.repository(`r${i}`)).id
    expect(await adapter.listRepositories()).toHaveLength(102)
    expect((await adapter.openRepository(last)).fullName).toBe('godel/r100')
  })

  it('where the App is not installed is refused, and looked for once a minute', async () => {
    const { adapter, sent, passes } = await openAdapter()
    passes(61_000)
    await expect(adapter.openRepository(7)).rejects.toMatchObject({ refusal: { kind: 'repository' } })
    const before = sent.length
    await expect(adapter.openRepository(7)).rejects.toThrow('not installed on that repository')
    expect(sent.slice(before)).toEqual([])
  })
})

describe('an installation', () => {
  it('that is suspended is refused with what lifts it, and hides nothing as missing', async () => {
    const { adapter, repo, github } = await openAdapter()
    github.app().stands('suspended')
    const refusal = {
      what: 'GitHub refuses the App: This installation has been suspended.',
      next: "Lift the suspension under the owner's settings, GitHub Apps, Configure; then try again.",
    }
    await expect(repo.findIssue(1)).rejects.toMatchObject({ refusal })
    await expect(repo.openIssue({ title: 'x', body: '', labels: [] })).rejects.toMatchObject({ refusal })
    expect(await adapter.listRepositories()).toEqual([])
  })

  it('that was taken away is refused, and hides nothing as missing', async () => {
    const { adapter, repo, github } = await openAdapter()
    github.app().stands('gone')
    const refusal = { what: 'The App is no longer installed there.' }
    await expect(repo.findIssue(1)).rejects.toMatchObject({ refusal })
    await expect(repo.findBranch('main')).rejects.toMatchObject({ refusal })
    await expect(repo.createGitUrl()).rejects.toMatchObject({ refusal })
    expect(await adapter.listRepositories()).toEqual([])
    await expect(adapter.openRepository(repo.ref.id)).rejects.toThrow('not installed')
  })
})

describe('a token', () => {
  it('reaches one repository alone, git included, and is made anew when it has minutes left', async () => {
    const { repo, sent, secrets, passes, as, github } = await openAdapter()
    await github.repository('secret', { private: true })
    const url = new URL(await repo.createGitUrl())
    const made = sent
      .filter(({ call }) => call.endsWith('/access_tokens'))
      .map(({ body }) => JSON.parse(body))
    expect(made.at(-1)).toEqual({ repository_ids: [repo.ref.id] })
    expect([url.username, url.pathname]).toEqual(['x-access-token', '/godel/api.git'])
    const { rest } = as(url.password)
    await expect(rest.repos.get({ owner: 'godel', repo: 'secret' })).rejects.toMatchObject({ status: 404 })
    passes(54 * 60_000)
    expect(new URL(await repo.createGitUrl()).password).toBe(url.password)
    passes(2 * 60_000)
    expect(new URL(await repo.createGitUrl()).password).not.toBe(url.password)
    expect(new Set(secrets).size).toBe(3)
  })

  it('is made once for all who need it at once', async () => {
    const { adapter, repo, sent, passes } = await openAdapter()
    passes(3_600_000)
    const before = sent.length
    const { createGitUrl: gitUrl } = await adapter.openRepository(repo.ref.id)
    await Promise.all([gitUrl(), gitUrl(), repo.findIssue(1), repo.findBranch('main')])
    const made = sent.slice(before).filter(({ call }) => call.endsWith('/access_tokens'))
    expect(made).toHaveLength(1)
  })

  it('that GitHub does not know any more is replaced, for a write too, which happens once', async () => {
    const { repo, github, writes } = await openAdapter()
    github.faults.add('issues/create', { kind: 'expired' })
    const { number } = await repo.openIssue({ title: 'v2.0.1', body: '', labels: [] })
    expect([number, (await repo.listOwnIssues()).length]).toEqual([1, 1])
    expect(writes()).toHaveLength(2)
  })

  it.each(['no key at all', '-----BEGIN RSA PRIVATE KEY-----\nCANARY\n-----END RSA PRIVATE KEY-----'])(
    'cannot be had with a key that is none',
    async (privateKey) => {
      const refused = another(await openAdapter(), { privateKey }).listRepositories()
      await expect(refused).rejects.toMatchObject({
        refusal: { kind: 'usage', what: "The App's private key isn't a PEM key." },
      })
    },
  )

  it('is had by a machine whose clock is off', async () => {
    const adapter = another(await openAdapter(), { now: () => Date.now() / 1000 })
    expect(await adapter.listRepositories()).toHaveLength(1)
  })

  it('asked for with another App’s key is refused with what to compare', async () => {
    const world = await openAdapter()
    const stranger = another(world, { appId: world.github.app().id + 1 })
    await expect(stranger.listRepositories()).rejects.toMatchObject({
      refusal: { kind: 'usage', what: expect.stringContaining("GitHub doesn't recognize the App") },
    })
  })
})

describe('an Enterprise Server', () => {
  it('is asked below its own paths, GraphQL included, and shown under its own name', async () => {
    const asked: string[] = []
    const world = await openAdapter()
    const { github, octokit, where } = world
    const server: typeof fetch = (url, init) => {
      asked.push(`${init?.method ?? 'GET'} ${String(url)}`)
      const path = String(url).replace(/^https:\/\/ghe\.example\/api(\/v3)?/, '')
      return fetch(`${github.url}${path}`, init)
    }
    const urls = { apiUrl: 'https://ghe.example/api/v3', webUrl: 'https://ghe.example' }
    const adapter = another(world, { ...urls, fetch: server })
    const repo = await adapter.openRepository(Number((await octokit.rest.repos.get(where)).data.id))
    await repo.fetchFacts([1])
    expect(asked.every((call) => /^\w+ https:\/\/ghe\.example\/api\/(v3\/|graphql$)/.test(call))).toBe(true)
    expect(asked.at(-1)).toBe('POST https://ghe.example/api/graphql')
    expect(repo.webUrl).toBe('https://ghe.example/godel/api')
    expect(await repo.createGitUrl()).toMatch(
      /^https:\/\/x-access-token:ghs_\w+@ghe\.example\/godel\/api\.git$/,
    )
  })
})

/** The same App from somewhere else. */
function another({ github, now }: AdapterWorld, change: Partial<GitHubAdapterOptions>): GitHub {
  const { id: appId, privateKey } = github.app()
  return openGitHub({
    Octokit: ProbotOctokit,
    ...{ appId, privateKey, apiUrl: github.url, webUrl: github.url, userAgent: 'another' },
    now: () => now() / 1000,
    log: { info: () => undefined, warn: () => undefined },
    ...change,
  })
}

describe('the address for git', () => {
  it('has another token once git was not let in with the one that it had', async () => {
    const { adapter, repo } = await openAdapter()
    const first = await repo.createGitUrl()
    expect(await repo.createGitUrl()).toBe(first)

    adapter.discardToken(first)

    expect(await repo.createGitUrl()).not.toBe(first)
  })
})
