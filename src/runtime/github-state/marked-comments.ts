import { createMark, hasMark } from '../../messages/github/markdown/mark.ts'
import type { Comment, GitHubRepository } from '../ports/github.ts'

/** A comment of ours that is found again by its mark. */
export interface MarkedText {
  readonly kind: string
  readonly id: string
}

/** The comment of ours that bears a mark. Others may write a mark too: only what is ours counts. */
export async function findMarkedComment(
  repo: GitHubRepository,
  number: number,
  { kind, id }: MarkedText,
): Promise<Comment | null> {
  const comments = await repo.listComments(number)
  return comments.find(({ author, body }) => author.id === repo.self.id && hasMark(body, kind, id)) ?? null
}

/** Says something at an issue or a pull request, unless it stands there already. */
export async function commentOnce(
  repo: GitHubRepository,
  number: number,
  { text, ...of }: MarkedText & { readonly text: string },
): Promise<void> {
  if (await findMarkedComment(repo, number, of)) return
  await repo.addComment(number, addMark(text, of))
}

/** A text with its mark on a line of its own. */
export function addMark(text: string, { kind, id }: MarkedText): string {
  return `${text}\n\n${createMark(kind, id)}`
}
