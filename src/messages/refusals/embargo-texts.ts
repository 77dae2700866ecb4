import type { RefusalTexts } from './texts.ts'

type Code =
  | 'embargoed'
  | 'not-embargoed'
  | 'advisory-missing'
  | 'disclosing'
  | 'disclosure-in-past'
  | 'no-disclosure'
  | 'no-such-time'

/** Embargo Period. */
export const EMBARGO_TEXTS: RefusalTexts<Code> = {
  embargoed: ({ version }) => ({
    what: `${version} is embargoed: it is disclosed, not published.`,
    next: 'Agree on a time with `/release disclose at 2026-03-10T14:00`.',
  }),
  'not-embargoed': ({ version }) => ({
    what: `${version} isn't embargoed.`,
    next: 'Publish it with `/release publish`.',
  }),
  'advisory-missing': ({ version }) => ({
    what: `${version} has no advisory yet.`,
    next: 'Have it drafted again with `/release advisory draft`.',
  }),
  disclosing: ({ version }) => ({
    what: `${version} is being disclosed.`,
    next: 'To stop what is not public yet, run `/release hold because …`.',
  }),
  'disclosure-in-past': () => ({
    what: 'This time is over.',
    next: 'Name a later one, or run `/release disclose now because …`.',
  }),
  'no-disclosure': ({ version }) => ({
    what: `No disclosure of ${version} is agreed on yet.`,
    next: 'Agree on a time with `/release disclose at 2026-03-10T14:00`.',
  }),
  'no-such-time': ({ on, timeZone }) => ({
    what: `\`${on}\` isn't a time of the time zone \`${timeZone}\`.`,
    next: 'Write it as `2026-03-10T14:00 zone=Europe/Berlin`.',
  }),
}
