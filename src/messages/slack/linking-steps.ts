import type { Person } from '../../release/lifecycle/who.ts'
import type { SlackMessage } from './format/blocks.ts'
import { escapeMrkdwn, formatLink, formatSlackCode } from './format/escape.ts'
import { createMessage, createSection } from './format/fit.ts'

/** What came of `/release link` and `/release unlink`; only who said it reads it. */
type LinkingStep =
  | { readonly kind: 'begun'; readonly url: string; readonly until: number }
  | { readonly kind: 'linked'; readonly person: Person; readonly before: Person | null }
  | { readonly kind: 'unlinked'; readonly person: Person }

/** The next step of a link, or its end. */
export function renderLinkingMessage(linking: LinkingStep): SlackMessage {
  switch (linking.kind) {
    case 'begun':
      return createMessage('Link your GitHub account', [
        createSection(
          `*Link your GitHub account:* ${formatLink(linking.url, 'go to GitHub')}`,
          `Authorize there; the next page shows a code. Run ${formatSlackCode('/release link CODE')} here within ten minutes.`,
          "The link is only for you: don't share it.",
        ),
      ])
    case 'linked':
      return createMessage('You are linked', [
        createSection(
          `*You act as ${escapeMrkdwn(linking.person.login)} from now on*, with the permissions of that user.`,
          linking.before ? `You were linked to ${escapeMrkdwn(linking.before.login)} before.` : '',
          `${formatSlackCode('/release unlink')} ends it.`,
        ),
      ])
    case 'unlinked':
      return createMessage('Your GitHub account is unlinked', [
        createSection(`You no longer act as ${escapeMrkdwn(linking.person.login)}.`),
      ])
  }
}
