import { describe, expect, it } from 'vitest'
import { type AdapterWorld, openAdapter } from './world.ts'

async function pullRequest({ github }: AdapterWorld, branch: string, body = ''): Promise<number> {
  const ada = github.person('ada')
  await ada.pushes({ branch, message: `fix: ${branch}`, files: { [branch]: '1' } })
  return (await ada.opensPullRequest({ title: branch, head: branch, body })).number
}

describe('facts', () => {
  it('of a pull request are labels, authors, review, checks, and the issues that it fixes', async () => {
    const world = await openAdapter()
    const { repo, github, octokit, where, now } = world
    const [ada, linus, grace] = [github.person('ada'), github.person('linus'), github.person('grace')]
    const reportedAt = Math.floor(now() / 1000)
    await grace.opensIssue({ title: 'It leaks', labels: ['bug', 'P1'] })
    const number = await pullRequest(world, 'fix', 'Fixes #1')
    const head = await linus.pushes({ branch: 'fix', message: 'more', files: { b: '1' } })
    await ada.labels(number, 'patch-candidate')
    await grace.reviews(number, 'APPROVED')
    await octokit.rest.repos.createCommitStatus({ ...where, sha: head, context: 'snyk', state: 'success' })
    await ada.merges(number)

    expect(await repo.fetchFacts([number, 99])).toEqual(
      new Map([
        [
          number,
          {
            number,
            title: 'fix',
            labels: ['patch-candidate'],
            authors: [
              { id: ada.id, login: 'ada' },
              { id: linus.id, login: 'linus' },
            ],
            reviewed: true,
            checksPassed: true,
            issues: [{ number: 1, labels: ['bug', 'P1'], reportedAt }],
            namesVulnerability: false,
            releaseNote: null,
          },
        ],
      ]),
    )
  })

  it('have as author who wrote the hundred and first commit of a pull request', async () => {
    const world = await openAdapter()
    const number = await pullRequest(world, 'long')
    for (let i = 0; i < 100; i += 1)
      await world.github
        .person('ada')
        .pushes({ branch: 'long', message: `more ${i}`, files: { long: `${i}` } })
    await world.github.person('linus').pushes({ branch: 'long', message: 'last', files: { long: 'last' } })
    const facts = (await world.repo.fetchFacts([number])).get(number)
    expect(facts?.authors.map(({ login }) => login)).toEqual(['ada', 'linus'])
  })

  it('count an approval before the merge, by somebody who may write, that was their last word', async () => {
    const world = await openAdapter()
    const { repo, github, passes } = world
    const pulls = [
      await pullRequest(world, 'by-a-reader'),
      await pullRequest(world, 'taken-back'),
      await pullRequest(world, 'too-late'),
      await pullRequest(world, 'approved'),
    ] as const
    const [byAReader, takenBack, tooLate, approved] = pulls
    const grace = github.person('grace')
    await github.person('eve', { role: 'read' }).reviews(byAReader, 'APPROVED')
    await grace.reviews(takenBack, 'APPROVED')
    await grace.reviews(takenBack, 'CHANGES_REQUESTED')
    await grace.reviews(approved, 'APPROVED')
    for (const number of pulls) await github.person('ada').merges(number)
    passes(60_000)
    await grace.reviews(tooLate, 'APPROVED')
    await grace.reviews(approved, 'CHANGES_REQUESTED')

    const facts = await repo.fetchFacts(pulls)
    expect(pulls.map((number) => facts.get(number)?.reviewed)).toEqual([false, false, false, true])
  })

  it('take checks for passed when all others than the App’s own ended well, and say nothing where there are none', async () => {
    const world = await openAdapter()
    const { repo, github, octokit, where } = world
    const runner = github.runner()
    const all = runner.has({ file: 'all.yml', name: 'test:all', on: ['push'] })
    const outcomes = ['success', 'skipped', 'failure', null] as const
    const pulls: number[] = []
    for (const outcome of outcomes) {
      runner.answers(all, outcome)
      pulls.push(await pullRequest(world, `fix-${outcome}`))
    }
    runner.answers(all, 'success')
    const [first = 0] = pulls
    const { data } = await octokit.rest.pulls.get({ ...where, pull_number: first })
    await repo.putCheck({
      head: data.head.sha,
      name: 'verdict',
      conclusion: 'action_required',
      title: 'no',
      summary: '',
    })
    const facts = await repo.fetchFacts(pulls)
    expect(pulls.map((number) => facts.get(number)?.checksPassed)).toEqual([true, true, false, false])

    const bare = await openAdapter()
    const number = await pullRequest(bare, 'fix')
    expect((await bare.repo.fetchFacts([number])).get(number)?.checksPassed).toBeNull()
  })

  it('of many pull requests take few calls', async () => {
    const { repo, sent } = await openAdapter()
    const before = sent.length
    await repo.fetchFacts(Array.from({ length: 60 }, (_, i) => i + 1))
    expect(sent.slice(before).map(({ call }) => call)).toEqual([
      'POST /graphql',
      'POST /graphql',
      'POST /graphql',
    ])
  })
})

describe('the origin of a commit', () => {
  it('is the pull request that brought it to the default branch, by a squash or by a merge', async () => {
    const world = await openAdapter()
    const { repo, github } = world
    const ada = github.person('ada')
    const squashed = await pullRequest(world, 'squashed')
    const inTwoSteps = await pullRequest(world, 'inner')
    const open = await pullRequest(world, 'open')
    const openHead = await ada.pushes({ branch: 'open', message: 'more', files: { c: '1' } })
    const inner = await ada.pushes({ branch: 'inner', message: 'more', files: { b: '1' } })
    const squash = await ada.merges(squashed, 'squash')
    const merge = await ada.merges(inTwoSteps, 'merge')
    const direct = await ada.pushes({ branch: 'main', message: 'chore: by hand', files: { d: '1' } })

    const all = [squash, merge, inner, direct, openHead, 'f'.repeat(40)]
    const origins = await repo.findPullRequestsOf(all, 'main')
    expect(origins).toEqual(
      new Map([
        [squash, squashed],
        [merge, inTwoSteps],
        [inner, inTwoSteps],
      ]),
    )
    expect(open).toBeGreaterThan(0)
  })

  it('is one for all commits of a rebase, and is asked for once', async () => {
    const world = await openAdapter()
    const { repo, github, sent, octokit, where } = world
    const ada = github.person('ada')
    const number = await pullRequest(world, 'rebased')
    await ada.pushes({ branch: 'rebased', message: 'second', files: { b: '1' } })
    await ada.pushes({ branch: 'main', message: 'chore: by hand (#1)', files: { c: '1' } })
    const last = await ada.merges(number, 'rebase')
    const { data } = await octokit.rest.repos.listCommits({ ...where, sha: 'main', per_page: 3 })
    const main = data.map(({ sha }) => sha)
    const origins = await repo.findPullRequestsOf(main, 'main')
    expect(main[0]).toBe(last)
    expect([...origins]).toEqual(main.slice(0, 2).map((sha) => [sha, number]))
    const before = sent.length
    await repo.findPullRequestsOf(main.slice(0, 2), 'main')
    expect(sent).toHaveLength(before)
  })
})
