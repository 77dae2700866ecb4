import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EFFECTS, isChannelEffect, isPublicEffect } from '../../../../src/release/lifecycle/effects.ts'
import { getNextDueAt } from '../../../../src/release/lifecycle/rollout/timing.ts'
import { mayHear } from '../../../../src/release/lifecycle/rules/channels.ts'
import { moves } from '../moves.ts'
import { ada, bea, cutRelease, type Story, sam, someone, termsWith } from '../story.ts'

const sue = someone(12, 'sue', 'admin')
const sol = someone(13, 'sol', 'admin')
const channels = [
  { in: 'slack', channel: '#releases', audience: 'team' },
  { in: 'slack', channel: 'security', audience: 'security' },
  { in: 'slack', channel: 'customers', audience: 'customers' },
  { in: 'discord', channel: '#announcements', audience: 'public' },
]
const announcements = { securityAdvanceTo: ['public', 'customers'] }
const terms = termsWith({ channels, announcements, calendar: { timeZone: 'Europe/Berlin' } })
const embargo = {
  publicRepository: { id: 78, name: 'godel/godel' },
  advisory: 'GHSA-2jcg-qqmg-46q6',
}
const DAY = 24 * 60 * 60
/** 2026-03-10T14:00 in Berlin. */
const DUE = Date.parse('2026-03-10T13:00:00Z') / 1000

function cutEmbargoed(): Story {
  return cutRelease({ terms, track: 'security', embargo }, sol)
}

/** Built and tagged in the private repository, and waiting for its disclosure. */
function builtEmbargoed(): Story {
  const story = cutEmbargoed().green()
  story.say(bea, { type: 'Go', saw: null })
  return story.goesOn().built()
}

function agreedEmbargoed(): Story {
  const story = builtEmbargoed()
  story.say(sam, { type: 'Disclose', how: 'at', on: '2026-03-10T14:00', timeZone: null, because: null })
  return story
}

function passesTo(story: Story, at: number): Story {
  story.at = at
  story.take({ type: 'TimePassed', at })
  return story
}

function approved(story: Story): Story {
  story.say(sam, { type: 'Go', saw: null })
  story.say(sue, { type: 'Go', saw: null })
  return story
}

const kinds = (story: Story) => story.effects.map(({ kind }) => kind)

