import { describe, expect, it } from 'vitest'
import { listBlockers } from '../../../../src/release/lifecycle/rollout/blockers.ts'
import { getProgress } from '../../../../src/release/lifecycle/rollout/progress.ts'
import { getNextDueAt } from '../../../../src/release/lifecycle/rollout/timing.ts'
import { policySchema } from '../../../../src/release/policy.ts'
import type { Story } from '../story.ts'
import { ada, bea, PRODUCTION, rolling, runs, STAGING, stageOf, whereIs } from './rolling.ts'

const isAt = (where: string) => (story: Story) => whereIs(story) === where

function shares({ events }: Story): string[] {
  return events.flatMap((event) =>
    event.type === 'DeployRequested' ? [`${event.environment} ${event.share}`] : [],
  )
}

describe('a deployment that a person asks for', () => {
  it('is made again where it failed, or soaks, and never widens the share', () => {
    const story = runs(rolling(), (one) => whereIs(one) === 'production 5 soaking')
    story.say(ada, { type: 'Deploy', environment: 'production' })
    runs(story, (one) => whereIs(one) === 'production 5 soaking')
    expect(shares(story)).toEqual(['staging 100', 'production 5', 'production 5'])
  })

  it('takes no environment out of its turn', () => {
    const story = runs(rolling(), (one) => whereIs(one) === 'staging 100 soaking')
    expect(story.say(ada, { type: 'Deploy', environment: 'production' })).toMatchObject({
      code: 'environment-order',
    })
    expect(whereIs(story)).toBe('staging 100 soaking')
  })
})

describe('gates of a policy’s own', () => {
  const DEPLOYER = { kind: 'http-request', connection: 'default' }
  const OWN = {
    remove: ['announcements', 'rollback-plan'],
    add: [
      { id: 'load-test', text: 'Load test in staging', before: 'next-environment' },
      { id: 'legal', text: 'Legal approved', before: 'production' },
      { id: 'billing', text: 'Billing is right', before: 'close' },
    ],
  }
  const missingAt = (story: Story) => {
    const { release, at } = story
    const stage = stageOf(story)
    if (release.status !== 'open' || stage.stage !== 'waiting') throw new Error('it does not wait')
    return listBlockers(release, stage, at).flatMap((one) =>
      one.code === 'gates-shut'
        ? one.missing.flatMap((missing) => ('item' in missing ? [missing.item] : []))
        : [],
    )
  }

  it('hold a rollout before the next environment and before production, until somebody answers for them', () => {
    const story = runs(
      rolling({}, { gates: OWN, environments: [{ id: 'production', deployer: DEPLOYER }] }),
      isAt('production 5 soaking'),
    )
    expect(shares(story)).toEqual(['staging 100'])
    expect(missingAt(story)).toEqual(['load-test', 'legal'])
    story.say(ada, { type: 'Check', item: 'load-test', as: 'done', evidence: null })
    runs(story, isAt('production 5 soaking'))
    expect(missingAt(story)).toEqual(['legal'])
    story.say(ada, { type: 'Check', item: 'legal', as: 'done', evidence: null })
    expect(whereIs(runs(story, isAt('production 5 soaking')))).toBe('production 5 soaking')
  })

  it('are a mistake where nothing is deployed', () => {
    expect(() => policySchema.parse({ gates: OWN })).toThrow('as long as `environments` is empty')
  })
})

