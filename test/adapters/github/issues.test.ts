import { describe, expect, it } from 'vitest'
import { openAdapter } from './world.ts'

describe('a repository', () => {
  it('is known by its id, with its names, its main branch and the account of the App', async () => {
    const { adapter, hub, github, octokit, where } = await openAdapter()
    const { data } = await octokit.rest.repos.get(where)
    expect(await adapter.repositories()).toEqual([{ id: data.id, owner: 'godel', name: 'api' }])
    expect({ ...hub }).toMatchObject({
      ref: { id: data.id, owner: 'godel', name: 'api' },
      fullName: 'godel/api',
      webUrl: `${github.url}/godel/api`,
      defaultBranch: 'main',
      self: { login: 'release-captain[bot]' },
    })
  })
})

describe('an issue', () => {
  it('is opened, changed, closed and read back', async () => {
    const { hub } = await openAdapter()
    const { number } = await hub.openIssue({ title: 'v2.0.1', body: 'the plan', labels: ['release'] })
    await hub.editIssue(number, { title: 'Release v2.0.1', body: 'the new plan' })
    expect(await hub.issue(number)).toEqual({
      number,
      title: 'Release v2.0.1',
      body: 'the new plan',
      state: 'open',
      labels: ['release'],
      author: { ...hub.self, kind: 'bot' },
      isPullRequest: false,
    })
    await hub.editIssue(number, { state: 'closed' })
    expect((await hub.issue(number))?.state).toBe('closed')
  })

  it('that is not there is null', async () => {
    const { hub } = await openAdapter()
    expect(await hub.issue(9)).toBeNull()
  })
})
