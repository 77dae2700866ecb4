import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  renderAdvanceAnnouncement,
  renderAnnouncement,
} from '../../../src/messages/announcements/announcement.ts'
import { Refused } from '../../../src/release/refusal.ts'
import { ada } from '../../release/lifecycle/story.ts'
import { announcing, builtStory, publishedStory, reads } from '../announcing/announced.ts'
import { hostile } from '../github/hostile.ts'
import { foreignIn } from '../github/reading.ts'
import { cut } from '../github/story.ts'

const released = (...of: Parameters<typeof announcing>) => reads(renderAnnouncement(announcing(...of)))
const ahead = (...of: Parameters<typeof announcing>) => reads(renderAdvanceAnnouncement(announcing(...of)))

describe('what is announced before publication (§4.1)', () => {
  it('is nothing until the artifacts are verified', () => {
    expect(ahead(cut())).toBe('nothing')
    expect(released(builtStory())).toBe('nothing')
  })

  it('is what comes, and where to see how it stands', () => {
    expect(ahead(builtStory())).toMatchInlineSnapshot(`
      "[advance] Godel v2.0.1 is coming <https://github.com/godel/godel/issues/100>

      It is built and tested, and will be released soon. It replaces v2.0.0.

      ## Security Fixes
      - [CVE-2026-10421] Fixed authentication bypass in API gateway ([#7](https://github.com/godel/godel/pull/7))

      ## Bug Fixes
      - Fixed memory leak in task engine ([#5](https://github.com/godel/godel/pull/5))

      ## Upgrade Notes
      No special upgrade steps required.

      [Follow its progress](https://github.com/godel/godel/issues/100)"
    `)
  })

  it('says in the same place that it is out', () => {
    expect(ahead(publishedStory())).toMatchInlineSnapshot(`
      "[advance] Godel v2.0.1 is now available <https://github.com/godel/godel/releases/v2.0.1>

      Get it here: [v2.0.1](https://github.com/godel/godel/releases/v2.0.1)."
    `)
  })

  it('says in the same place that it does not come', () => {
    const story = builtStory()
    story.say(ada, { type: 'Abort', because: 'it breaks @everyone' })
    expect(ahead(story)).toMatchInlineSnapshot(`
      "[advance] Godel v2.0.1 was canceled <https://github.com/godel/godel/issues/100>

      It was announced here and won't be released. Its changes come with a later version."
    `)
  })

  it('says in the same place that production went back', () => {
    const story = publishedStory()
    story.say(ada, { type: 'RolledBack', to: 'v2.0.0', because: 'memory grows' })
    expect(ahead(story)).toMatchInlineSnapshot(`
      "[advance] Godel v2.0.1 was rolled back <https://github.com/godel/godel/releases/v2.0.1>

      Production is back on v2.0.0: memory grows. [More about v2.0.1](https://github.com/godel/godel/releases/v2.0.1)"
    `)
  })
})

describe('what is announced ahead of a release that fixes security (Embargo Period)', () => {
  const SECRETS = ['CVE-2026-10421', 'authentication bypass', '/pull/7', '/issues/', 'memory leak']

  /** A regular release whose plan takes a security fix: no one typed that it is a security release. */
  function builtWithFix() {
    return builtStory({ fixesSecurity: true })
  }

  it('is that a security release is coming, and nothing more', () => {
    expect(ahead(builtWithFix())).toMatchInlineSnapshot(`
      "[advance] Godel v2.0.1 is coming: a security release <https://github.com/godel/godel/releases>

      Plan to upgrade as soon as it is out. What it fixes is published with it."
    `)
  })

  it.each([
    [
      'that asks for everything',
      '# {{ version }}\n{{ notes }} {{ cves }} {{ advisories }} {{ severity }} {{ url }}',
    ],
    ['of a release that was opened as one', '{{ notes }}{{ cves }}{{ severity }}'],
  ])('tells nothing of the fix in a template %s', (_, advance) => {
    for (const story of [builtWithFix(), builtStory({ about: { track: 'security' } })]) {
      const told = reads(renderAdvanceAnnouncement(announcing(story, { templates: { advance } })))
      expect(SECRETS.filter((secret) => told.includes(secret))).toEqual([])
    }
  })

  it('tells what it fixed once it is published', () => {
    const story = builtWithFix()
    story.say(ada, { type: 'Publish' })
    story.goesOn()
    expect(released(story)).toMatch(/^\[security\] Security release: Godel v2\.0\.1 .*CVE-2026-10421/s)
  })
})

