import type { Person } from '../../release/lifecycle/who.ts'
import type { SlackMessage } from './blocks.ts'
import { code, link, mrkdwn } from './escape.ts'
import { message, section } from './fit.ts'

/** What came of `/release link` and `/release unlink`; only who said it reads it. */
export type Linking =
  | { readonly kind: 'begun'; readonly url: string; readonly until: number }
  | { readonly kind: 'linked'; readonly person: Person; readonly before: Person | null }
  | { readonly kind: 'unlinked'; readonly person: Person }

/** The next step of a link, or its end. */
export function linkingMessage(linking: Linking): SlackMessage {
  switch (linking.kind) {
    case 'begun':
      return message('Prove who you are on GitHub', [
        section(
          `*Prove who you are on GitHub:* ${link(linking.url, 'go to GitHub')}`,
          `GitHub asks you once, and shows a code. Say ${code('/release link CODE')} here within ten minutes.`,
          'The link is for you alone: do not pass it on.',
        ),
      ])
    case 'linked':
      return message('You are linked', [
        section(
          `*You act as ${mrkdwn(linking.person.login)} from now on*, with just the rights that GitHub gives them.`,
          linking.before ? `You were linked to ${mrkdwn(linking.before.login)} before.` : '',
          `${code('/release unlink')} ends it.`,
        ),
      ])
    case 'unlinked':
      return message('You are not linked any more', [
        section(`You do not act as ${mrkdwn(linking.person.login)} any more.`),
      ])
  }
}
