import { describe, expect, it } from 'vitest'
import { type AdapterWorld, openAdapter } from './world.ts'

async function withBranch(branch = 'fix'): Promise<AdapterWorld & { readonly head: string }> {
  const world = await openAdapter()
  const push = { branch, message: 'fix: stop the leak', files: { 'a.txt': '1' } }
  return { ...world, head: await world.github.person('ada').pushes(push) }
}

const NEW = { title: 'Release v2.0.1', body: 'the picks', head: 'fix', base: 'main', draft: false }

describe('a pull request', () => {
  it('is opened, changed, closed and read back', async () => {
    const { hub, head, octokit, where } = await withBranch()
    const main = (await octokit.rest.repos.getBranch({ ...where, branch: 'main' })).data.commit.sha
    const { number } = await hub.openPullRequest(NEW)
    await hub.editPullRequest(number, { body: 'other picks' })
    expect(await hub.pullRequest(number)).toEqual({
      number,
      title: 'Release v2.0.1',
      body: 'other picks',
      state: 'open',
      draft: false,
      author: { ...hub.self, kind: 'bot' },
      labels: [],
      head: { ref: 'fix', sha: head },
      base: { ref: 'main', sha: main },
      mergeCommit: null,
      mergedBy: null,
      url: expect.stringContaining(`/godel/api/pull/${number}`),
    })
    await hub.editPullRequest(number, { state: 'closed' })
    expect((await hub.pullRequest(number))?.state).toBe('closed')
    expect(await hub.pullRequest(9)).toBeNull()
  })

  it('that was merged says by whom and as what, found by its branch too', async () => {
    const { hub, github } = await withBranch()
    const grace = github.person('grace')
    const { number } = await hub.openPullRequest(NEW)
    const mergeCommit = await grace.merges(number)
    const merged = { state: 'merged', mergeCommit, mergedBy: { id: grace.id, login: 'grace', kind: 'user' } }
    expect(await hub.pullRequest(number)).toMatchObject(merged)
    expect(await hub.pullRequestsFrom('fix')).toEqual([expect.objectContaining(merged)])
    expect(await hub.pullRequestsFrom('other')).toEqual([])
  })

  it('becomes a draft and ready again, and is left alone where it is so already', async () => {
    const { hub, writes } = await withBranch()
    const { number } = await hub.openPullRequest(NEW)
    await hub.setDraft(number, false)
    await hub.setDraft(number, true)
    expect((await hub.pullRequest(number))?.draft).toBe(true)
    await hub.setDraft(number, true)
    await hub.setDraft(number, false)
    expect((await hub.pullRequest(number))?.draft).toBe(false)
    expect(writes()).toEqual(['POST /repos/godel/api/pulls', 'POST /graphql', 'POST /graphql'])
  })

  it('is assigned to whom it can be, once', async () => {
    const { hub, octokit, where, writes } = await withBranch()
    const { number } = await hub.openPullRequest(NEW)
    await hub.assign(number, ['ada', 'nobody-has-this-name'])
    await hub.assign(number, ['ADA'])
    const { data } = await octokit.rest.issues.get({ ...where, issue_number: number })
    expect(data.assignees?.map(({ login }) => login)).toEqual(['ada'])
    expect(writes()).toHaveLength(2)
  })

  it('that GitHub does not take is refused in GitHub’s words', async () => {
    const { hub } = await withBranch()
    await hub.openPullRequest(NEW)
    await expect(hub.openPullRequest(NEW)).rejects.toMatchObject({
      refusal: {
        kind: 'repository',
        what: 'GitHub does not take `POST /repos/godel/api/pulls`: Validation Failed: A pull request already exists for godel:fix.',
        next: 'Mend what GitHub names, then try again.',
      },
    })
  })
})

describe('refs', () => {
  it('of branches are read and deleted; one that is gone is no matter', async () => {
    const { hub, head } = await withBranch('release/v2.0.1')
    expect(await hub.branch('release/v2.0.1')).toBe(head)
    await hub.deleteBranch('release/v2.0.1')
    await hub.deleteBranch('release/v2.0.1')
    expect(await hub.branch('release/v2.0.1')).toBeNull()
  })

  it('of a branch that is protected stay, and the rule is named', async () => {
    const { hub, as, github, where } = await withBranch()
    const admin = as(github.person('root', { role: 'admin' }).token)
    await admin.rest.repos.updateBranchProtection({
      ...where,
      branch: 'fix',
      required_status_checks: null,
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    })
    await expect(hub.deleteBranch('fix')).rejects.toMatchObject({
      refusal: { next: 'Let the App bypass that rule, or change it; then try again.' },
    })
  })

  it('of tags tell the tag’s object from the commit behind it', async () => {
    const { hub, head, github, octokit, where } = await withBranch()
    await github.person('ada').tags('light', 'fix')
    const { data: tag } = await octokit.rest.git.createTag({
      ...where,
      tag: 'v2.0.1',
      message: 'v2.0.1',
      object: head,
      type: 'commit',
    })
    await octokit.rest.git.createRef({ ...where, ref: 'refs/tags/v2.0.1', sha: tag.sha })
    expect(await hub.tag('light')).toEqual({ object: head, commit: head, annotated: false })
    expect(await hub.tag('v2.0.1')).toEqual({ object: tag.sha, commit: head, annotated: true })
    expect(await hub.tag('v9')).toBeNull()
  })
})
