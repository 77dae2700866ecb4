import { describe, expect, it } from 'vitest'
import { known } from '../../../src/release/facts/facts.ts'
import { NOTHING_LEARNT, NOW, openRemote } from './remote.ts'

describe('the notes', () => {
  it('tell the picks that are on the branch, by what is known of them now', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    world.merges('fix: crash two (#3)')
    const settled = await world.settle()
    const { head } = await world.captain.build({ ...settled, onto: [] })
    const plan = { ...settled.plan, picks: settled.plan.picks.slice(0, 1) }
    const stated = new Map([['#2', { labels: known(['security'], 'GitHub'), cvss: known(9.8, 'GitHub') }]])
    const at = { ...world.at, webUrl: 'http://127.0.0.1:4000/godel/api' }
    const asked: string[][] = []
    const text = await world.captain.notes({
      ...settled,
      at,
      plan,
      head,
      outside: [],
      date: '2026-02-11',
      now: NOW,
      learn: async (candidates) => {
        asked.push(candidates.map(({ id }) => id))
        return { stated, authors: new Map() }
      },
    })
    expect(asked).toEqual([['#2']])
    expect(text).toMatchInlineSnapshot(`
      "# godel v2.0.1 Release Notes

      **Release Date:** 2026-02-11
      **Previous Version:** v2.0.0

      ## Security Fixes
      - Crash one ([#2](http://127.0.0.1:4000/godel/api/pull/2))

      ## Known Issues
      - None

      ## Upgrade Notes
      No special upgrade steps required.
      "
    `)
  })

  it('tell a change in the words that its author wrote for them', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    world.merges('fix: crash two (#3)')
    const settled = await world.settle()
    const { head } = await world.captain.build({ ...settled, onto: [] })
    const releaseNotes = new Map([['#2', 'The queue survives a *restart*.']])
    const learn = async () => ({ ...NOTHING_LEARNT, releaseNotes })
    const asked = { ...settled, head, outside: [], date: '2026-02-11', now: NOW, learn }
    const text = await world.captain.notes(asked)
    expect(text).toContain('- The queue survives a \\*restart\\*. (#2)\n- Crash two (#3)')
  })

  it('are by the template that the pinned policy names, as it was then', async () => {
    using world = openRemote()
    world.merges('fix: crash one (#2)')
    const template = (text: string) =>
      world.product.commit({
        branch: 'main',
        message: 'docs: notes',
        edits: { 'notes.liquid': text },
        author: 'Ada',
        at: NOW,
      })
    template('{{ version }} is out.')
    world.setsPolicy('notes: {template: notes.liquid}\n')
    const settled = await world.settle()
    template('Something else.')
    const { head } = await world.captain.build({ ...settled, onto: [] })
    const learn = async () => NOTHING_LEARNT
    const asking = { ...settled, head, outside: [], date: '2026-02-11', now: NOW, learn }
    expect(await world.captain.notes(asking)).toBe('v2.0.1 is out.\n')
  })
})
