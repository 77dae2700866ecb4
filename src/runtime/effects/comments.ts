import { hasMark, mark } from '../../messages/github/mark.ts'
import type { Comment, Hub } from '../ports/github.ts'

/** A comment of ours that is found again by its mark. */
export interface Marked {
  readonly kind: string
  readonly id: string
}

/** The comment of ours that bears a mark. Others may write a mark too: only what is ours counts. */
export async function markedComment(hub: Hub, number: number, { kind, id }: Marked): Promise<Comment | null> {
  const comments = await hub.comments(number)
  return comments.find(({ author, body }) => author.id === hub.self.id && hasMark(body, kind, id)) ?? null
}

/** Says something at an issue or a pull request, unless it stands there already. */
export async function commentOnce(
  hub: Hub,
  number: number,
  { text, ...of }: Marked & { readonly text: string },
): Promise<void> {
  if (await markedComment(hub, number, of)) return
  await hub.comment(number, markedText(text, of))
}

/** A text with its mark on a line of its own. */
export function markedText(text: string, { kind, id }: Marked): string {
  return `${text}\n\n${mark(kind, id)}`
}