describe('a rollout', () => {
  it('goes through staging and 5, 25 and 100 % of production, and is published after it', () => {
    const story = runs(rolling(), ({ step }) => step === 'asking-to-publish')
    expect(shares(story)).toEqual(['staging 100', 'production 5', 'production 25', 'production 100'])
    expect(story.step).toBe('asking-to-publish')

    expect(story.say(ada, { type: 'Publish' })).toBeNull()
    expect(story.goesOn().step).toBe('published')
  })

  it('watches staging for two hours at least, and longer where somebody says so', () => {
    const story = runs(rolling(), isAt('staging 100 soaking'))
    const before = stageOf(story)
    story.say(bea, { type: 'Extend', seconds: 3_600, because: 'the queue is long' })
    const after = stageOf(story)
    if (before.stage !== 'soaking' || after.stage !== 'soaking') throw new Error('it does not soak')
    expect(after.soak.until - before.soak.until).toBe(3_600)
  })

  it('skips the rest of staging when an approver says so, and never that of production', () => {
    const story = runs(rolling(), isAt('staging 100 soaking'))
    runs(story, (one) => one.types.includes('SmokeTestFinished'))
    expect(story.say(bea, { type: 'SkipSoak', because: 'it is an emergency' })).toBeNull()
    runs(story, isAt('production 5 soaking'))
    expect(story.say(bea, { type: 'SkipSoak', because: 'it is urgent' })).toMatchObject({
      code: 'soak-of-production',
    })
  })

  it('asks for a go before each step where nothing measures it', () => {
    const unmeasured = { ...PRODUCTION, analysis: null, approvals: 1 }
    const story = runs(rolling({ environments: [STAGING, unmeasured] }), isAt('production 5 waiting'))
    runs(story, () => false)
    expect(shares(story)).toEqual(['staging 100'])

    expect(story.say(bea, { type: 'Go', saw: null })).toBeNull()
    runs(story, isAt('production 25 waiting'))
    expect(shares(story)).toEqual(['staging 100', 'production 5'])
  })

  it('holds when nobody can tell whether a step is healthy', () => {
    const story = runs(rolling(), isAt('production 5 soaking'))
    for (
      let due = getNextDueAt(story.release, story.at);
      due !== null;
      due = getNextDueAt(story.release, story.at)
    ) {
      story.at = due - 1
      story.learn({ type: 'TimePassed' })
    }
    expect(story.open().ledger.flow).toMatchObject({ kind: 'held', because: { code: 'inconclusive' } })
    expect(shares(story).at(-1)).toBe('production 5')
  })

  it('says how far it is', () => {
    const story = runs(rolling(), isAt('production 25 soaking'))
    runs(story, ({ events }) => events.filter(({ type }) => type === 'MetricsRead').length >= 36)
    expect(getProgress(story.open(), story.at)).toMatchObject({
      kind: 'soaking',
      at: { environment: 'production', share: 25 },
      soakSeconds: 1_800,
      healthy: 1,
      deciding: 1,
    })
  })
})

describe('an environment', () => {
  it('is not touched while somebody locked it, nor while an incident is open', () => {
    const story = runs(rolling(), isAt('production 5 waiting'))
    const lock = {
      environment: 'production',
      owner: { kind: 'person', person: bea.person },
      because: 'the database moves',
      at: 1,
    } as const
    story.learn({ type: 'SurroundingsSeen', locks: [lock], incidents: [] })
    const blockers = getProgress(story.open(), story.at)
    expect(blockers).toMatchObject({ kind: 'waiting', blockers: [{ code: 'locked' }] })

    story.learn({ type: 'SurroundingsSeen', locks: [], incidents: [{ issue: 7, title: 'Down' }] })
    expect(getProgress(story.open(), story.at)).toMatchObject({ blockers: [{ code: 'incident-open' }] })
    expect(shares(story)).toEqual(['staging 100'])
  })

  it('waits for its deployment window', () => {
    const windows = [{ days: ['monday'], from: '10:00', to: '12:00' }] as const
    const environments = [STAGING, { ...PRODUCTION, windows }]
    const story = runs(rolling({ environments }), isAt('production 5 waiting'))
    const due = getNextDueAt(story.release, story.at)
    expect(new Date((due ?? 0) * 1000).toISOString()).toMatch(/T10:00:00/)
    expect(shares(runs(story, isAt('production 5 soaking')))).toEqual(['staging 100', 'production 5'])
  })
})

describe('a repository that only publishes', () => {
  it('skips the deployment with one line', () => {
    const story = rolling({ environments: [] })
    story.say(ada, { type: 'Publish' })
    expect(story.goesOn().step).toBe('published')
    expect(story.types.filter((type) => type === 'DeploymentSkipped')).toHaveLength(1)
  })
})

describe('what comes after', () => {
  it('is watched every two hours for two days, then reviewed and closed', () => {
    const story = runs(rolling(), ({ step }) => step === 'asking-to-publish')
    story.say(ada, { type: 'Publish' })
    story.goesOn()
    expect(story.say(ada, { type: 'Close' })).toMatchObject({ code: 'still-watched' })
    runs(story, ({ types }) => types.includes('ReviewRequested'))
    expect(story.types.filter((type) => type === 'WatchLooked')).toHaveLength(24)

    story.learn({ type: 'ReviewOpened', issue: 120 })
    expect(story.say(ada, { type: 'Close' })).toBeNull()
    expect(story.types.at(-1)).toBe('Closed')
  })
})
