import type { SlackMessage, SlackView } from './blocks.ts'
import { code, plain, prose } from './escape.ts'
import { message, section } from './fit.ts'

/** By which Slack gives the form back, and its one field: as the adapter of Slack listens for them. */
const FORM = 'release-captain:reason'
const FIELD = 'because'
/** Characters of a reason: it is read in a tracking issue. */
const LONGEST_REASON = 500

/** A press of No-go, before it counts. */
export interface Reasoned {
  /** What was asked, in short. */
  readonly question: string
  /** Comes back with the reason: opaque, 3,000 characters at most. */
  readonly metadata: string
}

/** The form that asks why no-go: nobody should have to guess what to mend. */
export function reasonView({ question, metadata }: Reasoned): SlackView {
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: metadata,
    title: plain('No-go', 24),
    submit: plain('Say no-go', 24),
    close: plain('Not now', 24),
    blocks: [
      { type: 'header', text: plain(question, 150) },
      {
        type: 'input',
        block_id: FIELD,
        label: plain('Why not?', 150),
        element: {
          type: 'plain_text_input',
          action_id: FIELD,
          multiline: true,
          max_length: LONGEST_REASON,
        },
      },
    ],
  }
}

/** For whoever may be anybody on GitHub, and has not said who. */
export function unlinkedMessage(): SlackMessage {
  return message('You are not linked to GitHub yet', [
    section(
      '*Nothing was done:* who you are on GitHub is not known here, and rights come from GitHub.',
      `Say ${code('/release link')} to prove it once: it takes a minute. Or say it on GitHub.`,
    ),
  ])
}

/** What was not done, and what to do about it: a sentence or two of ours. */
export function notDoneMessage(sentence: string): SlackMessage {
  return message(prose(sentence), [section(prose(sentence))])
}