describe('the announcement of a release (§5.2)', () => {
  it('says that it is out, and what is in it', () => {
    expect(released(publishedStory())).toMatchInlineSnapshot(`
      "[release] Godel v2.0.1 is out <https://github.com/godel/godel/releases/v2.0.1>

      It replaces v2.0.0. Released on 2026-02-25.

      ## Security Fixes
      - [CVE-2026-10421] Fixed authentication bypass in API gateway ([#7](https://github.com/godel/godel/pull/7))

      ## Bug Fixes
      - Fixed memory leak in task engine ([#5](https://github.com/godel/godel/pull/5))

      ## Upgrade Notes
      No special upgrade steps required.

      [Download it and read the full notes](https://github.com/godel/godel/releases/v2.0.1)"
    `)
  })

  it('shows corrections of the notes, and their day', () => {
    const story = publishedStory()
    const { at } = story
    story.learn({ type: 'ReleaseTextSeen', notes: 'notes-3', text: '## Bug Fixes\n- Fixed the leak' })
    const announcement = renderAnnouncement(announcing(story))
    expect(announcement?.body).toContain('*Corrected on 2026-02-25.*\n\n## Bug Fixes\n- Fixed the leak')
    expect(announcement?.at).toBe(at)
  })

  it('says of a prerelease that it is to try', () => {
    const story = publishedStory({ about: { version: 'v2.0.1-rc.1' } })
    expect(released(story)).toContain('This is a prerelease. Try it, but not in production.')
  })

  it('says of a security release to upgrade now, with the identifiers that its notes name', () => {
    const story = publishedStory({
      about: { track: 'security' },
      notes: '## Security Fixes\n- [CVE-2026-10421] Fixed it (CVE-2026-10421, GHSA-\u20602c4m-59x9-fr2g)',
    })
    expect(released(story)).toMatchInlineSnapshot(`
      "[security] Security release: Godel v2.0.1 <https://github.com/godel/godel/releases/v2.0.1>

      **Upgrade to v2.0.1 now.** It fixes [CVE-2026-10421](https://www.cve.org/CVERecord?id=CVE-2026-10421) in v2.0.0 and before. Released on 2026-02-25.

      **Advisory:** [GHSA-2c4m-59x9-fr2g](https://github.com/godel/godel/security/advisories/GHSA-2c4m-59x9-fr2g)

      ## Security Fixes
      - [CVE-2026-10421] Fixed it (CVE-2026-10421, GHSA-⁠2c4m-59x9-fr2g)

      [Download it and read the full notes](https://github.com/godel/godel/releases/v2.0.1)"
    `)
  })

  it('says the worst severity that somebody assessed of what is in it', () => {
    const story = cut({ track: 'security' })
    const assessment = { risk: 'high', type: null, note: null } as const
    story.say(ada, { type: 'Assess', candidate: '#5', assessment: { ...assessment, severity: 'P1' } })
    story.say(ada, { type: 'Assess', candidate: '#7', assessment: { ...assessment, severity: 'P0' } })
    const { release, ...rest } = announcing(
      publishedStory({ about: { track: 'security' }, fixesSecurity: true }),
    )
    const assessed = {
      ...release,
      ledger: { ...release.ledger, assessments: story.drawn.ledger.assessments },
    }
    expect(renderAnnouncement({ ...rest, release: assessed })?.body).toContain('**Severity:** P0')
  })

  it('says in the same place that production went back, why, and what to do', () => {
    const story = publishedStory()
    story.say(ada, { type: 'RolledBack', to: 'v2.0.0', because: 'memory grows without end' })
    expect(released(story)).toMatchInlineSnapshot(`
      "[rollback] Godel v2.0.1 was rolled back <https://github.com/godel/godel/releases/v2.0.1>

      **Production is back on v2.0.0**, since 2026-02-25: memory grows without end.

      If you run v2.0.1, go back to v2.0.0. If you don't, no action is needed: the fixes of v2.0.1 come with the next version of 2.0.

      [More on v2.0.1](https://github.com/godel/godel/releases/v2.0.1)"
    `)
  })

  it('sends nobody back to a hole without saying so', () => {
    const story = publishedStory({ about: { track: 'security' } })
    story.say(ada, { type: 'RolledBack', to: 'v2.0.0', because: 'memory grows' })
    expect(released(story)).toContain('v2.0.1 fixes security problems that v2.0.0 still has.')
  })

  it('ends long notes at a whole line, with a link to the rest', () => {
    const notes = `## Bug Fixes\n${'- Fixed a leak in the engine\n'.repeat(1_000)}`
    const { body } = renderAnnouncement(announcing(publishedStory({ notes }))) ?? { body: '' }
    expect(body.length).toBeLessThan(11_000)
    expect(body).toMatch(/- Fixed a leak in the engine\n\n… \[and the rest\]\(https:\/\/github\.com\//)
  })
})

describe('a template of a policy', () => {
  it('says title and text in its own words', () => {
    const templates = { release: '# {{ product }} is *new*\n\n{{ version }} of {{ line }}: {{ notes }}' }
    expect(renderAnnouncement(announcing(publishedStory({ notes: 'All.' }), { templates }))).toMatchObject({
      title: 'Godel is new',
      body: 'v2.0.1 of 2.0: All.',
    })
  })

  it('without a heading has product and version for a title', () => {
    const announcement = renderAnnouncement(announcing(publishedStory(), { templates: { release: 'Out.' } }))
    expect(announcement).toMatchObject({ title: 'Godel v2.0.1', body: 'Out.' })
  })

  it('that names what does not exist is refused with its place', () => {
    const templates = { release: 'Hello,\n{{ nobody }}' }
    const draw = () => renderAnnouncement(announcing(publishedStory(), { templates }))
    expect(draw).toThrow(Refused)
    expect(draw).toThrow('release.md, line 2, column 4: undefined variable: nobody.')
  })
})

describe('what people wrote', () => {
  it('property: is not markup in an announcement, whatever it says', () => {
    const story = publishedStory({ notes: '' })
    story.say(ada, { type: 'RolledBack', to: 'v2.0.0', because: 'x' })
    const { release, ...rest } = announcing(story)
    fc.assert(
      fc.property(hostile, hostile, (because, product) => {
        if (release.status !== 'published' || !release.rolledBack) throw new Error('It is not rolled back.')
        const told = { ...release, rolledBack: { ...release.rolledBack, because, to: because.slice(0, 50) } }
        const templateSet = { ...rest.templates, product }
        for (const announcement of [renderAnnouncement, renderAdvanceAnnouncement]) {
          const drawn = announcement({ ...rest, templates: templateSet, release: told })
          expect(foreignIn(drawn?.body ?? '')).toEqual([])
          expect(drawn?.title).not.toMatch(/\n/)
        }
      }),
      { numRuns: 150 },
    )
  })
})
