import { describe, expect, it } from 'vitest'
import type { Planned } from '../../../src/release/lifecycle/words.ts'
import { ada, bea, cem, cutRelease, eve, nothingOutside, opening, planOf, Story, termsWith } from './story.ts'

function planIn(story: Story): Planned {
  const { place } = story.open()
  if (!('plan' in place)) throw new Error(`There is no plan while ${place.step}.`)
  return place.plan
}

describe('§1 preparation', () => {
  it('a release opens with its policy, and is planned before anything is built', () => {
    const story = new Story()
    story.say(cem, opening({ goal: { kind: 'plan' } }))
    expect(story.effects.map(({ key }) => key)).toEqual(['77:v2.0.1:1:open-issue', '77:v2.0.1:1:make-plan'])
    story.goesOn()
    expect(story.step).toBe('planned')
  })

  it('a cut is a plan, a branch, its picks, the bump and the pull request', () => {
    const story = cutRelease()
    expect(story.step).toBe('testing')
    expect(story.types).toEqual([
      'Opened',
      'CutRequested',
      'IssueShown',
      'Planned',
      'BuildRequested',
      'PickApplied',
      'PickApplied',
      'BranchPushed',
      'BumpRequested',
      'Bumped',
      'PullRequestShown',
    ])
  })

  it('the plan that is built is the one that was looked at', () => {
    const story = new Story()
    story.say(ada, opening({ goal: { kind: 'cut', expects: '#5-#9-plan' } }))
    story.goesOn()
    expect(story.step).toBe('planned')
    expect(story.events.at(-1)).toMatchObject({
      type: 'CutDeclined',
      because: { code: 'other-plan', plan: '#5-#7-plan', expects: '#5-#9-plan' },
    })
    expect(story.say(ada, { type: 'Cut', expects: '#5-#7-plan' })).toBeNull()
    expect(story.goesOn().step).toBe('testing')
  })

  it('a change that the criteria keep out is not built, until an exception lets it in', () => {
    const story = new Story()
    story.say(ada, opening())
    const plan = planOf(['#5'])
    const kept = plan.picks.map((pick) => ({ ...pick, verdict: 'case-by-case' }) as const)
    story.learn({ type: 'PlanMade', answers: '77:v2.0.1:1:make-plan', plan: { ...plan, picks: kept } })
    expect(story.events.at(-1)).toMatchObject({
      because: { code: 'not-eligible', candidate: '#5', verdict: 'case-by-case' },
    })
    story.say(bea, { type: 'Except', candidate: '#5', because: 'a customer waits', until: '2026-03-01' })
    story.goesOn()
    story.say(ada, { type: 'Cut', expects: null })
    expect(story.goesOn().step).toBe('testing')
  })

  it('a conflict stops the release and no other pick, until it is resolved', () => {
    const story = new Story()
    story.conflicting = ['#7']
    story.say(ada, opening())
    story.goesOn()
    expect(story.step).toBe('picking')
    expect(story.types).toContain('PickApplied')

    story.learn({ type: 'ConflictPullRequestSeen', candidate: '#7', pullRequest: 901 })
    story.learn({
      type: 'ConflictMerged',
      candidate: '#7',
      head: 'merged-1',
      author: eve.person,
      foreign: false,
    })
    expect(story.goesOn().step).toBe('testing')
  })

  it('where the policy skips conflicts, the release goes on without the pick', () => {
    const story = new Story()
    story.conflicting = ['#7']
    story.say(ada, opening({ terms: termsWith({ picks: { onConflict: 'skip' } }) }))
    story.goesOn()
    expect(story.step).toBe('testing')
    expect(story.open().ledger.left).toMatchObject([
      { candidate: '#7', because: { code: 'conflict-skipped', candidate: '#7' } },
    ])
  })

  it('the branch is built anew when a pick comes or goes', () => {
    const story = cutRelease().green()
    expect(story.step).toBe('asking-to-tag')
    story.say(ada, { type: 'Drop', candidate: '#7', because: 'it needs a migration' })
    expect(story.step).toBe('planning')
    expect(story.goesOn().step).toBe('testing')
    expect(story.types.filter((type) => type === 'BuildRequested')).toHaveLength(2)
    expect(story.effectsOf('build-branch')).toHaveLength(2)
  })
})

