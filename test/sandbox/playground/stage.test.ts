import { describe, expect, it } from 'vitest'
import { openClock } from '../../../sandbox/clock.ts'
import { openSandboxGitHub } from '../../../sandbox/github/open.ts'
import type { Repository, StoredIssue } from '../../../sandbox/github/state.ts'
import { setUpStage } from '../../../sandbox/playground/stage/set-up-stage.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import { openPlayground, type Playground } from './playground.ts'

function repositoryOf({ github }: Playground): Repository {
  const repository = github.world.repositories.get('godel/api')
  if (!repository) throw new Error('no repository')
  return repository
}

function numbered({ issues }: Repository, number: number): StoredIssue {
  const issue = issues.find((one) => one.number === number)
  if (!issue) throw new Error(`no #${number}`)
  return issue
}

describe('the past of a product', () => {
  it('has every pull request that its history speaks of, however it was merged', async () => {
    const repository = repositoryOf(await openPlayground())
    const { title, by, pull, closed, timeline } = numbered(repository, 1234)
    expect([title, by.login, pull?.merged?.by.login]).toEqual([
      'fix(engine): fix memory leak in task engine',
      'ada',
      'ada',
    ])
    expect(closed?.at).toBe(Date.parse('2026-02-04T10:20:00Z'))
    expect(timeline.map(({ what }) => what.event)).toEqual([
      'labeled',
      'reviewed',
      'merged',
      'closed',
      'cross-referenced',
    ])

    const merged = numbered(repository, 1235)
    expect([merged.title, merged.pull?.headBranch]).toEqual([
      'fix(store): resolve race condition in state store',
      'state-store-race',
    ])
    expect(merged.pull?.head).not.toBe(merged.pull?.merged?.commit)
    const rebased = numbered(repository, 1236)
    expect(rebased.title).toBe('fix(intent): correct validation error in intent parser')
    expect(rebased.pull?.base).toBe(numbered(repository, 1234).pull?.merged?.commit)
  })

  it('has the issues that were fixed, reviews, labels and checks', async () => {
    const repository = repositoryOf(await openPlayground())
    const issue = numbered(repository, 1227)
    expect([issue.title, [...issue.labels], issue.closed?.reason]).toEqual([
      'Finished tasks were kept for ever',
      ['p1'],
      'completed',
    ])
    const { pull, labels } = numbered(repository, 1234)
    expect(pull?.reviews.map(({ by, state }) => [by.login, state])).toEqual([['noor', 'APPROVED']])
    expect([...labels]).toEqual(['crash'])
    const checks = repository.checks.filter(({ suite }) => suite.head === pull?.head)
    expect(checks.map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
      'full-test-suite success',
      'integration-tests success',
      'npm-audit success',
      'snyk success',
    ])
  })

  it('knows people by their mail address', async () => {
    const { github } = await openPlayground()
    const answer = await fetch(`${github.url}/repos/godel/api/commits/v2.0.0`)
    expect(JSON.parse(await answer.text())).toMatchObject({ author: { login: 'ines' } })
  })
})

describe('the stage', () => {
  it('has people with their roles, and changes that are under way', async () => {
    const world = await openPlayground()
    const { people } = world.stage
    expect(people.map(({ login, role }) => `${login} ${role}`)).toEqual([
      'ada maintain',
      'grace maintain',
      'linus write',
      'mallory read',
    ])
    const open = repositoryOf(world).issues.filter(({ closed }) => !closed)
    expect(open.map(({ number, title, pull }) => [number, title, pull !== null])).toMatchInlineSnapshot(`
      [
        [
          1255,
          "One bad priority stops the whole queue",
          false,
        ],
        [
          1256,
          "fix(engine): do not crash on a priority that is not a number",
          true,
        ],
        [
          1257,
          "feat(engine): tell which task is next",
          true,
        ],
        [
          1258,
          "State is gone after a power cut",
          false,
        ],
        [
          1259,
          "fix(store): leave no draft of a snapshot behind",
          true,
        ],
      ]
    `)
  })

  it('was there before the App: nothing of it is announced', async () => {
    const { github } = await openPlayground()
    expect(github.deliveries.all().filter(({ event }) => /^(issues|pull_request|push)$/.test(event))).toEqual(
      [],
    )
  })

  it('can be set up around any product', async () => {
    const clock = openClock(0, 1)
    const github = await openSandboxGitHub({ now: clock.now })
    closeAfterTest(github.close)
    await github.repository('other')
    const set = await setUpStage(github, { clock })
    set.close()
    clock.stop()
    expect(github.world.repositories.get('godel/other')?.issues).toEqual([])
  })
})

describe('CI on the stage', () => {
  it('runs the tests of the process on every push, in the world’s time', async () => {
    const world = await openPlayground({ speed: 1 })
    const { github, clock } = world
    await github.person('linus').pushes({ branch: 'x', message: 'x', files: { x: '1' } })
    const repository = repositoryOf(world)
    const states = () =>
      repository.runs
        .slice(-4)
        .map(({ workflow, check }) => `${workflow.name} ${check.conclusion ?? check.status}`)
    clock.jumps(10_000)
    await expect
      .poll(states)
      .toEqual([
        'full-test-suite in_progress',
        'integration-tests in_progress',
        'npm-audit in_progress',
        'snyk in_progress',
      ])
    clock.jumps(3 * 60_000)
    await expect
      .poll(states)
      .toEqual([
        'full-test-suite in_progress',
        'integration-tests in_progress',
        'npm-audit success',
        'snyk success',
      ])
    clock.jumps(10 * 60_000)
    await expect
      .poll(states)
      .toEqual(['full-test-suite success', 'integration-tests success', 'npm-audit success', 'snyk success'])
  })

  it('builds the artifacts of the process when a tag is pushed', async () => {
    const world = await openPlayground()
    await world.github.person('ada').tags('v9.0.0', 'main')
    const repository = repositoryOf(world)
    await expect.poll(() => repository.runs.at(-1)?.check.conclusion).toBe('success')
    expect(repository.runs.at(-1)).toMatchObject({
      branch: 'v9.0.0',
      workflow: { path: '.github/workflows/release.yml' },
    })
    expect(repository.runs.at(-1)?.artifacts.map(({ name }) => name)).toEqual([
      'docker-images',
      'npm-packages',
      'cli-binaries',
      'helm-charts',
    ])
  })

  it('ends runs as whoever plays has said, or leaves them to them', async () => {
    const world = await openPlayground({ speed: 1 })
    const { github, clock } = world
    const repository = repositoryOf(world)
    const [slow, , , quick] = repository.workflows
    if (!slow || !quick) throw new Error('no workflows')
    world.stage.ci.endsAs(quick, 'failure')
    world.stage.ci.endsAs(slow, null)
    await github.person('linus').pushes({ branch: 'x', message: 'x', files: { x: '1' } })
    clock.jumps(3_600_000)
    const [first, , , last] = repository.runs.slice(-4)
    await expect.poll(() => last?.check.conclusion).toBe('failure')
    expect(first?.check.status).not.toBe('completed')
    if (first) await github.runner().ends(first, 'success')
    if (last) await github.runner().reruns(last)
    expect(first?.check.conclusion).toBe('success')
    world.stage.ci.endsAs(quick, 'success')
    clock.jumps(3_600_000)
    await expect.poll(() => last?.check.conclusion).toBe('success')
  })
})
