/** Slack's limits (https://docs.slack.dev/reference/block-kit). Lengths are in characters as Slack counts them: UTF-16. */
export const MOST_IN_BLOCKS = {
  blocks: 50,
  viewBlocks: 100,
  sectionText: 3_000,
  sectionFields: 10,
  fieldText: 2_000,
  headerText: 150,
  contextElements: 10,
  contextText: 2_000,
  actions: 25,
  buttonText: 75,
  buttonValue: 2_000,
  messageText: 4_000,
  titleText: 24,
} as const

/** Text in which nothing is made of anything. */
export interface PlainText {
  readonly type: 'plain_text'
  readonly text: string
  readonly emoji: boolean
}

/** Slack's own markup, escaped by escape.ts (https://docs.slack.dev/messaging/formatting-message-text). */
export interface Mrkdwn {
  readonly type: 'mrkdwn'
  readonly text: string
  /** Nothing is made of channels' and people's names that stand in it as plain text. */
  readonly verbatim: true
}

export interface SlackButton {
  readonly type: 'button'
  readonly action_id: string
  readonly text: PlainText
  readonly value?: string
  readonly url?: string
  readonly style?: 'primary' | 'danger'
}

/** The blocks that we use. */
export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | {
      readonly type: 'section'
      readonly text?: Mrkdwn
      readonly fields?: readonly Mrkdwn[]
      readonly accessory?: SlackButton
    }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] }
  | { readonly type: 'divider' }
  | { readonly type: 'image'; readonly image_url: string; readonly alt_text: string }
  | { readonly type: 'actions'; readonly block_id: string; readonly elements: readonly SlackButton[] }
  | {
      readonly type: 'input'
      readonly block_id: string
      readonly label: PlainText
      readonly element: {
        readonly type: 'plain_text_input'
        readonly action_id: string
        readonly multiline: boolean
        readonly max_length: number
      }
    }

/** A message of ours. `text` is what notifications and readers for the blind say. */
export interface SlackMessage {
  readonly text: string
  readonly blocks: readonly SlackBlock[]
}

/** The App's home as one person sees it, or a question to them (https://docs.slack.dev/surfaces/views). */
export type SlackView =
  | { readonly type: 'home'; readonly blocks: readonly SlackBlock[] }
  | {
      readonly type: 'modal'
      readonly callback_id: string
      /** Comes back with what is answered. */
      readonly private_metadata: string
      readonly title: PlainText
      readonly submit: PlainText
      readonly close: PlainText
      readonly blocks: readonly SlackBlock[]
    }
