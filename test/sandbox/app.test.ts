import { createHmac, generateKeyPairSync } from 'node:crypto'
import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { describe, expect, it } from 'vitest'
import { openWorld } from './world.ts'

describe("the App's own door", () => {
  it('shows the App and where it is installed to who signs with its key', async () => {
    const { appOctokit, github, where } = await openWorld()
    const { id, slug, installationId } = github.app()
    expect((await appOctokit.rest.apps.getAuthenticated()).data).toMatchObject({ id, slug })
    expect((await appOctokit.rest.apps.listInstallations()).data.map((one) => one.id)).toEqual([
      installationId,
    ])
    expect((await appOctokit.rest.apps.getRepoInstallation(where)).data.id).toBe(installationId)
    expect(
      (await appOctokit.rest.apps.getInstallation({ installation_id: installationId })).data.app_id,
    ).toBe(id)
  })

  it('shows where its webhooks go, and not what they are signed with', async () => {
    const { appOctokit, github } = await openWorld()
    github.app().sendsTo('http://127.0.0.1:9/hook')
    expect((await appOctokit.rest.apps.getWebhookConfigForApp()).data).toEqual({
      url: 'http://127.0.0.1:9/hook',
      content_type: 'json',
      insecure_ssl: '0',
      secret: '********',
    })
  })

  it('knows a key that is not its own', async () => {
    const { github } = await openWorld()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const auth = { appId: github.app().id, privateKey: key }
    const log = { debug: () => 0, info: () => 0, warn: () => 0, error: () => 0 }
    const stranger = new Octokit({ baseUrl: github.url, log, authStrategy: createAppAuth, auth })
    await expect(stranger.rest.apps.getAuthenticated()).rejects.toThrow(
      'A JSON web token could not be decoded',
    )
  })

  it('works for a client whose clock is years off, by the Date that it answers with', async () => {
    const { octokit, where, passes } = await openWorld()
    passes(3 * 365 * 24 * 3_600_000)
    expect((await octokit.rest.repos.get(where)).data.full_name).toBe('godel/api')
  })
})

