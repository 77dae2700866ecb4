import { describe, expect, it } from 'vitest'
import { openWorld, type SandboxWorld } from '../world.ts'

async function withPull(options: { body?: string; files?: Record<string, string> } = {}) {
  const world = await openWorld()
  const ada = world.github.person('ada')
  await ada.pushes({
    branch: 'fix',
    message: 'fix: stop the leak',
    files: options.files ?? { 'a.txt': 'one\n' },
  })
  const { number } = await ada.opensPullRequest({
    title: 'Stop the leak',
    head: 'fix',
    ...(options.body ? { body: options.body } : {}),
  })
  return { ...world, ada, number }
}

async function messageOf({ octokit, where }: SandboxWorld, ref: string) {
  const { data } = await octokit.rest.repos.getCommit({ ...where, ref })
  return {
    message: data.commit.message,
    parents: data.parents.length,
    committer: data.commit.committer?.name,
  }
}

describe('a pull request', () => {
  it('is told about from the push of its branch to its merge, in order', async () => {
    const { heard, ada, number } = await withPull()

    await ada.merges(number)

    expect(await heard()).toEqual([
      'create',
      'push',
      'check_suite.requested',
      'pull_request.opened',
      'push',
      'check_suite.requested',
      'pull_request.closed',
    ])
  })

  it('merges by a merge commit that names it and its branch', async () => {
    const world = await withPull()
    const { data } = await world.octokit.rest.pulls.merge({ ...world.where, pull_number: world.number })
    expect(await messageOf(world, data.sha)).toEqual({
      message: 'Merge pull request #1 from godel/fix\n\nStop the leak',
      parents: 2,
      committer: 'GitHub',
    })
  })

  it('squashes to one commit with its number in the subject', async () => {
    const world = await withPull()
    await world.ada.pushes({ branch: 'fix', message: 'fix: and the other', files: { 'b.txt': 'two\n' } })
    const merged = await world.ada.merges(world.number, 'squash')
    expect(await messageOf(world, merged)).toEqual({
      message: 'Stop the leak (#1)\n\n* fix: stop the leak\n\n* fix: and the other',
      parents: 1,
      committer: 'GitHub',
    })
  })

  it('of one commit keeps that subject when squashed', async () => {
    const world = await withPull()
    const merged = await world.ada.merges(world.number, 'squash')
    expect((await messageOf(world, merged)).message).toBe('fix: stop the leak (#1)')
  })

  it('is rebased commit by commit onto a base that went on', async () => {
    const world = await withPull()
    const tip = await world.ada.pushes({ branch: 'main', message: 'chore: go on', files: { 'c.txt': 'x\n' } })
    const merged = await world.ada.merges(world.number, 'rebase')
    const { data } = await world.octokit.rest.repos.compareCommitsWithBasehead({
      ...world.where,
      basehead: `${tip}...${merged}`,
    })
    expect(data.commits.map(({ commit }) => commit.message)).toEqual(['fix: stop the leak'])
    expect(data.commits[0]?.parents[0]?.sha).toBe(tip)
  })

  it('says that it conflicts, and is not merged', async () => {
    const { octokit, where, ada, number } = await withPull({ files: { 'README.md': 'mine\n' } })
    await ada.pushes({ branch: 'main', message: 'docs: theirs', files: { 'README.md': 'theirs\n' } })
    const { data } = await octokit.rest.pulls.get({ ...where, pull_number: number })
    expect([data.mergeable, data.mergeable_state]).toEqual([false, 'dirty'])
    await expect(octokit.rest.pulls.merge({ ...where, pull_number: number })).rejects.toMatchObject({
      status: 405,
    })
  })

  it('is not merged at a head that was not looked at', async () => {
    const { octokit, where, number } = await withPull()
    const merge = octokit.rest.pulls.merge({ ...where, pull_number: number, sha: '0'.repeat(40) })
    await expect(merge).rejects.toMatchObject({ status: 409 })
  })

  it('closes the issues that its text fixes, and their timeline says by which commit', async () => {
    const world = await openWorld()
    const ada = world.github.person('ada')
    const issue = await ada.opensIssue({ title: 'It leaks' })
    await ada.pushes({ branch: 'fix', message: 'fix it', files: { 'a.txt': 'one\n' } })
    const pull = await ada.opensPullRequest({ title: 'Mend', head: 'fix', body: `Fixes #${issue.number}` })
    const merged = await ada.merges(pull.number)

    const at = { ...world.where, issue_number: issue.number }
    const { data } = await world.octokit.rest.issues.listEventsForTimeline(at)
    expect(data.map((entry) => [entry.event, 'commit_id' in entry ? entry.commit_id : undefined])).toEqual([
      ['cross-referenced', undefined],
      ['closed', merged],
    ])
  })

  it('tells its files, commits and reviews', async () => {
    const { octokit, where, github, number } = await withPull()
    const at = { ...where, pull_number: number }
    await github.person('grace').reviews(number, 'APPROVED', 'good')
    const [files, commits, reviews] = await Promise.all([
      octokit.rest.pulls.listFiles(at),
      octokit.rest.pulls.listCommits(at),
      octokit.rest.pulls.listReviews(at),
    ])
    expect(files.data.map(({ filename, status, additions }) => [filename, status, additions])).toEqual([
      ['a.txt', 'added', 1],
    ])
    expect(commits.data.map(({ commit, author }) => [commit.message, author?.login])).toEqual([
      ['fix: stop the leak', 'ada'],
    ])
    expect(reviews.data.map(({ state, user }) => [state, user?.login])).toEqual([['APPROVED', 'grace']])
  })

  it('waits for the checks and approvals that its base asks for', async () => {
    const { octokit, as, where, github, number } = await withPull()
    const admin = github.person('root', { role: 'admin' })
    const protection = {
      required_status_checks: { strict: false, contexts: ['test'] },
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    }
    await as(admin.token).rest.repos.updateBranchProtection({ ...where, branch: 'main', ...protection })
    const merge = () => octokit.rest.pulls.merge({ ...where, pull_number: number })

    await expect(merge()).rejects.toThrow('Required status check "test" is expected.')
    const { data } = await octokit.rest.pulls.get({ ...where, pull_number: number })
    expect(data.mergeable_state).toBe('blocked')
    await octokit.rest.checks.create({
      ...where,
      name: 'test',
      head_sha: data.head.sha,
      conclusion: 'success',
    })
    await expect(merge()).rejects.toThrow('At least 1 approving review')
    await github.person('grace').reviews(number, 'APPROVED')
    expect((await merge()).data.merged).toBe(true)
  })

  it('is opened, changed and closed by the App, whose bot it then shows', async () => {
    const { octokit, where, github } = await withPull()
    await github
      .person('ada')
      .pushes({ branch: 'release/v1', message: 'chore: release', files: { v: '1\n' } })
    const { data } = await octokit.rest.pulls.create({
      ...where,
      title: 'Release',
      head: 'release/v1',
      base: 'main',
      draft: true,
    })
    expect([data.user.login, data.draft, data.mergeable]).toEqual(['release-captain[bot]', true, null])
    const again = octokit.rest.pulls.create({ ...where, title: 'Release', head: 'release/v1', base: 'main' })
    await expect(again).rejects.toThrow('A pull request already exists for godel:release/v1.')

    const at = { ...where, pull_number: data.number }
    await octokit.rest.pulls.update({ ...at, title: 'Release v1', body: 'all of it', state: 'closed' })
    const { data: open } = await octokit.rest.pulls.list(where)
    expect(open.map(({ number }) => number)).toEqual([1])
  })

  it('is reviewed by others, not approved by its own author', async () => {
    const { as, where, github, ada, number, heard } = await withPull()
    const at = { ...where, pull_number: number }
    const grace = as(github.person('grace').token)
    const { data } = await grace.rest.pulls.createReview({ ...at, event: 'REQUEST_CHANGES', body: 'no test' })
    expect([data.state, data.user?.login]).toEqual(['CHANGES_REQUESTED', 'grace'])
    const own = as(ada.token).rest.pulls.createReview({ ...at, event: 'APPROVE' })
    await expect(own).rejects.toThrow('Can not approve your own pull request')
    expect((await heard()).at(-1)).toBe('pull_request_review.submitted')
  })

  it('is an issue too: labelled, edited, aimed elsewhere, closed and opened again', async () => {
    const { octokit, where, ada, number, heard } = await withPull()
    await ada.pushes({ branch: 'release/v1', from: 'main', message: 'chore: go', files: { v: '1' } })
    await ada.labels(number, 'patch-candidate')
    await ada.unlabels(number, 'patch-candidate')
    await ada.edits(number, { body: 'why' })
    await octokit.rest.pulls.update({ ...where, pull_number: number, base: 'release/v1' })
    await octokit.rest.issues.addAssignees({ ...where, issue_number: number, assignees: ['ada'] })
    await ada.closes(number)
    await ada.reopens(number)
    const told = ['opened', 'labeled', 'unlabeled', 'edited', 'edited', 'assigned', 'closed', 'reopened']
    const pulls = (await heard()).filter((name) => name.startsWith('pull_request.'))
    expect(pulls).toEqual(told.map((action) => `pull_request.${action}`))
    const { data } = await octokit.rest.issues.get({ ...where, issue_number: number })
    expect(data.pull_request?.url).toContain(`/pulls/${number}`)
  })

  it('closes with its branch', async () => {
    const { octokit, where, ada, number } = await withPull()
    await ada.deletesBranch('fix')
    const { data } = await octokit.rest.pulls.get({ ...where, pull_number: number })
    expect([data.state, data.merged]).toEqual(['closed', false])
  })
})