describe('a release that is being prepared', () => {
  it('is planned anew when main or the labels change, until its branch is asked for', () => {
    const story = new Story()
    story.say(ada, opening({ goal: { kind: 'plan' } }))
    story.goesOn().learn({ type: 'CandidatesChanged' })
    expect(story.effectsOf('make-plan')).toHaveLength(2)

    story.goesOn().say(ada, { type: 'Cut', expects: null })
    story.goesOn().learn({ type: 'CandidatesChanged' })
    expect(story.effectsOf('make-plan')).toHaveLength(2)
  })

  it('is held when a pick was merged with conflict markers in it', () => {
    const story = new Story()
    story.conflicting = ['#7']
    story.say(ada, opening())
    story.goesOn().learn({
      type: 'UnresolvedMerged',
      candidate: '#7',
      head: 'merged',
      marked: ['src/a.ts'],
      undecided: [],
    })
    expect(story.open().ledger.flow).toMatchObject({
      because: { code: 'merged-unresolved', marked: ['src/a.ts'] },
    })
    expect(story.step).toBe('picking')
  })

  it('tells once what main has done since to what it takes, and goes on with the same plan', () => {
    const story = cutRelease()
    const { digest } = planIn(story)
    const flag = '#5 was reverted later on main, by #9, which is not in the plan'
    const seen = { type: 'FlagsSeen', flags: [{ candidate: '#5', flags: [flag] }] } as const
    story.learn(seen, seen)
    expect(story.events.filter(({ type }) => type === 'FlagsSeen')).toMatchObject([{ news: [flag] }])
    expect(story.effectsOf('tell')).toHaveLength(1)
    expect(planIn(story)).toMatchObject({
      digest,
      picks: [{ candidate: '#5', flags: [flag] }, { flags: [] }],
    })

    story.learn({ type: 'FlagsSeen', flags: [] })
    expect(planIn(story).picks.flatMap(({ flags = [] }) => flags)).toEqual([])
    expect(story.effectsOf('tell')).toHaveLength(1)
  })

  it('is held when somebody pushes to its branch while a conflict is open, and goes on with that when resumed', () => {
    const story = new Story()
    story.conflicting = ['#7']
    story.say(ada, opening())
    story.goesOn().learn({ type: 'BranchSeen', head: 'by-hand' })
    expect(story.types.slice(-2)).toEqual(['BranchMoved', 'Held'])
    story.learn(nothingOutside('by-hand'))
    expect(story.open().place).toMatchObject({ step: 'picking', head: 'by-hand' })

    const merged = { type: 'ConflictMerged', candidate: '#7', author: eve.person } as const
    story.learn({ ...merged, head: 'merged-1', foreign: false })
    expect(story.step).toBe('picking')
    story.say(ada, { type: 'Resume', accepts: 'by-hand' })
    expect(story.goesOn().step).toBe('testing')
  })

  it('is held when somebody pushed on top of a merge that resolves its conflict', () => {
    const story = new Story()
    story.conflicting = ['#7']
    story.say(ada, opening())
    const merged = { type: 'ConflictMerged', candidate: '#7', author: eve.person } as const
    story.goesOn().learn({ ...merged, head: 'by-hand', foreign: true })
    expect(story.types.slice(-2)).toEqual(['PickResolved', 'Held'])
  })

  it('that was aborted before its tag may be opened again, and its numbers go on', () => {
    const story = cutRelease()
    story.say(ada, { type: 'Abort', because: 'not this week' })
    expect(story.say(ada, opening())).toBeNull()
    expect(story.step).toBe('planning')
    const keys = story.effects.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('that was aborted after its tag was asked for is spent', () => {
    const story = cutRelease().green()
    story.say(bea, { type: 'Go', saw: null })
    story.say(ada, { type: 'Abort', because: 'the wrong commit' })
    expect(story.say(ada, opening())).toMatchObject({ code: 'ended-already', status: 'aborted' })
  })
})

describe('§2 testing', () => {
  it.each(['failure', 'cancelled', 'neutral', 'stale', 'skipped'] as const)(
    '%s is not green',
    (conclusion) => {
      const story = cutRelease().green()
      story.tested(conclusion, 2)
      expect(story.step).toBe('testing')
      expect(story.types.slice(-2)).toEqual(['CheckSeen', 'TestFailed'])
      expect(story.types).toContain('GateShut')
    },
  )

  it('green tests are not enough while the checklist is open', () => {
    const story = cutRelease().tested('success')
    expect(story.step).toBe('testing')
    story.green()
    expect(story.step).toBe('asking-to-tag')
  })

  it('the newest run counts, in whatever order they are heard of', () => {
    const story = cutRelease().tested('success', 2).tested('failure', 1).green()
    expect(story.step).toBe('asking-to-tag')
  })

  it('a tick is for the commit that was looked at', () => {
    const story = cutRelease().green()
    story.learn({ type: 'BranchSeen', head: 'pushed-by-hand' }, nothingOutside('pushed-by-hand'))
    story.say(ada, { type: 'Resume', accepts: 'pushed' })
    story.tested('success')
    expect(story.step).toBe('testing')
    expect(story.green().step).toBe('asking-to-tag')
  })

  it('what always applies cannot be ticked as not applicable', () => {
    const story = cutRelease()
    const wish = { type: 'Check', as: 'not-applicable', evidence: null } as const
    expect(story.say(bea, { ...wish, item: 'migrations' })).toBeNull()
    expect(story.say(bea, { ...wish, item: 'smoke-tests' })).toMatchObject({
      code: 'item-applies',
      text: 'Smoke tests passing',
    })
  })

  it('a test is run again once a run, and never when it is green', () => {
    const story = cutRelease().tested('failure')
    const wish = { type: 'Retry', what: 'npm-audit' } as const
    story.say(ada, wish)
    story.say(ada, wish)
    expect(story.effectsOf('rerun-test')).toMatchObject([
      { check: 'npm-audit', head: 'built-1-bumped', run: 1 },
    ])
    story.tested('success', 2)
    expect(story.say(ada, wish)).toMatchObject({ code: 'test-green', check: 'npm-audit' })
  })

  it('a security release has its own checklist besides', () => {
    const story = cutRelease({ track: 'security' }).tested('success')
    for (const { id } of story.open().ledger.about.terms.checklist)
      story.say(bea, { type: 'Check', item: id, as: 'done', evidence: null })
    expect(story.step).toBe('testing')
    expect(story.reviewed().goesOn().step).toBe('asking-to-tag')
  })
})

describe('§1.2 tests after each pick', () => {
  const each = { terms: termsWith({ picks: { testAfterEach: true } }) }

  it('sends each pick to be tested in its turn, and goes on when the last is green', () => {
    const story = cutRelease(each)
    expect(story.probes()).toEqual(['after-#5'])
    story.green()
    expect(story.step).toBe('testing')
    story.testedAt('after-#5', 'success')
    expect(story.probes()).toEqual(['after-#5', 'after-#7'])
    story.testedAt('after-#7', 'success')
    expect(story.step).toBe('drafting')
    expect(story.effectsOf('drop-probe')).toHaveLength(1)
  })

  it('stops at the first pick after which a test fails, and tells people once which it is', () => {
    const story = cutRelease(each).tested('success')
    story.testedAt('after-#5', 'failure').testedAt('after-#5', 'failure')
    expect(story.probes()).toEqual(['after-#5'])
    expect(story.effectsOf('tell')).toMatchObject([{ event: { type: 'BreakFound', candidate: '#5' } }])
  })
})

describe('§3 release preparation', () => {
  it('notes are drafted, a person says go, and exactly that commit is tagged', () => {
    const story = cutRelease().green()
    story.say(bea, { type: 'Go', saw: null })
    expect(story.step).toBe('tagging')
    expect(story.events.at(-1)).toMatchObject({
      type: 'TagRequested',
      tag: 'v2.0.1',
      commit: 'built-1-bumped',
      approvals: [bea.person],
    })
  })

  it('nothing is published before every artifact was seen', () => {
    const story = cutRelease().green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn()
    expect(story.say(ada, { type: 'Publish' })).toMatchObject({
      code: 'not-built',
      missing: expect.arrayContaining([expect.objectContaining({ artifact: 'helm-charts' })]),
    })
    story.built()
    expect(story.say(ada, { type: 'Publish' })).toBeNull()
    expect(story.goesOn().step).toBe('published')
    expect(story.effectsOf('tell-shipped')).toHaveLength(2)
  })

  it('a build that failed is started again when somebody says so', () => {
    const story = cutRelease().green()
    story.say(bea, { type: 'Go', saw: null })
    story
      .goesOn()
      .learn(
        { type: 'ArtifactsStarted', run: 'r1' },
        { type: 'ArtifactsFailed', run: 'r1', because: 'no disk' },
      )
    expect(story.say(ada, { type: 'Retry', what: 'artifacts' })).toBeNull()
    const keys = story.effectsOf('build-artifacts').map(({ key }) => key)
    expect(keys).toHaveLength(2)
    expect(keys[0]).not.toBe(keys[1])
  })

  it('a tag that is another commit holds the release', () => {
    const story = cutRelease().green()
    story.say(bea, { type: 'Go', saw: null })
    story.learn({ type: 'TagSeen', tag: 'v2.0.1', commit: 'e'.repeat(40), signature: 'as-required' })
    expect(story.step).toBe('tagging')
    expect(story.open().ledger.flow).toMatchObject({ kind: 'held' })
  })

  it('edited notes want another go where the policy wants one for the publication', () => {
    const roles = { approvals: { publish: { count: 1 } } }
    const story = cutRelease({ terms: termsWith({ roles }) }).green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()
    story.say(bea, { type: 'Go', saw: null })
    story.say(ada, { type: 'EditNotes', notes: 'notes-2', text: 'Other notes.', from: null })
    expect(story.say(ada, { type: 'Publish' })).toMatchObject({ code: 'approvals-missing', needed: 1 })
    story.say(bea, { type: 'Go', saw: null })
    expect(story.say(ada, { type: 'Publish' })).toBeNull()
  })
})
