import { describe, expect, it } from 'vitest'
import { startRun } from '../../../../sandbox/github/actions/workflows.ts'
import type { CheckConclusion, WorkflowRunState } from '../../../../sandbox/github/state.ts'
import { openAdapter } from '../world.ts'

const APP = '.github/workflows'

async function withRun() {
  const world = await openAdapter()
  const { github } = world
  const runner = github.runner()
  const workflow = runner.has({ file: 'ci.yml', name: 'All tests', on: ['push'] })
  const head = await github.person('ada').pushes({ branch: 'fix', message: 'fix', files: { a: '1' } })
  const [repository] = github.world.repositories.values()
  if (!repository) throw new Error('no repository')
  const starts = async (event: WorkflowRunState['event'], as: CheckConclusion) => {
    const scene = { world: github.world, repository, by: repository.owner }
    const run = await startRun(scene, workflow, { head, branch: 'fix', event, inputs: {} })
    await runner.ends(run, as)
    return run
  }
  const seen = async () =>
    (await world.repo.listWorkflowChecks(head)).map(({ name, app, conclusion }) => [name, app, conclusion])
  const [run] = runner.waiting()
  if (!run) throw new Error('nothing runs')
  return { ...world, runner, head, run, starts, seen }
}

describe('a workflow as a whole', () => {
  it('is known on a commit by its file, and its newest run counts, whoever started it', async () => {
    const { seen, starts, runner, run, repo } = await withRun()
    expect(await seen()).toEqual([['ci.yml', APP, 'pending']])
    await starts('workflow_dispatch', 'failure')
    await runner.ends(run, 'success')
    expect(await seen()).toEqual([['ci.yml', APP, 'failure']])
    await starts('workflow_dispatch', 'success')
    expect(await seen()).toEqual([['ci.yml', APP, 'success']])
    expect(await repo.listWorkflowChecks('f'.repeat(40))).toEqual([])
  })

  it('is not told by a run for a pull request, which is of its merge with the base', async () => {
    const { seen, starts, runner, run } = await withRun()
    await runner.ends(run, 'cancelled')
    await starts('pull_request', 'success')
    expect(await seen()).toEqual([['ci.yml', APP, 'cancelled']])
  })

  it('runs again in all its jobs, and each attempt is newer than the one before', async () => {
    const { repo, head, runner, run, writes, github } = await withRun()
    const ids: number[] = []
    for (const as of ['failure', 'success'] as const) {
      await runner.ends(run, as)
      const [found] = await repo.listWorkflowChecks(head)
      if (!found) throw new Error('no workflow')
      expect(found).toMatchObject({ conclusion: as, url: `${github.url}/godel/api/actions/runs/${run.id}` })
      ids.push(found.id)
      await repo.rerunCheck(found)
    }
    const [again] = await repo.listWorkflowChecks(head)
    expect(again?.conclusion).toBe('pending')
    const [first = 0] = ids
    expect([...ids, again?.id]).toEqual([first, first + 1, first + 2])
    expect(writes()).toEqual(Array(2).fill(`POST /repos/godel/api/actions/runs/${run.id}/rerun`))
  })
})
