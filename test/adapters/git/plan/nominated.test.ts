import { describe, expect, it } from 'vitest'
import { known } from '../../../../src/release/facts/facts.ts'
import { openRemote } from '../remote.ts'

const labelled = (label: string) => ({ labels: known([label], 'GitHub') })
const ONLY_NOMINATED = 'candidates: {labels: [backport], take: nominated-only}\n'

describe('a repository whose plans take what is nominated only', () => {
  it('takes the eligible with the label, however it is written, and shows the rest as eligible', async () => {
    using world = openRemote()
    world.setsPolicy(ONLY_NOMINATED)
    world.merges('fix: crash one (#2)')
    world.merges('fix: crash two (#3)')
    const { planned, plan } = await world.planOf({
      learnt: { stated: new Map([['#2', labelled('Backport')]]), authors: new Map() },
    })
    expect(planned.picks.map(({ candidate }) => candidate)).toEqual(['#2'])
    expect(plan.notNominated).toContain('#3')
    expect(planned.others?.find(({ candidate }) => candidate === '#3')?.because).toBe(
      'It is eligible, but no one nominated it.',
    )
  })

  it('takes only the nominated because the repository has the label, where the policy leaves that open', async () => {
    using world = openRemote()
    world.setsPolicy('candidates: {take: null}\n')
    world.merges('fix: crash one (#2)')
    const picks = async (hasNominatingLabel: boolean) => {
      const learnt = { stated: new Map(), authors: new Map(), hasNominatingLabel }
      return (await world.planOf({ learnt })).planned.picks.map(({ candidate }) => candidate)
    }
    expect(await picks(true)).toEqual([])
    expect(await picks(false)).toEqual(['#2'])
  })

  it('takes one through the issue that it closes, and one that somebody picks by name', async () => {
    using world = openRemote()
    world.setsPolicy(ONLY_NOMINATED)
    world.merges('fix: crash one (#2)')
    world.merges('fix: crash two (#3)')
    const issues = known([{ number: 9, labels: ['backport'], reportedAt: null }], 'GitHub')
    const { planned } = await world.planOf({
      selection: { kind: 'by-criteria', take: ['#3'], leave: [] },
      learnt: { stated: new Map([['#2', { issues }]]), authors: new Map() },
    })
    expect(planned.picks.map(({ candidate }) => candidate)).toEqual(['#2', '#3'])
  })
})

it('a plan and the notes call a change as its pull request is called, the notes as it was when it was planned', async () => {
  using world = openRemote()
  world.merges('fix: crash (#2)')
  const learnt = { stated: new Map(), authors: new Map(), titles: new Map([['#2', 'fix: crash on start']]) }
  const settled = await world.settle({ learnt })
  expect(settled.plan.picks.map(({ title }) => title)).toEqual(['fix: crash on start'])
  const { head } = await world.captain.build({ ...settled, onto: [] })
  const asked = { ...settled, head, outside: [], date: '2026-02-11', now: 0 }
  const notes = await world.captain.notes({ ...asked, learn: async () => learnt })
  expect(notes).toMatch(/crash on start/i)
})
