import { describe, expect, it } from 'vitest'
import { type AdapterWorld, openAdapter } from '../world.ts'

async function withBranch(branch = 'fix'): Promise<AdapterWorld & { readonly head: string }> {
  const world = await openAdapter()
  const push = { branch, message: 'fix: stop the leak', files: { 'a.txt': '1' } }
  return { ...world, head: await world.github.person('ada').pushes(push) }
}

const NEW = { title: 'Release v2.0.1', body: 'the picks', head: 'fix', base: 'main', draft: false }

describe('a pull request', () => {
  it('is opened, changed, closed and read back', async () => {
    const { repo, head, octokit, where } = await withBranch()
    const main = (await octokit.rest.repos.getBranch({ ...where, branch: 'main' })).data.commit.sha
    const { number } = await repo.openPullRequest(NEW)
    await repo.editPullRequest(number, { body: 'other picks' })
    expect(await repo.findPullRequest(number)).toEqual({
      number,
      title: 'Release v2.0.1',
      body: 'other picks',
      state: 'open',
      draft: false,
      author: { ...repo.self, kind: 'bot' },
      labels: [],
      head: { ref: 'fix', sha: head },
      base: { ref: 'main', sha: main },
      mergeCommit: null,
      mergedBy: null,
      url: expect.stringContaining(`/godel/api/pull/${number}`),
    })
    await repo.editPullRequest(number, { state: 'closed' })
    expect((await repo.findPullRequest(number))?.state).toBe('closed')
    expect(await repo.findPullRequest(9)).toBeNull()
  })

  it('that was merged says by whom and as what, found by its branch too', async () => {
    const { repo, github } = await withBranch()
    const grace = github.person('grace')
    const { number } = await repo.openPullRequest(NEW)
    const mergeCommit = await grace.merges(number)
    const merged = { state: 'merged', mergeCommit, mergedBy: { id: grace.id, login: 'grace', kind: 'user' } }
    expect(await repo.findPullRequest(number)).toMatchObject(merged)
    expect(await repo.listPullRequestsFrom('fix')).toEqual([expect.objectContaining(merged)])
    expect(await repo.listPullRequestsFrom('other')).toEqual([])
  })

  it('becomes a draft and ready again, and is left alone where it is so already', async () => {
    const { repo, writes } = await withBranch()
    const { number } = await repo.openPullRequest(NEW)
    await repo.setDraft(number, false)
    await repo.setDraft(number, true)
    expect((await repo.findPullRequest(number))?.draft).toBe(true)
    await repo.setDraft(number, true)
    await repo.setDraft(number, false)
    expect((await repo.findPullRequest(number))?.draft).toBe(false)
    expect(writes()).toEqual(['POST /repos/godel/api/pulls', 'POST /graphql', 'POST /graphql'])
  })

  it('is assigned to whom it can be, once', async () => {
    const { repo, octokit, where, writes } = await withBranch()
    const { number } = await repo.openPullRequest(NEW)
    await repo.assign(number, ['ada', 'nobody-has-this-name'])
    await repo.assign(number, ['ADA'])
    const { data } = await octokit.rest.issues.get({ ...where, issue_number: number })
    expect(data.assignees?.map(({ login }) => login)).toEqual(['ada'])
    expect(writes()).toHaveLength(2)
  })

  it('that GitHub does not take is refused in GitHub’s words', async () => {
    const { repo } = await withBranch()
    await repo.openPullRequest(NEW)
    await expect(repo.openPullRequest(NEW)).rejects.toMatchObject({
      refusal: {
        kind: 'repository',
        what: 'GitHub does not take `POST /repos/godel/api/pulls`: Validation Failed: A pull request already exists for godel:fix.',
        next: 'Fix what GitHub names, then try again.',
      },
    })
  })
})

describe('refs', () => {
  it('of branches are read and deleted; one that is gone is no matter', async () => {
    const { repo, head } = await withBranch('release/v2.0.1')
    expect(await repo.findBranch('release/v2.0.1')).toBe(head)
    await repo.deleteBranch('release/v2.0.1')
    await repo.deleteBranch('release/v2.0.1')
    expect(await repo.findBranch('release/v2.0.1')).toBeNull()
  })

  it('of a branch that is protected stay, and the rule is named', async () => {
    const { repo, as, github, where } = await withBranch()
    const admin = as(github.person('root', { role: 'admin' }).token)
    await admin.rest.repos.updateBranchProtection({
      ...where,
      branch: 'fix',
      required_status_checks: null,
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    })
    await expect(repo.deleteBranch('fix')).rejects.toMatchObject({
      refusal: { next: 'Let the App bypass that rule, or change it; then try again.' },
    })
  })

  it('of tags tell the tag’s object from the commit behind it', async () => {
    const { repo, head, github, octokit, where } = await withBranch()
    await github.person('ada').tags('light', 'fix')
    const { data: tag } = await octokit.rest.git.createTag({
      ...where,
      tag: 'v2.0.1',
      message: 'v2.0.1',
      object: head,
      type: 'commit',
    })
    await octokit.rest.git.createRef({ ...where, ref: 'refs/tags/v2.0.1', sha: tag.sha })
    expect(await repo.tag('light')).toEqual({ object: head, commit: head, annotated: false })
    expect(await repo.tag('v2.0.1')).toEqual({ object: tag.sha, commit: head, annotated: true })
    expect(await repo.tag('v9')).toBeNull()
  })
})
