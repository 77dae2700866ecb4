import { describe, expect, it } from 'vitest'
import { getAwaitedStep } from '../../../../src/release/lifecycle/awaited.ts'
import { getLockedLine } from '../../../../src/release/lifecycle/rollout/view.ts'
import type { Alert } from '../../../../src/release/rollout/alerts.ts'
import type { Story } from '../story.ts'
import { ada, bea, rolling, runs, stageOf, whereIs } from './rolling.ts'

function inCanary(): Story {
  return runs(rolling(), (story) => whereIs(story) === 'production 5 soaking')
}

function alertAt(story: Story, about: Partial<Alert> = {}) {
  const alert: Alert = {
    fingerprint: 'f1',
    status: 'firing',
    startsAt: story.at,
    name: 'PatchReleaseRollbackTrigger',
    action: 'rollback',
    severity: 'critical',
    version: 'v2.0.1',
    environment: 'production',
    summary: '',
    ...about,
  }
  return { type: 'AlertFired', alert, receivedAt: story.at } as const
}

describe('a rollback', () => {
  it('follows from metrics that fail, in its four steps', () => {
    const story = inCanary()
    runs(story, ({ types }) => types.includes('RolledBack'), 0.5)
    expect(story.types.slice(-6)).toEqual([
      'StepAnalysisFailed',
      'RollbackRequested',
      'PreviousDeployed',
      'HealthVerified',
      'RolledBack',
      'Held',
    ])
    expect(story.effectsOf('roll-back')).toHaveLength(1)
    expect(story.effectsOf('open-incident')).toHaveLength(1)
  })

  it('follows from an alert of the rule at once, even while the release is held', () => {
    const story = inCanary()
    story.say(bea, { type: 'Hold', because: 'I look at it' })
    story.learn(alertAt(story))
    expect(stageOf(story).stage).toBe('rolling-back')
    expect(story.effectsOf('roll-back')).toHaveLength(1)
  })

  it.each([
    ['of another version', { version: 'v1.9.0' }],
    ['that is resolved', { status: 'resolved' }],
    ['from before the step', { startsAt: 1 }],
    ['in another environment', { environment: 'staging' }],
  ] as const)('does not follow from an alert %s', (_, about) => {
    const story = inCanary()
    story.learn(alertAt(story, about))
    expect(stageOf(story).stage).toBe('soaking')
  })

  it('whose health nothing can prove waits for a person, and never takes the deployer at its word', () => {
    const story = inCanary()
    story.say(ada, { type: 'Rollback', to: null, because: 'logins fail' })
    runs(story, ({ types }) => types.includes('PreviousDeployed'))
    const awaited = story.release.status === 'open' && getAwaitedStep(story.release)
    const answers = awaited ? awaited.effect.key : ''
    story.learn({ type: 'HealthSeen', answers, health: 'unknown', evidence: null })
    expect(story.types.at(-1)).toBe('StepFailed')
    expect(stageOf(story).stage).toBe('rolling-back')

    story.say(bea, { type: 'Continue', because: 'I logged in, and the graphs are flat' })
    expect(story.types.slice(-3)).toEqual(['HealthVerified', 'RolledBack', 'Held'])
    expect(story.effectsOf('open-incident')).toHaveLength(1)
  })

  it('happens once, though two people press and ten alerts fire', () => {
    const story = inCanary()
    story.say(ada, { type: 'Rollback', to: null, because: 'logins fail' })
    story.say(bea, { type: 'Rollback', to: null, because: 'logins fail' })
    for (let i = 0; i < 10; i += 1) story.learn(alertAt(story, { fingerprint: `f${i}` }))
    runs(story, ({ types }) => types.includes('RolledBack'))
    expect(story.types.filter((type) => type === 'RollbackRequested')).toHaveLength(1)
  })

  it('locks the line until somebody unlocks it', () => {
    const story = inCanary()
    story.say(ada, { type: 'Rollback', to: null, because: 'logins fail' })
    runs(story, ({ types }) => types.includes('RolledBack'))
    expect(getLockedLine(story.release)).toBe('2.0')

    story.say(ada, { type: 'UnlockLine', because: 'the fix is in v2.0.2' })
    expect(getLockedLine(story.release)).toBeNull()
  })

  it('goes to what production runs, where the release before was rolled back since the tag; a person says so first', () => {
    const story = runs(rolling(), (one) => whereIs(one) === 'staging 100 waiting')
    const awaited = story.release.status === 'open' && getAwaitedStep(story.release)
    const answers = awaited ? awaited.effect.key : ''
    const seen = { answers, claimed: true, locks: [], incidents: [], previous: 'v1.9.9' }
    story.learn({ type: 'EnvironmentChecked', ...seen })
    expect(story.types.slice(-2)).toEqual(['EnvironmentChecked', 'Held'])

    story.say(ada, { type: 'Resume' })
    runs(story, (one) => whereIs(one) === 'production 5 soaking')
    story.say(ada, { type: 'Rollback', to: null, because: 'logins fail' })
    expect(story.effectsOf('roll-back')).toMatchObject([{ version: 'v1.9.9' }])
  })

  it('is asked for again where the deployer said no', () => {
    const story = inCanary()
    story.say(ada, { type: 'Rollback', to: null, because: 'logins fail' })
    const [effect] = story.effectsOf('roll-back')
    story.learn({ type: 'StepRefused', answers: effect?.key ?? '', reason: { what: 'No.', next: 'Look.' } })
    expect(story.say(ada, { type: 'Retry', what: 'rollback' })).toBeNull()
    expect(story.effectsOf('roll-back')).toHaveLength(2)
  })
})
