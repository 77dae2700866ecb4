/** Texts and people, as both halves of the page and the chats on it know them. */
import type { ElementName } from './elements.ts'

export type MarkdownNode = string | MarkdownElement

export interface MarkdownElement {
  readonly el: ElementName
  readonly children: readonly MarkdownNode[]
  /** Of a link: `https:`, `http:` or `mailto:`, or a view of this page, `#/issues/12`. */
  readonly href?: string
  /** Of a block of code. */
  readonly lang?: string
  /** Of a task: which one of its text, from 0, whether it is ticked, and what it says. */
  readonly task?: { readonly index: number; readonly checked: boolean; readonly says: string }
  readonly align?: 'left' | 'right' | 'center'
  readonly start?: number
  readonly open?: boolean
}
export type MarkdownTree = readonly MarkdownNode[]

export interface PersonView {
  readonly login: string
  readonly isBot: boolean
}

export interface CommentView {
  readonly id: number
  readonly by: PersonView
  readonly at: number
  readonly edited: boolean
  readonly body: MarkdownTree
  readonly source: string
  readonly reactions: readonly { readonly content: string; readonly by: readonly string[] }[]
}
