import type { Person } from '../../release/lifecycle/who.ts'
import type { SlackMessage } from './format/blocks.ts'
import { escapeMrkdwn, formatLink, formatSlackCode } from './format/escape.ts'
import { createMessage, createSection } from './format/fit.ts'

/** What came of `/release link` and `/release unlink`; only who said it reads it. */
export type LinkingStep =
  | { readonly kind: 'begun'; readonly url: string; readonly until: number }
  | { readonly kind: 'linked'; readonly person: Person; readonly before: Person | null }
  | { readonly kind: 'unlinked'; readonly person: Person }

/** The next step of a link, or its end. */
export function renderLinkingMessage(linking: LinkingStep): SlackMessage {
  switch (linking.kind) {
    case 'begun':
      return createMessage('Prove who you are on GitHub', [
        createSection(
          `*Prove who you are on GitHub:* ${formatLink(linking.url, 'go to GitHub')}`,
          `GitHub asks you once, and shows a code. Say ${formatSlackCode('/release link CODE')} here within ten minutes.`,
          'The link is for you alone: do not pass it on.',
        ),
      ])
    case 'linked':
      return createMessage('You are linked', [
        createSection(
          `*You act as ${escapeMrkdwn(linking.person.login)} from now on*, with just the rights that GitHub gives them.`,
          linking.before ? `You were linked to ${escapeMrkdwn(linking.before.login)} before.` : '',
          `${formatSlackCode('/release unlink')} ends it.`,
        ),
      ])
    case 'unlinked':
      return createMessage('You are not linked any more', [
        createSection(`You do not act as ${escapeMrkdwn(linking.person.login)} any more.`),
      ])
  }
}
