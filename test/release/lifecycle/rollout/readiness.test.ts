import { describe, expect, it } from 'vitest'
import { createEffectKey } from '../../../../src/release/lifecycle/effects.ts'
import { listBlockers } from '../../../../src/release/lifecycle/rollout/blockers.ts'
import { getNextDueAt } from '../../../../src/release/lifecycle/rollout/timing.ts'
import type { Story } from '../story.ts'
import { ada, bea, rolling, runs, stageOf, whereIs } from './rolling.ts'

const isAt = (where: string) => (story: Story) => whereIs(story) === where

const CHECKLISTS = {
  environments: [{ id: 'production', deployer: { kind: 'http-request', connection: 'default' } }],
  checklists: {
    announcements: [{ id: 'enterprise-customers', text: 'Enterprise customers notified' }],
    rollbackPlan: [
      { id: 'rollback-tested', text: 'Rollback procedure tested' },
      { id: 'on-call', text: 'On-call engineer briefed' },
    ],
  },
}

/** What production waits for: codes, and the lines of checklists. */
function listMissing(story: Story): string[] {
  const stage = stageOf(story)
  if (story.release.status !== 'open' || stage.stage !== 'waiting') throw new Error('It does not wait.')
  return listBlockers(story.release, stage, story.at).flatMap((one) =>
    one.code === 'gates-shut'
      ? one.missing.flatMap((missing) => ('item' in missing ? [missing.item] : []))
      : [one.code],
  )
}

function endDrill(story: Story, passed: boolean): void {
  expect(story.say(ada, { type: 'Drill' })).toBeNull()
  const { about, rollout } = story.open().ledger
  const answers = createEffectKey(about, rollout.drilling?.event ?? 0, 'run-drill')
  story.learn({ type: 'DrillEnded', answers, passed, evidence: 'v2.0.0 and back' })
}

describe('production', () => {
  it('waits for the 24 hours that customers were promised, a drill that passed, and who is on call', () => {
    const story = runs(rolling({ advanceNoticeSeconds: 86_400 }, CHECKLISTS), isAt('production 5 waiting'))
    runs(story, () => false)
    expect(listMissing(story).toSorted()).toEqual([
      ...['customers-not-notified', 'enterprise-customers', 'on-call', 'rollback-tested'],
    ])
    endDrill(story, false)
    expect(listMissing(story)).toContain('rollback-tested')
    endDrill(story, true)
    expect(story.say(ada, { type: 'AcknowledgeOnCall' })).toBeNull()
    story.learn({ type: 'CustomersNotified', recipients: 2, refused: [] })
    expect(listMissing(story)).toEqual(['notice-running'])

    const notifiedAt = story.at
    runs(story, isAt('production 5 soaking'))
    const deployed = story.events.findLast(({ type }) => type === 'DeployRequested')
    expect(deployed?.at).toBeGreaterThanOrEqual(notifiedAt + 86_400)
  })
})

describe('a deployer that never answers', () => {
  it('fails the step after its timeout, with the reason, and moves no traffic on', () => {
    const story = letTimeOut(runs(rolling(), isAt('production 5 deploying')))
    expect(story.open().ledger.trouble).toMatchObject({ kind: 'step-failed', step: 'deployment' })
    expect(story.events.findLast(({ type }) => type === 'StepFailed')).toMatchObject({
      reason: { code: 'no-answer', seconds: 3_600 },
    })
    expect(whereIs(story)).toBe('production 5 deploying')
    expect(story.say(bea, { type: 'Retry', what: 'deployment' })).toBeNull()
    runs(story, isAt('production 5 soaking'))
    expect(whereIs(story)).toBe('production 5 soaking')
  })

  it('fails a rollback too, which has all of its time again when somebody has it tried again', () => {
    const story = runs(rolling(), isAt('production 5 soaking'))
    story.say(ada, { type: 'Rollback', to: null, because: 'logins fail' })
    letTimeOut(story)
    expect(story.events.findLast(({ type }) => type === 'StepFailed')).toMatchObject({ step: 'rollback' })
    expect(story.say(ada, { type: 'Retry', what: 'rollback' })).toBeNull()
    expect(getNextDueAt(story.release, story.at)).toBeGreaterThan(story.at + 600)
    runs(story, ({ types }) => types.includes('RolledBack'))
    expect(story.types).toContain('RolledBack')
  })
})

/** Time goes on, and nothing is answered. */
function letTimeOut(story: Story): Story {
  for (;;) {
    const due = getNextDueAt(story.release, story.at)
    if (due === null) return story
    story.at = due
    story.learn({ type: 'TimePassed' })
  }
}

describe('a watch that sees something worse than before', () => {
  it('doesn’t end until a person decides', () => {
    const story = runs(rolling(), ({ step }) => step === 'asking-to-publish')
    story.say(ada, { type: 'Publish' })
    story.goesOn()
    const isAsked = ({ release }: Story) =>
      release.status !== 'unopened' && release.ledger.rollout.watch?.asked?.answered === false
    while (isAsked(runs(story, isAsked))) breach(story)
    expect(story.types.filter((type) => type === 'WatchLooked')).toHaveLength(24)
    expect(story.types).not.toContain('ReviewRequested')

    expect(story.say(ada, { type: 'Continue', because: 'the load test was ours' })).toBeNull()
    runs(story, ({ types }) => types.includes('ReviewRequested'))
    expect(story.types).toContain('ReviewRequested')
  })
})

/** The look that is under way sees a breach. */
function breach(story: Story): void {
  if (story.release.status === 'unopened') throw new Error('Nothing was opened.')
  const { about, rollout } = story.release.ledger
  const answers = createEffectKey(about, rollout.watch?.asked?.event ?? 0, 'read-watch')
  const look = { measurements: [], breaches: ['error-rate'], issues: [], support: null }
  story.learn({ type: 'WatchRead', answers, look })
}
