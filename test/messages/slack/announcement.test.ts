import { describe, expect, it } from 'vitest'
import { renderAnnouncement } from '../../../src/messages/announcements/announcement.ts'
import { renderSlackAnnouncement } from '../../../src/messages/slack/announcement.ts'
import { announcing, publishedStory, type Telling } from '../announcing/announced.ts'
import { beyondLimits } from './limits.ts'
import { read } from './reading.ts'

function announced(telling: Telling = {}) {
  const announcement = renderAnnouncement(announcing(publishedStory(telling)))
  if (!announcement) throw new Error('Nothing is announced.')
  return renderSlackAnnouncement(announcement)
}

describe('an announcement in Slack', () => {
  it('says what came, in the words of the notes', () => {
    expect(read(announced())).toMatchInlineSnapshot(`
      "(Godel v2.0.1 is out)

      # Godel v2.0.1 is out

      It replaces v2.0.0. Released on 2026-02-25.

      *Security Fixes*
      • [CVE-2026-10421] Fixed authentication bypass in API gateway (<https://github.com/godel/godel/pull/7|#7>)

      *Bug Fixes*
      • Fixed memory leak in task engine (<https://github.com/godel/godel/pull/5|#5>)

      *Upgrade Notes*

      No special upgrade steps required.

      <https://github.com/godel/godel/releases/v2.0.1|Download it and read the full notes>

      ~ Godel · <!date^1772000026^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>"
    `)
  })

  it('holds all limits for notes of 300 changes, and leads to the rest', () => {
    const changes = Array.from({ length: 300 }, (_, at) => `- ${'😀&<!here>'.repeat(60)} (#${at})`)
    const message = announced({ notes: `# Notes\n\n## Bug Fixes\n${changes.join('\n')}` })

    expect(beyondLimits(message)).toEqual([])
    expect(read(message)).toContain('|and the rest>')
  })
})
