/** What the page's two halves say to each other of Slack and Discord; as in wire.ts, texts are trees and never HTML. */
import type { MarkdownTree, PersonView } from './wire-text.ts'

export interface ChatsView {
  readonly slack: SlackPane
  readonly discord: DiscordPane
}

/** A block of Slack's Block Kit, as it is drawn. */
export type BlockView =
  | { readonly kind: 'header'; readonly text: string }
  | {
      readonly kind: 'section'
      readonly text: MarkdownTree
      readonly fields: readonly MarkdownTree[]
      readonly button: ButtonView | null
    }
  | { readonly kind: 'context'; readonly elements: readonly MarkdownTree[] }
  | { readonly kind: 'divider' }
  | { readonly kind: 'actions'; readonly buttons: readonly ButtonView[] }
  | {
      readonly kind: 'input'
      readonly id: string
      readonly label: string
      readonly multiline: boolean
      readonly most: number | null
    }

export interface ButtonView {
  readonly id: string
  readonly label: string
  readonly style: 'plain' | 'primary' | 'danger'
}

/** A message as one person sees it. */
export interface SlackMessageView {
  readonly id: string
  readonly by: PersonView
  readonly at: number
  readonly edited: boolean
  readonly blocks: readonly BlockView[]
  /** Who sees it alone; null: all. Nothing of it can be pressed. */
  readonly onlyFor: string | null
}

export interface ThreadView extends SlackMessageView {
  /** What was said below it, the newest last. */
  readonly replies: readonly SlackMessageView[]
}

/** Slack, as the person sees it who was chosen. */
export interface SlackPane {
  readonly workspace: string
  readonly channels: readonly {
    readonly id: string
    readonly name: string
    readonly isPrivate: boolean
    readonly messages: readonly ThreadView[]
  }[]
  /** Null where the App has shown none yet. */
  readonly home: readonly BlockView[] | null
  /** The form that is open before them. */
  readonly form: {
    readonly id: string
    readonly title: string
    readonly submit: string
    readonly close: string
    readonly blocks: readonly BlockView[]
    /** What is wrong, by block; under no name, what is wrong with all of it. */
    readonly errors: Readonly<Record<string, string>>
  } | null
}

export interface EmbedView {
  readonly title: MarkdownTree
  /** Where its title leads; null: nowhere. */
  readonly href: string | null
  readonly description: MarkdownTree
  /** 0xRRGGBB: a number, so that nothing else can stand in it. */
  readonly color: number | null
  readonly fields: readonly {
    readonly name: string
    readonly value: MarkdownTree
    readonly inline: boolean
  }[]
  readonly footer: string
  readonly at: number | null
}

export interface DiscordPane {
  readonly servers: readonly {
    readonly name: string
    readonly channels: readonly {
      readonly id: string
      readonly name: string
      readonly isAnnouncement: boolean
      /** What can be typed there, `/release status`; none where the bot is not. */
      readonly commands: readonly string[]
      readonly followers: number
      readonly messages: readonly {
        readonly id: string
        readonly by: PersonView
        readonly at: number
        readonly edited: boolean
        readonly isPublished: boolean
        readonly isFollowed: boolean
        /** Who sees it alone; null: all. */
        readonly onlyFor: string | null
        /** The command that it answers; null where it answers none. */
        readonly typed: string | null
        readonly content: MarkdownTree
        readonly embeds: readonly EmbedView[]
      }[]
    }[]
  }[]
}
