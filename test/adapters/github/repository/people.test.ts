import { describe, expect, it } from 'vitest'
import { openAdapter, saying } from '../world.ts'

describe('the standing of a person', () => {
  it.each(['read', 'triage', 'write', 'maintain', 'admin'] as const)('is their role: %s', async (role) => {
    const { repo, github } = await openAdapter()
    github.person('ada', { role })
    expect(await repo.fetchAccess('ada', [])).toEqual({ permission: role, teams: [] })
  })

  it('of nobody is none', async () => {
    const { repo } = await openAdapter()
    expect(await repo.fetchAccess('nobody', ['captains'])).toEqual({ permission: 'none', teams: [] })
  })

  it('has the teams that were asked about, by the names that they were asked by', async () => {
    const { repo, github } = await openAdapter()
    github.team('captains', ['ada'])
    github.team('security', ['grace'])
    github.person('ada')
    const { teams } = await repo.fetchAccess('ada', ['captains', 'godel/captains', 'security', 'not-there'])
    expect(teams).toEqual(['captains', 'godel/captains'])
  })

  it('counts no membership that was not accepted, and takes a role of the organisation’s own for what it is made from', async () => {
    const invited = saying((text) =>
      text.replace('"active"', '"pending"').replaceAll('"role_name":"write"', '"role_name":"releaser"'),
    )
    const { repo, github } = await openAdapter({}, invited)
    github.team('captains', ['ada'])
    github.person('ada')
    expect(await repo.fetchAccess('ada', ['captains'])).toEqual({ permission: 'write', teams: [] })
  })

  it('is unknown where GitHub does not say', async () => {
    const { repo, github } = await openAdapter()
    github.person('ada')
    github.faults.add('repos/get-collaborator-permission-level', { kind: 'broken', status: 500 }, 4)
    github.faults.add('teams/get-membership-for-user-in-org', { kind: 'broken', status: 503 }, 4)
    expect(await repo.fetchAccess('ada', ['captains'])).toEqual({ permission: 'unknown', teams: 'unknown' })
  })

  it('is waited for where GitHub wants to be asked later', async () => {
    const { repo, github, now } = await openAdapter()
    github.person('ada')
    const trouble = { kind: 'secondary-limit', retryAfterSeconds: 90 } as const
    github.faults.add('repos/get-collaborator-permission-level', trouble)
    await expect(repo.fetchAccess('ada', [])).rejects.toMatchObject({ name: 'Later', at: now() / 1000 + 90 })
  })
})

describe('accounts', () => {
  it('are found by name, remembered for minutes, and left out where there is none', async () => {
    const { repo, github, sent, passes } = await openAdapter()
    const ada = github.person('ada')
    const asked = () => sent.filter(({ call }) => call.startsWith('GET /users/')).length
    const before = asked()
    expect(await repo.findAccounts(['ada', 'nobody', 'ada'])).toEqual(new Map([['ada', ada.id]]))
    await repo.findAccounts(['ada', 'nobody'])
    expect(asked() - before).toBe(2)
    passes(600_000)
    await repo.findAccounts(['ada'])
    expect(asked() - before).toBe(3)
  })
})
