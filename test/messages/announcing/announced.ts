import { readFileSync } from 'node:fs'
import type { Announcement, AnnouncementInput } from '../../../src/messages/announcements/announcement.ts'
import { getAnnouncementTemplate, type Variant } from '../../../src/messages/announcements/templates.ts'
import type { Template } from '../../../src/messages/text/template.ts'
import type { AskedOf } from '../../../src/release/lifecycle/commands.ts'
import { ada, bea } from '../../release/lifecycle/story.ts'
import { cut, type GitHubStory, WEB_URL } from '../github/story.ts'

const NOTES = `# Godel v2.0.1 Release Notes

**Release Date:** 2026-02-11
**Previous Version:** v2.0.0

## Security Fixes
- [CVE-2026-10421] Fixed authentication bypass in API gateway ([#7](${WEB_URL}/pull/7))

## Bug Fixes
- Fixed memory leak in task engine ([#5](${WEB_URL}/pull/5))

## Upgrade Notes
No special upgrade steps required.`

export interface Telling {
  readonly about?: Partial<AskedOf<'Open'>>
  readonly notes?: string
  /** Whether the release takes #7, a security fix, without anyone having said so. */
  readonly fixesSecurity?: boolean
}

/** A release whose artifacts are verified, so that it may be announced ahead. */
export function builtStory({ about = {}, notes = NOTES, fixesSecurity = false }: Telling = {}): GitHubStory {
  const selection = { kind: 'by-criteria', take: [], leave: fixesSecurity ? [] : ['#7'] } as const
  const story = cut({ selection, ...about }, fixesSecurity ? '#7' : null)
  story.green().say(ada, { type: 'EditNotes', notes: 'notes-2', text: notes, from: null })
  story.say(bea, { type: 'Go', saw: null })
  story.goesOn().built()
  return story
}

/** The same, published. */
export function publishedStory(telling: Telling = {}): GitHubStory {
  const story = builtStory(telling)
  story.say(ada, { type: 'Publish' })
  story.goesOn()
  return story
}

/** A release to be announced, with our templates and with what a test changes of them. */
export function announcing(
  story: GitHubStory,
  templateSet: { readonly product?: string; readonly templates?: Partial<Record<Variant, string>> } = {},
): AnnouncementInput {
  const { product = 'Godel', templates = {} } = templateSet
  const of = (variant: Variant): Template => ({
    file: `${variant}.md`,
    text: templates[variant] ?? readFileSync(getAnnouncementTemplate(variant).url, 'utf8'),
  })
  const all = {
    advance: of('advance'),
    release: of('release'),
    rollback: of('rollback'),
    security: of('security'),
  }
  return {
    release: story.drawn,
    events: story.events,
    webUrl: WEB_URL,
    templates: { product, templates: all },
  }
}

/** How an announcement reads. */
export function reads(announcement: Announcement | null): string {
  if (!announcement) return 'nothing'
  const { variant, title, url, body } = announcement
  return `[${variant}] ${title} <${url}>\n\n${body}`
}
