import { describe, expect, it } from 'vitest'
import { startRun } from '../../../../sandbox/github/actions/workflows.ts'
import type { CheckConclusion, Workflow, WorkflowRunState } from '../../../../sandbox/github/state.ts'
import { openAdapter } from '../world.ts'

/** A commit on a release branch whose job `tests` failed on the push. */
async function withRedHead() {
  const world = await openAdapter()
  const { github, repo } = world
  const runner = github.runner()
  const ci = runner.has({ file: 'ci.yml', name: 'tests', on: ['push'] })
  const head = await github.person('ada').pushes({ branch: 'fix', message: 'fix', files: { a: '1' } })
  const [repository] = github.world.repositories.values()
  const [pushed] = runner.waiting()
  if (!repository || !pushed) throw new Error('nothing runs')
  await runner.ends(pushed, 'failure')
  const starts = async (
    workflow: Workflow,
    { event, as }: { readonly event: WorkflowRunState['event']; readonly as: CheckConclusion },
  ) => {
    const scene = { world: github.world, repository, by: repository.owner }
    const run = await startRun(scene, workflow, { head, branch: 'fix', event, inputs: {} })
    await runner.ends(run, as)
    return run
  }
  const seen = async () => (await repo.listCheckRuns(head)).map(({ name, conclusion }) => [name, conclusion])
  return { ...world, runner, repository, ci, head, pushed, starts, seen }
}

describe('a job of a workflow on the release’s head', () => {
  it.each(['pull_request', 'pull_request_target'] as const)(
    'is not made green by a %s run, which anyone has who opens a pull request from a fork',
    async (event) => {
      const { ci, starts, seen } = await withRedHead()
      await starts(ci, { event, as: 'success' })
      expect(await seen()).toEqual([['tests', 'failure']])
    },
  )

  it('is not made green by a job of that name in another workflow', async () => {
    const { runner, starts, seen, ci } = await withRedHead()
    const other = runner.has({ file: 'other.yml', name: 'tests', on: ['workflow_dispatch'] })
    await starts(other, { event: 'workflow_dispatch', as: 'success' })
    expect(await seen()).toEqual([['tests', 'failure']])
    await starts(ci, { event: 'workflow_dispatch', as: 'success' })
    expect(await seen()).toEqual([['tests', 'success']])
  })

  it('runs again in the workflow in which it failed, and its newest attempt counts', async () => {
    const { runner, starts, seen, repo, head, pushed } = await withRedHead()
    const other = runner.has({ file: 'other.yml', name: 'tests', on: ['workflow_dispatch'] })
    await starts(other, { event: 'workflow_dispatch', as: 'success' })
    const [failed] = await repo.listCheckRuns(head)
    if (!failed) throw new Error('no check')
    await repo.rerunCheck(failed)
    expect(pushed.attempt).toBe(2)
    expect(await seen()).toEqual([['tests', 'pending']])
    await runner.ends(pushed, 'success')
    const [again] = await repo.listCheckRuns(head)
    expect([again?.conclusion, (again?.id ?? 0) > failed.id]).toEqual(['success', true])
  })

  it('is not there where the suite is of no run that ran the commit', async () => {
    const { repository, seen } = await withRedHead()
    repository.runs.splice(0)
    expect(await seen()).toEqual([])
  })
})

describe('a build of the tag', () => {
  it('is no run that a pull request started from a branch that is called as the tag', async () => {
    const { ci, starts, repo, head } = await withRedHead()
    await starts(ci, { event: 'pull_request', as: 'success' })
    const runs = await repo.listWorkflowRuns({ workflow: 'ci.yml', ref: 'fix', head })
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(['failure'])
  })
})