describe('an installation token', () => {
  const tokenFor = async (permissions: Record<string, 'read' | 'write'>) => {
    const world = await openWorld()
    const given = { installation_id: world.github.app().installationId, permissions }
    const { data } = await world.appOctokit.rest.apps.createInstallationAccessToken(given)
    return { ...world, octokit: world.as(data.token) }
  }

  it('has the permissions that it was made with and no others', async () => {
    const { octokit, where, github } = await tokenFor({ issues: 'read' })
    await github.person('ada').opensIssue({ title: 'It leaks' })
    expect((await octokit.rest.issues.get({ ...where, issue_number: 1 })).data.title).toBe('It leaks')
    const comment = octokit.rest.issues.createComment({ ...where, issue_number: 1, body: 'hello' })
    await expect(comment).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('not accessible'),
    })
  })

  it('is not given what the App does not have', async () => {
    const { appOctokit, github } = await openWorld({ app: { permissions: { issues: 'read' } } })
    const wish = { installation_id: github.app().installationId, permissions: { issues: 'write' } } as const
    await expect(appOctokit.rest.apps.createInstallationAccessToken(wish)).rejects.toMatchObject({
      status: 422,
    })
  })

  it('reaches only the repositories that it was made for', async () => {
    const { appOctokit, as, github, where } = await openWorld()
    await github.repository('web', { private: true })
    const wish = { installation_id: github.app().installationId, repositories: ['api'] }
    const { data } = await appOctokit.rest.apps.createInstallationAccessToken(wish)
    const octokit = as(data.token)
    const { data: reached } = await octokit.rest.apps.listReposAccessibleToInstallation()
    expect(reached.repositories.map(({ name }) => name)).toEqual(['api'])
    await expect(octokit.rest.repos.get({ ...where, repo: 'web' })).rejects.toMatchObject({ status: 404 })
    await expect(octokit.rest.issues.listForRepo({ ...where, repo: 'web' })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('runs out after an hour', async () => {
    const { octokit, where, passes } = await tokenFor({ contents: 'read' })
    await octokit.rest.repos.listBranches(where)
    passes(3_600_000)
    await expect(octokit.rest.repos.listBranches(where)).rejects.toThrow('Bad credentials')
  })
})

describe('an installation', () => {
  it('that its owner suspends or takes away serves no call until it is there again', async () => {
    const { appOctokit, octokit, github, where } = await openWorld()
    await octokit.rest.repos.get(where)
    github.app().stands('suspended')
    await expect(octokit.rest.repos.get(where)).rejects.toMatchObject({ status: 403 })
    expect((await appOctokit.rest.apps.listInstallations()).data[0]?.suspended_at).toBeTypeOf('string')
    github.app().stands('gone')
    expect((await appOctokit.rest.apps.listInstallations()).data).toEqual([])
    const token = { installation_id: github.app().installationId }
    await expect(appOctokit.rest.apps.createInstallationAccessToken(token)).rejects.toMatchObject({
      status: 404,
    })
    github.app().stands('installed')
    expect((await octokit.rest.repos.get(where)).status).toBe(200)
  })

  it('is led on from the old name of a repository, reading and writing, until somebody takes it', async () => {
    const { octokit, github, where } = await openWorld()
    github.renames('godel/api', 'engine')
    expect((await octokit.rest.repos.get(where)).data.full_name).toBe('godel/engine')
    expect((await octokit.rest.issues.create({ ...where, title: 'x' })).data.number).toBe(1)
    await github.repository('api')
    expect((await octokit.rest.repos.get(where)).data.full_name).toBe('godel/api')
  })
})

describe('a webhook', () => {
  it('is signed with the secret on the bytes that are sent, and has an id of its own', async () => {
    const { github, webhooks } = await openWorld()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'One' })
    await ada.opensIssue({ title: 'Two' })
    const heard = await webhooks()
    const sign = (body: string) => createHmac('sha256', github.app().webhookSecret).update(body).digest('hex')
    expect(heard.map(({ signature }) => signature)).toEqual(heard.map(({ body }) => `sha256=${sign(body)}`))
    expect(new Set(heard.map(({ guid }) => guid)).size).toBe(2)
  })

  it('that did not arrive stands in the log, and comes again under the same id when asked for', async () => {
    const { github, appOctokit, webhooks } = await openWorld()
    github.faults.add('hook/deliver', { kind: 'broken', status: 502 })
    await github.person('ada').opensIssue({ title: 'One' })
    expect(await webhooks()).toEqual([])

    const { data: log } = await appOctokit.rest.apps.listWebhookDeliveries()
    expect(log.map(({ event, action, status_code }) => [event, action, status_code])).toEqual([
      ['issues', 'opened', 502],
    ])
    const delivery_id = Number(log[0]?.id ?? 0)
    await appOctokit.rest.apps.redeliverWebhookDelivery({ delivery_id })
    expect((await webhooks()).map(({ guid }) => guid)).toEqual([log[0]?.guid])
    const { data: after } = await appOctokit.rest.apps.listWebhookDeliveries()
    expect(after.map(({ redelivery, status_code }) => [redelivery, status_code])).toEqual([
      [true, 202],
      [false, 502],
    ])
    const { data: whole } = await appOctokit.rest.apps.getWebhookDelivery({ delivery_id })
    expect(whole.request.payload).toMatchObject({ action: 'opened' })
  })

  it('may arrive and yet stand in the log as failed', async () => {
    const { github, heard } = await openWorld()
    github.faults.add('hook/deliver', { kind: 'reply-lost' })
    await github.person('ada').opensIssue({ title: 'One' })
    expect(await heard()).toEqual(['issues.opened'])
    expect(github.deliveries.all().map(({ answer }) => answer.statusCode)).toEqual([0])
  })

  it('is not sent for an event that the App did not ask for', async () => {
    const { github, heard } = await openWorld({ app: { events: ['issue_comment'] } })
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'One' })
    await ada.comments(1, 'hello')
    expect(await heard()).toEqual(['issue_comment.created'])
  })
})

describe('people', () => {
  it('have a role in the repository, which GitHub tells in its old and its new words', async () => {
    const { octokit, where, github } = await openWorld()
    github.person('ada', { role: 'maintain' })
    github.person('eve', { role: 'triage' })
    const levels = await Promise.all(
      ['ada', 'eve'].map((username) =>
        octokit.rest.repos.getCollaboratorPermissionLevel({ ...where, username }),
      ),
    )
    expect(levels.map(({ data }) => [data.permission, data.role_name])).toEqual([
      ['write', 'maintain'],
      ['read', 'triage'],
    ])
  })

  it('are in teams, or not', async () => {
    const { octokit, github } = await openWorld()
    github.team('release', ['ada'])
    github.person('eve')
    const at = { org: 'godel', team_slug: 'release' }
    const member = (username: string) => octokit.rest.teams.getMembershipForUserInOrg({ ...at, username })
    expect((await member('ada')).data.state).toBe('active')
    await expect(member('eve')).rejects.toMatchObject({ status: 404 })
    expect((await octokit.rest.teams.listMembersInOrg(at)).data.map(({ login }) => login)).toEqual(['ada'])
    expect((await octokit.rest.users.getByUsername({ username: 'ada' })).data.type).toBe('User')
  })

  it('do what their role lets them, and no more', async () => {
    const { as, github, where } = await openWorld()
    const eve = as(github.person('eve', { role: 'read' }).token)
    await eve.rest.issues.create({ ...where, title: 'It leaks' })
    await expect(
      eve.rest.issues.addLabels({ ...where, issue_number: 1, labels: ['x'] }),
    ).rejects.toMatchObject({ status: 403 })
    await expect(as(undefined).rest.issues.create({ ...where, title: 'x' })).rejects.toMatchObject({
      status: 401,
    })
    expect((await as(undefined).rest.issues.listForRepo(where)).data).toHaveLength(1)
  })
})
