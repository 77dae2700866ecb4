import { describe, expect, it } from 'vitest'
import type { Workflow } from '../../../../sandbox/github/state.ts'
import { followArtifacts } from '../../../../src/runtime/effects/publication/artifacts.ts'
import { type EffectWorld, openEffects } from '../world.ts'

/** A release whose tag is pushed, and the workflow that builds. */
async function tagged(
  build: object,
  {
    on = 'tag',
    artifacts = ['cli'],
  }: { readonly on?: Workflow['on'][number]; readonly artifacts?: readonly string[] } = {},
): Promise<EffectWorld & { readonly workflow: Workflow }> {
  const world = await openEffects({ config: { build } })
  const workflow = world.github.runner().has({ file: 'release.yml', name: 'release', on: [on], artifacts })
  await world.cut(world.merged.fix)
  await world.work()
  await world.say('grace', { type: 'Go', saw: null })
  return { ...world, workflow }
}

/** As the observer does it when a run ended. */
async function follows(world: EffectWorld): Promise<void> {
  const [anew, release, events] = [world.anew(), await world.open(), await world.events()]
  await world.learn(
    ...(await followArtifacts({ deps: anew, repo: world.repo, id: world.id, release, events })),
  )
}

const builds = ({ github }: EffectWorld) =>
  [...github.world.repositories.values()]
    .flatMap(({ runs }) => runs)
    .filter(({ workflow }) => workflow.name === 'release')

describe('the artifacts of a build', () => {
  it('count once they are found: a failed run and a missing one are told, and run again at a word', async () => {
    const named = {
      artifacts: [
        { id: 'cli', text: 'CLI' },
        { id: 'npm', text: 'npm', from: { kind: 'npm', package: 'api' } },
      ],
    }
    const world = await tagged(named)
    const runner = world.github.runner()
    await world.work()
    expect((await world.open()).place).toMatchObject({ step: 'building', run: expect.stringMatching(/\.1$/) })

    for (const run of runner.waiting()) await runner.ends(run, 'failure')
    await follows(world)
    expect((await world.open()).ledger.trouble).toMatchObject({
      step: 'artifacts',
      reason: { code: 'build-failed', because: { code: 'run-failed', conclusion: 'failure' } },
    })

    await world.say('ada', { type: 'Retry', what: 'artifacts' })
    await world.work({ times: 2 })
    expect(builds(world).map(({ attempt }) => attempt)).toEqual([2])

    for (const run of runner.waiting()) await runner.ends(run, 'success')
    await follows(world)
    expect((await world.open()).place).toMatchObject({ step: 'building', artifacts: [{ artifact: 'cli' }] })
    expect((await world.open()).ledger.trouble.kind).toBe('none')

    world.registries.shelf.set('api@2.0.1', 'sha512-abc')
    await follows(world)
    expect((await world.open()).place.step).toBe('asking-to-publish')
  })

  it('that a green run did not leave behind fail the step by name', async () => {
    const world = await tagged({
      artifacts: [{ id: 'cli', text: 'CLI', from: { kind: 'workflow', name: 'cli-{version}' } }],
    })
    const runner = world.github.runner()
    await world.work()
    for (const run of runner.waiting()) await runner.ends(run, 'success')
    await follows(world)

    expect((await world.open()).ledger.trouble).toMatchObject({
      reason: {
        because: { code: 'artifacts-missing', places: ['the artifact `cli-2.0.1` of the run'] },
      },
    })
  })

  it('are built by a run that we start where the policy says so, once', async () => {
    const world = await tagged(
      { starts: 'dispatch', artifacts: [{ id: 'cli', text: 'CLI' }] },
      { on: 'workflow_dispatch' },
    )
    world.github.faults.add('actions/create-workflow-dispatch', { kind: 'reply-lost' })
    await world.work({ times: 2 })

    expect(builds(world).map(({ inputs, branch }) => ({ inputs, branch }))).toEqual([
      { inputs: { tag: 'v2.0.1' }, branch: 'v2.0.1' },
    ])
  })

  it('are started again by us where GitHub was out of order, and never twice', async () => {
    const world = await tagged(
      { starts: 'dispatch', artifacts: [{ id: 'cli', text: 'CLI' }] },
      { on: 'workflow_dispatch' },
    )
    world.github.faults.add('actions/create-workflow-dispatch', { kind: 'broken', status: 500 })
    await world.work()

    expect(builds(world)).toHaveLength(1)
  })

  it('of a workflow that never runs are not waited for for ever', async () => {
    const world = await tagged({ workflow: 'other.yml', artifacts: [{ id: 'cli', text: 'CLI' }] })
    await world.work()

    expect((await world.open()).ledger.trouble).toMatchObject({
      step: 'artifacts',
      reason: { what: expect.stringContaining('other.yml') },
    })
  })
})
