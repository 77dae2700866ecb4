import { describe, expect, it } from 'vitest'
import { openAdapter } from '../world.ts'

async function withWorkflow() {
  const world = await openAdapter()
  const runner = world.github.runner()
  const workflow = runner.has({
    file: 'release.yml',
    name: 'build',
    on: ['workflow_dispatch'],
    artifacts: ['cli-linux', 'chart'],
  })
  const ada = world.github.person('ada')
  const head = await ada.pushes({ branch: 'release/v2.0.1', message: 'x', files: { a: '1' } })
  await ada.tags('v2.0.1', 'release/v2.0.1')
  const at = { workflow: 'release.yml', ref: 'v2.0.1', head }
  return { ...world, runner, workflow, at }
}

describe('a workflow', () => {
  it('is started at a tag with its inputs, followed, and leaves files behind', async () => {
    const { repo, runner, at } = await withWorkflow()
    expect(await repo.listWorkflowRuns(at)).toEqual([])
    await repo.dispatchWorkflow({ ...at, inputs: { version: '2.0.1' } })
    const [run] = runner.waiting()
    if (!run) throw new Error('nothing runs')
    const seen = async () =>
      (await repo.listWorkflowRuns(at)).map(({ status, conclusion }) => [status, conclusion])
    expect([run.inputs, await seen()]).toEqual([{ version: '2.0.1' }, [['under-way', null]]])
    await runner.ends(run, 'success')
    expect(await seen()).toEqual([['success', 'success']])
    expect(await repo.listRunArtifacts(run.id)).toEqual([
      { name: 'cli-linux', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { name: 'chart', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    expect(await repo.listWorkflowRuns({ ...at, head: 'f'.repeat(40) })).toEqual([])
  })

  it('that failed is run again, once, though asked for twice', async () => {
    const { repo, runner, at } = await withWorkflow()
    await repo.dispatchWorkflow({ ...at, inputs: {} })
    const [run] = runner.waiting()
    if (!run) throw new Error('nothing runs')
    await runner.ends(run, 'timed_out')
    expect((await repo.listWorkflowRuns(at)).map(({ status, conclusion }) => [status, conclusion])).toEqual([
      ['failed', 'timed_out'],
    ])
    await repo.rerun(run.id)
    await repo.rerun(run.id)
    expect((await repo.listWorkflowRuns(at)).map(({ status, attempt }) => [status, attempt])).toEqual([
      ['under-way', 2],
    ])
  })

  it('that is not there is refused', async () => {
    const { repo, at } = await withWorkflow()
    const missing = repo.dispatchWorkflow({ ...at, workflow: 'no.yml', inputs: {} })
    await expect(missing).rejects.toMatchObject({
      refusal: {
        what: 'GitHub shows the App nothing at `POST /repos/godel/api/actions/workflows/no.yml/dispatches`.',
      },
    })
    const noRef = repo.dispatchWorkflow({ ...at, ref: 'v9', inputs: {} })
    await expect(noRef).rejects.toThrow('No ref found for: v9.')
  })
})
