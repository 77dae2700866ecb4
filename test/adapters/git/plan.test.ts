import { describe, expect, it } from 'vitest'
import { known } from '../../../src/release/facts/facts.ts'
import { refusal } from '../../git/repositories.ts'
import { openRemote } from './remote.ts'

describe('the ground of a repository', () => {
  it('is main, the tags, and the process document where there is no config', async () => {
    using world = openRemote()
    const main = world.merges('fix: crash (#2)')
    const { main: seen, tags, policy, pin } = await world.captain.readGround(world.at)
    expect(seen).toEqual({ ref: 'main', commit: main })
    expect(tags.map(({ name }) => name)).toEqual(['v2.0.0'])
    expect([policy.releaseBranch, pin.commit]).toEqual(['release/v{version}', null])
  })

  it('pins the commit that the config was read at, which gives the same policy later', async () => {
    using world = openRemote()
    const main = world.setsPolicy('product: {name: Gödel}\n')
    const { pin } = await world.captain.readGround(world.at)
    world.setsPolicy('product: {name: Other}\n')
    expect(pin.commit).toBe(main)
    expect((await world.captain.policy({ at: world.at, pin })).product.name).toBe('Gödel')
  })

  it('is refused with every mistake of the config', async () => {
    using world = openRemote()
    world.setsPolicy('tagPatern: v{version}\nmain: -x\n')
    expect(await refusal(world.captain.readGround(world.at))).toMatch(
      /^\[config\] .*2 mistakes[\s\S]*tagPatern/,
    )
  })
})

