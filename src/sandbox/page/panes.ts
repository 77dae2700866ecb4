import type { Place } from './markdown/links.ts'
import { readMarkdown } from './markdown/tree.ts'
import type { PaneView } from './wire.ts'

/** A message as a chat shows it. */
export interface PaneMessage {
  readonly id: string
  readonly by: string
  /** By the world's clock. */
  readonly at: number
  /** Markdown. */
  readonly text: string
  readonly buttons: readonly { readonly id: string; readonly label: string }[]
}

/** Another system that stands beside GitHub on the page: a chat. Whoever stands in for it registers it. */
export interface Pane {
  readonly id: string
  readonly title: string
  /** The newest last. */
  readonly messages: () => readonly PaneMessage[]
  /** Somebody writes there; null where one only reads. */
  readonly says: ((login: string, text: string) => Promise<void>) | null
  readonly presses: (
    login: string,
    at: { readonly message: string; readonly button: string },
  ) => Promise<void>
  /** Tells when something is new there, until the answer is called. */
  readonly onChange: (listener: () => void) => () => void
}

export function viewPane({ id, title, messages, says }: Pane, place: Place): PaneView {
  return {
    ...{ id, title, canSay: says !== null },
    messages: messages().map(({ text, ...message }) => ({ ...message, text: readMarkdown(text, place) })),
  }
}