describe('an embargoed release', () => {
  it('is disclosed at the agreed minute: the fix, then its release, then its advisory, then the announcements', () => {
    const story = approved(agreedEmbargoed())
    passesTo(story, DUE - 1)
    expect(story.step).toBe('asking-to-publish')
    const before = story.effects.length
    passesTo(story, DUE).goesOn()
    expect(story.step).toBe('published')
    const order = story.effects
      .slice(before)
      .filter((effect) => EFFECTS[effect.kind].step === 'publish' || effect.kind === 'announce')
    expect([...new Set(order.map(({ kind }) => kind))]).toEqual([
      'disclose-code',
      'publish-release',
      'publish-advisory',
      'announce',
    ])
  })

  it('asks nobody before a time is agreed on, and then two members of the security team', () => {
    const story = builtEmbargoed()
    expect(story.open().place).toMatchObject({ step: 'asking-to-publish', question: { kind: 'to-ask' } })
    story.say(sam, { type: 'Disclose', how: 'at', on: '2026-03-10T14:00', timeZone: null, because: null })
    expect(story.say(bea, { type: 'Go', saw: null })).toMatchObject({ code: 'lacks-role', role: 'security' })
    story.say(sam, { type: 'Go', saw: null })
    passesTo(story, DUE + 60)
    expect(story.step).toBe('asking-to-publish')
    story.say(sue, { type: 'Go', saw: null })
    expect(story.step).toBe('publishing')
  })

  it('is rehearsed once, a day before', () => {
    const story = agreedEmbargoed()
    expect(getNextDueAt(story.release, story.at)).toBe(DUE - DAY)
    passesTo(story, DUE - DAY)
    passesTo(story, DUE - DAY + 600)
    const [effect, ...others] = story.effectsOf('rehearse-disclosure')
    expect(others).toEqual([])
    const answer = { type: 'RehearsalFinished', answers: effect?.key ?? '', problems: ['tag-taken'] } as const
    story.learn(answer, answer)
    expect(story.events.filter(({ type }) => type === 'RehearsalFinished')).toHaveLength(1)
    expect(getNextDueAt(story.release, story.at)).toBe(DUE)
  })

  it('tells those on the list once for each agreed time, and never from the minute on', () => {
    const security = { preNotify: ['ops@customer.test'], preNotifyBefore: '2d' }
    const told = cutRelease({ terms: termsWith({ channels, security }), track: 'security', embargo }, sol)
    const at = { type: 'Disclose', timeZone: 'UTC' } as const
    told.say(sam, { ...at, how: 'at', on: '2026-03-10T13:00', because: null })
    passesTo(told, DUE - 2 * DAY - 1)
    expect(told.effectsOf('pre-notify')).toEqual([])
    passesTo(told, DUE - 2 * DAY)
    passesTo(told, DUE - 2 * DAY + 60)
    const [effect] = told.effectsOf('pre-notify')
    const answer = { type: 'PreNotified', answers: effect?.key ?? '', recipients: 1, refused: [] } as const
    told.learn(answer, answer)
    expect(told.types.filter((type) => type === 'PreNotified')).toHaveLength(1)
    told.say(sam, { ...at, how: 'postponed', on: '2026-03-20T13:00', because: 'a vendor asked' })
    passesTo(told, DUE + 9 * DAY)
    expect(told.effectsOf('pre-notify')).toHaveLength(2)
    expect(told.effects.some(isPublicEffect)).toBe(false)
  })

  it('has its CVE id asked for by its security team, and not again once it is there', () => {
    const story = cutEmbargoed()
    expect(story.say(bea, { type: 'RegisterCve', cve: null })).toMatchObject({ code: 'lacks-role' })
    expect(story.say(sam, { type: 'RegisterCve', cve: null })).toBeNull()
    const advisory = { state: 'draft', cve: 'CVE-2026-77777', cvss: null, lacks: [] } as const
    story.learn({ type: 'AdvisorySeen', advisory, evidence: [] })
    story.say(sam, { type: 'RegisterCve', cve: null })
    story.say(sam, { type: 'RegisterCve', cve: 'CVE-2026-77777' })
    expect(story.effectsOf('register-cve')).toMatchObject([{ cve: null }])
  })

  it('that is postponed needs new approvals, and goes out at no earlier time', () => {
    const story = approved(agreedEmbargoed())
    const postponed = {
      type: 'Disclose',
      how: 'postponed',
      timeZone: 'UTC',
      because: 'a vendor asked',
    } as const
    expect(story.say(ada, { ...postponed, on: '2026-03-12T09:00' })).toMatchObject({ code: 'lacks-role' })
    expect(story.say(sam, { ...postponed, on: '2026-03-12T09:00' })).toBeNull()
    passesTo(story, DUE)
    expect(story.step).toBe('asking-to-publish')
    approved(story)
    expect(story.step).toBe('asking-to-publish')
    passesTo(story, Date.parse('2026-03-12T09:00:00Z') / 1000)
    expect(story.step).toBe('publishing')
  })

  it('that leaked is disclosed now, by the goes that it has', () => {
    const story = approved(agreedEmbargoed())
    expect(story.say(sam, { type: 'Disclose', how: 'now', because: 'a blog describes it' })).toBeNull()
    expect(story.goesOn().step).toBe('published')
  })

  it('is not published by hand, and a time that its zone does not have is none', () => {
    const story = builtEmbargoed()
    expect(story.say(ada, { type: 'Publish' })).toMatchObject({ code: 'embargoed' })
    const at = { type: 'Disclose', how: 'at', timeZone: 'Europe/Berlin', because: null } as const
    expect(story.say(sam, { ...at, on: '2026-03-29T02:30' })).toMatchObject({ code: 'no-such-time' })
    expect(story.say(sam, { ...at, on: '2026-01-01T09:00' })).toMatchObject({ code: 'disclosure-in-past' })
  })

  it('learns from its advisory what the checklist asks for, and from a review that the fix was looked at', () => {
    const story = cutEmbargoed().tested('success')
    const head = 'built-1-bumped'
    const advisory = { state: 'draft', cve: 'CVE-2026-77777', cvss: null, lacks: ['cvss'] } as const
    const seen = {
      type: 'AdvisorySeen',
      advisory,
      evidence: [{ item: 'cve', evidence: 'CVE-2026-77777' }],
    } as const
    story.learn(seen, seen, { type: 'FixReviewed', head, reviewers: [bea, sam] })
    const proofs = story.open().ledger.proofs.map(({ item, evidence }) => `${item}: ${evidence}`)
    expect(proofs).toEqual(['cve: CVE-2026-77777', 'reviewed: approved by sam'])
  })

  it('property: whatever happens, nothing of it is public, and no one but security hears of it, before its time', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 40 }), (steps) => {
        const story = cutEmbargoed()
        for (const step of [...steps, () => approved(story)]) {
          const before = story.effects.length
          step(story)
          const { release } = story
          if (release.status === 'published' || release.status === 'unopened') return
          if (release.ledger.embargo === null) return
          expect(mayHear(release)).toEqual(['security'])
          for (const effect of story.effects.slice(before)) {
            expect(isPublicEffect(effect)).toBe(false)
            expect(EFFECTS[effect.kind].step).not.toBe('publish')
            if (isChannelEffect(effect)) expect(effect.channel.audience).toBe('security')
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('of which a step fails half-way goes on where it was, and each step is asked for once more', () => {
    const story = passesTo(approved(agreedEmbargoed()), DUE)
    const first = story.answer()
    if (first?.type !== 'CodeDisclosed') throw new Error('The code is not asked for first.')
    story.learn({ type: 'StepRefused', answers: first.answers, reason: { what: 'No way.', next: 'Look.' } })
    expect(kinds(story)).not.toContain('publish-release')
    story.say(ada, { type: 'Retry', what: 'publish' })
    expect(story.goesOn().step).toBe('published')
    expect(story.types.filter((type) => type === 'CodeDisclosed')).toHaveLength(1)
  })
})
