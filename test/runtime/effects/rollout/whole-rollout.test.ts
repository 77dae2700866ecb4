import { describe, expect, it } from 'vitest'
import { getRollout, getStage } from '../../../../src/release/lifecycle/rollout/view.ts'
import { ONLY_PRODUCTION, ROLLOUT } from '../../../worlds/app/rolling-out.ts'
import { type EffectWorld, openEffects } from '../world.ts'
import { type Outside, openOutside } from './outside.ts'
import { playRollout } from './play-rollout.ts'

const NOTHING_TO_TICK = {
  ...{ release: [], announcements: [], verification: [], communication: [] },
  rollbackPlan: [{ id: 'on-call', text: 'On-call engineer briefed' }],
}

interface Rolling {
  readonly world: EffectWorld
  readonly outside: Outside
  readonly times: number
}

/** Tagged and built, acknowledged by who is on call: it goes on by itself. */
async function startRollout(times: number, config: object = {}): Promise<Rolling> {
  const outside = openOutside()
  const announcements = { ...ROLLOUT.announcements, customers: ['it@kolmogorov.example'] }
  const world = await openEffects({
    config: { ...ROLLOUT, announcements, checklists: NOTHING_TO_TICK, ...config },
    connections: outside.connections,
  })
  world.github
    .runner()
    .has({ file: 'release.yml', name: 'release', on: ['tag'], outcome: 'success', artifacts: ['cli'] })
  await world.cut(world.merged.fix)
  await world.work({ times })
  await world.say('grace', { type: 'Go', saw: null })
  await world.work({ times })
  await world.say('ada', { type: 'AcknowledgeOnCall' })
  return { world, outside, times }
}

const reaches = (stage: string) => async (world: EffectWorld) =>
  getStage(await world.release()).stage === stage

const hasIssue = (title: string) => async (world: EffectWorld) =>
  world.issues().some((issue) => issue.title.startsWith(title))

/** By a process that died before it wrote down what it did, and then by another. */
const times = 2

describe('every effect performed twice', () => {
  it('a rollout ends with everyone on the version, and one of everything', async () => {
    const watch = { ...ROLLOUT.watch, supportLabels: ['support'] }
    const { world, outside } = await startRollout(times, { watch })
    await playRollout(world, { times, until: reaches('completed') })
    await world.github.person('ada').opensIssue({ title: 'I can’t log in', body: '', labels: ['support'] })
    await world.say('ada', { type: 'Publish' })
    await playRollout(world, { times, until: hasIssue('Review of v2.0.1') })

    expect(outside.deployments).toEqual([
      'staging 2.0.1 100',
      'production 2.0.1 5',
      'production 2.0.1 25',
      'production 2.0.1 100',
    ])
    const { watch: watched } = getRollout(await world.release())
    expect(watched?.looks.map(({ support }) => support)).toEqual([1, 1])
    expect(outside.mails).toEqual(['it@kolmogorov.example: api v2.0.1 is coming'])
    expect([...outside.notices.values()]).toHaveLength(1)
    expect([...outside.topics.values()]).toEqual([expect.stringContaining('api v2.0.1 is now available')])
    expect(world.issues().filter(({ title }) => title.startsWith('Review'))).toHaveLength(1)
  })

  it('a canary that fails ends with the version before, one incident, and one mail that says so', async () => {
    const { world, outside } = await startRollout(times, ONLY_PRODUCTION)
    outside.errors['2.0.1'] = 0.3
    await playRollout(world, { times, until: hasIssue('Incident') })
    await world.work({ times })

    expect(outside.deployments).toEqual(['production 2.0.1 5', 'production 2.0.0 100'])
    expect(world.issues().filter(({ title }) => title.startsWith('Incident'))).toHaveLength(1)
    expect(outside.mails.filter((one) => one.endsWith('api v2.0.1 was rolled back'))).toHaveLength(1)
    expect(getStage(await world.release())).toMatchObject({ stage: 'rolled-back', to: 'v2.0.0' })
  })

  it('a release that is rolled back after it is out has its topic in the forum edited, and its release marked', async () => {
    const { world, outside } = await startRollout(times, ONLY_PRODUCTION)
    await playRollout(world, { times, until: reaches('completed') })
    await world.say('ada', { type: 'Publish' })
    await playRollout(world, { times, until: async () => outside.topics.size > 0 })
    await world.say('ada', { type: 'Rollback', to: null, because: 'every second login fails' })
    await playRollout(world, {
      times,
      until: async () => [...outside.topics.values()].some((text) => text.includes('was rolled back')),
    })
    await world.work({ times })

    expect(outside.topics.size).toBe(1)
    const [repository] = world.github.world.repositories.values()
    expect(repository?.releases.find(({ tag }) => tag === 'v2.0.1')?.prerelease).toBe(true)
    expect(world.said(world.merged.fix).filter((text) => text.startsWith('Rolled back in'))).toHaveLength(1)
  })
})

it('what is tried without success, and no step waits for, is told where the release is talked about', async () => {
  const { world, outside } = await startRollout(1, ONLY_PRODUCTION)
  outside.errors['2.0.1'] = 0.3
  const isRolledBack = async () => (await world.waiting()).includes('open-incident')
  await playRollout(world, { times: 1, until: isRolledBack })
  await world.givesUp('open-incident')
  await world.work()

  const told = world.said(world.issues().find(({ title }) => title === 'Release v2.0.1')?.number ?? 0)
  expect(told.at(-1)).toContain('The incident could not be opened.')
  expect(told.at(-1)).toContain('It failed 24 times')
  expect(told.join('\n')).not.toContain('secret of the inside')
})
