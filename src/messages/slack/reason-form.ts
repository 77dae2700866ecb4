import type { SlackMessage, SlackView } from './format/blocks.ts'
import { createPlainText, formatSlackCode, formatSlackProse } from './format/escape.ts'
import { createMessage, createSection } from './format/fit.ts'

/** By which Slack gives the form back, and its one field: as the adapter of Slack listens for them. */
const FORM = 'release-captain:reason'
const FIELD = 'because'
/** Characters of a reason: it is read in a tracking issue. */
const LONGEST_REASON = 500

/** A press of No-go, before it counts. */
interface ReasonInput {
  /** What was asked, in short. */
  readonly question: string
  /** Comes back with the reason: opaque, 3,000 characters at most. */
  readonly metadata: string
}

/** The form that asks why no-go: no one should have to guess what to fix. */
export function renderReasonView({ question, metadata }: ReasonInput): SlackView {
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: metadata,
    title: createPlainText('No-go', 24),
    submit: createPlainText('Say no-go', 24),
    close: createPlainText('Not now', 24),
    blocks: [
      { type: 'header', text: createPlainText(question, 150) },
      {
        type: 'input',
        block_id: FIELD,
        label: createPlainText('Why not?', 150),
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

/** For whoever may be anyone on GitHub, and has not said who. */
export function renderUnlinkedMessage(): SlackMessage {
  return createMessage('You are not linked to GitHub yet', [
    createSection(
      "*Nothing was done:* your GitHub account isn't linked, and your permissions come from GitHub.",
      `Run ${formatSlackCode('/release link')} to link it, which takes a minute. Or answer on GitHub.`,
    ),
  ])
}

/** What was not done, and what to do about it: a sentence or two of ours. */
export function renderNotDoneMessage(sentence: string): SlackMessage {
  return createMessage(formatSlackProse(sentence), [createSection(formatSlackProse(sentence))])
}