describe('a plan', () => {
  it('takes what the criteria take, with its authors, and tells why it does not take the rest', async () => {
    using world = openRemote()
    world.merges('fix: crash of the gateway (#2)')
    world.merges('feat: dark mode (#3)')
    const ada = { id: 7, login: 'ada' }
    const { planned, plan } = await world.planOf({
      learnt: { stated: new Map(), authors: new Map([['#2', [ada]]]) },
    })
    expect(planned.digest).toBe(plan.digest)
    expect(planned.picks).toEqual([
      {
        candidate: '#2',
        title: 'fix: crash of the gateway',
        pullRequest: 2,
        verdict: 'eligible',
        type: 'crash',
        outcome: 'clean',
        flags: [],
        authors: [ada],
        toConfirm: ['reviewed', 'tested', 'severity', 'risk-assessed'],
        urgency: 'scheduled',
        merged: 1_770_285_600,
        // The next Wednesday at its time of day.
        due: 1_770_804_000,
      },
    ])
    expect(planned.others?.map(({ candidate, because }) => `${candidate} ${because}`)).toMatchInlineSnapshot(`
      [
        "#3 It is feature: its type \`feat:\`; its labels are not known. That waits for the next minor release.",
      ]
    `)
    expect(planned.othersInAll).toBe(1)
  })

  it('tells of what it does not take the severe first, then the labelled, fifty at most, each with its reason in a sentence', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    world.merges('fix: wrong colour (#3)')
    world.merges('perf: start faster (#4)')
    world.merges('fix: regression two (#5)', { tested: false })
    world.merges('feat: dark mode (#6)')
    const labels = known(['patch-candidate'], 'GitHub')
    const { planned } = await world.planOf({
      selection: { kind: 'by-criteria', take: [], leave: ['#2'] },
      learnt: { stated: new Map([['#6', { labels }]]), authors: new Map() },
    })
    const told = planned.others?.map(
      ({ candidate, verdict, because }) => `${candidate} ${verdict}: ${because}`,
    )
    expect(told).toMatchInlineSnapshot(`
      [
        "#2 eligible: It is eligible, and a maintainer left it out.",
        "#6 next-minor: It is feature: its type \`feat:\`. That waits for the next minor release.",
        "#3 next-minor: It has no known label, so it counts as a minor bug until someone labels or assesses it.",
        "#4 case-by-case: It is performance: its type \`perf:\`; its labels are not known. That is decided case by case.",
        "#5 not-ready: None of the files that it touches is a test: \`src/part-4.ts\`.",
      ]
    `)
    expect(planned.picks).toEqual([])
  })

  it('judges by what is learnt, which is asked once with all candidates', async () => {
    using world = openRemote()
    world.merges('chore: tidy up (#2)')
    world.merges('feat: more (#3)')
    const asked: string[][] = []
    const { planned } = await world.captain.plan({
      at: world.at,
      version: null,
      main: null,
      policy: null,
      selection: { kind: 'by-criteria', take: [], leave: [] },
      now: 0,
      origins: null,
      learn: async (candidates) => {
        asked.push(candidates.map(({ id }) => id))
        return {
          stated: new Map([['#2', { labels: known(['security', 'patch-candidate'], 'GitHub') }]]),
          authors: new Map(),
        }
      },
    })
    expect(asked).toEqual([['#2', '#3']])
    expect(planned.picks.map(({ candidate, type }) => [candidate, type])).toEqual([['#2', 'security']])
  })

  it('takes what people took, leaves what they left, and takes exactly what it is told to', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    world.merges('fix: crash two (#3)')
    const feature = world.merges('feat: dark mode')
    const picks = async (selection: Parameters<typeof world.planOf>[0]) =>
      (await world.planOf(selection)).planned.picks.map(({ candidate }) => candidate)
    expect(
      await picks({ selection: { kind: 'by-criteria', take: [feature.slice(0, 7)], leave: ['#2'] } }),
    ).toEqual(['#3', feature])
    expect(await picks({ selection: { kind: 'exactly', take: [feature, '#2'] } })).toEqual(['#2', feature])
  })

  it('tells what somebody who takes a change has to know of later ones', async () => {
    using world = openRemote()
    const fix = world.merges('fix: crash one (#2)')
    world.merges('fix: crash one again (#3)', {
      body: `Follow-up to ${fix}.\n\nFixes: ${fix.slice(0, 12)} ("fix: crash one")`,
    })
    const { planned } = await world.planOf({ selection: { kind: 'exactly', take: ['#2'] } })
    expect(planned.picks[0]?.flags).toEqual(['#2 has a follow-up on main: #3, which is not in the plan'])
  })

  it('refuses a change that was taken and is no candidate any more, but for one that the line has by now', async () => {
    using world = openRemote()
    const fix = world.merges('fix: crash one (#2)')
    const other = world.merges('fix: crash two (#3)')
    world.picks(fix)
    world.tags('v2.0.1')
    world.reverts(other, 4)
    world.merges('fix: crash three (#5)')
    const take = (...take: string[]) =>
      world.planOf({ version: 'v2.0.2', selection: { kind: 'by-criteria', take, leave: [] } })
    expect((await take('#2')).planned.picks.map(({ candidate }) => candidate)).toEqual(['#5'])
    expect(await refusal(take('#3'))).toMatchInlineSnapshot(`
      "[rule] #3 was taken into this release, but it isn't a candidate: #4 reverted it on main.
      Next: Leave it out with \`/release drop #3 because …\`."
    `)
    expect(await refusal(take('#99'))).toMatchInlineSnapshot(`
      "[rule] #99 was taken into this release, but it isn't a candidate: it wasn't merged to main after the line's last tag.
      Next: Leave it out with \`/release drop #99 because …\`."
    `)
  })

  it('is the same on a pinned main, whatever came since', async () => {
    using world = openRemote()
    const main = world.merges('fix: crash one (#2)')
    const before = await world.planOf()
    world.merges('fix: crash two (#3)')
    expect((await world.planOf({ main })).planned.digest).toBe(before.planned.digest)
    expect((await world.planOf()).planned.digest).not.toBe(before.planned.digest)
  })

  it('refuses a main that was rewritten', async () => {
    using world = openRemote()
    const main = world.merges('fix: crash one (#2)')
    await world.captain.readGround(world.at)
    world.product.moveBranch('main', world.product.tip('line'))
    world.merges('fix: crash one, better (#2)')
    expect((await refusal(world.planOf({ main }))).replace(main.slice(0, 10), 'SHA')).toMatchInlineSnapshot(`
      "[repository] main was rewritten: SHA, which the release was planned on, is no longer in its history.
      Next: Find out what happened to main. To continue from main as it is now, run \`/release plan\`."
    `)
  })

  it('of a prerelease starts from the last stable tag', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    world.tags('v2.0.1-rc.1', world.product.tip('main'))
    const { plan } = await world.planOf({ version: 'v2.0.1-rc.2' })
    expect(plan.range.base.tag).toBe('v2.0.0')
  })
})
