import { describe, expect, it } from 'vitest'
import { openAdapter } from '../world.ts'

async function withPush() {
  const world = await openAdapter()
  const runner = world.github.runner()
  const workflow = runner.has({ file: 'all.yml', name: 'test:all', on: ['push'] })
  const head = await world.github.person('ada').pushes({ branch: 'fix', message: 'fix', files: { a: '1' } })
  return { ...world, runner, workflow, head }
}

const CHECK = {
  name: 'release-captain',
  conclusion: 'neutral',
  title: 'next minor',
  summary: 'A feature.',
} as const

describe('check runs', () => {
  it('are those of every app and commit statuses, with what has not ended pending', async () => {
    const { repo, head, octokit, where } = await withPush()
    await repo.putCheck({ ...CHECK, head })
    const status = { ...where, sha: head, context: 'snyk' }
    await octokit.rest.repos.createCommitStatus({ ...status, state: 'success' })
    await octokit.rest.repos.createCommitStatus({ ...status, state: 'error' })
    const runs = await repo.listCheckRuns(head)
    expect(runs.map(({ name, app, conclusion }) => [name, app, conclusion])).toEqual([
      ['test:all', 'github-actions', 'pending'],
      ['release-captain', 'release-captain', 'neutral'],
      ['snyk', 'status', 'failure'],
    ])
    expect(runs.every(({ url }) => url.startsWith('http'))).toBe(true)
  })

  it('are the newest of each name', async () => {
    const { repo, head, runner } = await withPush()
    const [run] = runner.waiting()
    if (!run) throw new Error('nothing runs')
    await runner.ends(run, 'failure')
    const [failed] = await repo.listCheckRuns(head)
    if (!failed) throw new Error('no check run')
    await repo.rerunCheck(failed)
    const [again] = await repo.listCheckRuns(head)
    expect([failed.conclusion, again?.conclusion]).toEqual(['failure', 'pending'])
    expect(again?.id).toBeGreaterThan(failed.id)
  })

  it('are read to the last, beyond a page', async () => {
    const { repo, head, octokit, where } = await withPush()
    for (let i = 0; i < 101; i += 1)
      await octokit.rest.checks.create({ ...where, name: `n${i}`, head_sha: head, conclusion: 'success' })
    expect(await repo.listCheckRuns(head)).toHaveLength(102)
  })

  it('of a commit that GitHub does not know yet are an error that another attempt may cure', async () => {
    const { repo } = await withPush()
    await expect(repo.listCheckRuns('f'.repeat(40))).rejects.toMatchObject({
      name: 'CallFailed',
      status: 422,
    })
  })

  it('of a status cannot be asked for again, and it says what to do', async () => {
    const { repo, head, octokit, where } = await withPush()
    await octokit.rest.repos.createCommitStatus({ ...where, sha: head, context: 'snyk', state: 'failure' })
    const snyk = (await repo.listCheckRuns(head)).find(({ name }) => name === 'snyk')
    if (!snyk) throw new Error('no status')
    await expect(repo.rerunCheck(snyk)).rejects.toMatchObject({
      refusal: {
        what: "`snyk` is a commit status, which GitHub can't run again.",
        next: 'Start it where it runs. Its next status on that commit counts.',
      },
    })
  })

  it('of another app are its own to run again', async () => {
    const { repo, head } = await withPush()
    const [run] = await repo.listCheckRuns(head)
    if (!run) throw new Error('no check run')
    await expect(
      repo.rerunCheck({ ...run, app: 'snyk-io', url: 'https://snyk.example/1' }),
    ).rejects.toMatchObject({
      refusal: {
        next: 'Start it where it runs, https://snyk.example/1. Its newest run on that commit counts.',
      },
    })
  })
})

describe('the App’s own check', () => {
  it('is made, changed where it says something else, and left alone where it says so already', async () => {
    const { repo, head, writes } = await withPush()
    await repo.putCheck({ ...CHECK, head })
    await repo.putCheck({ ...CHECK, head })
    await repo.putCheck({ ...CHECK, head, conclusion: 'success', title: 'eligible' })
    const [own] = (await repo.listCheckRuns(head)).filter(({ app }) => app === 'release-captain')
    expect(own?.conclusion).toBe('success')
    expect(writes()).toEqual([
      'POST /repos/godel/api/check-runs',
      `PATCH /repos/godel/api/check-runs/${own?.id}`,
    ])
  })
})
