import type { CommentState, Reaction, ReactionContent, StoredIssue } from '../state.ts'
import { type ActionContext, addTimelineEntry } from './action-context.ts'
import { announceComment } from './announce-change.ts'
import { crossReference } from './mentions.ts'

export function addComment(scope: ActionContext, issue: StoredIssue, body: string): CommentState {
  const { world, repository, by } = scope
  const now = world.now()
  const comment: CommentState = {
    id: world.nextId(),
    issue: issue.number,
    by,
    body,
    createdAt: now,
    updatedAt: now,
    reactions: [],
  }
  repository.comments.push(comment)
  addTimelineEntry(scope, issue, { event: 'commented', comment })
  crossReference(scope, issue.number, body)
  announceComment(scope, { issue, comment }, { action: 'created' })
  return comment
}

export function editComment(
  scope: ActionContext,
  at: { readonly issue: StoredIssue; readonly comment: CommentState },
  body: string,
): void {
  const from = at.comment.body
  at.comment.body = body
  at.comment.updatedAt = scope.world.now()
  announceComment(scope, at, { action: 'edited', changes: { body: { from } } })
}

export function deleteComment(
  scope: ActionContext,
  at: { readonly issue: StoredIssue; readonly comment: CommentState },
): void {
  const { comments } = scope.repository
  comments.splice(comments.indexOf(at.comment), 1)
  const { timeline } = at.issue
  const entry = timeline.findIndex(
    ({ what }) => what.event === 'commented' && what.comment.id === at.comment.id,
  )
  timeline.splice(entry, 1)
  announceComment(scope, at, { action: 'deleted' })
}

/** Adds a reaction, once for each person and kind; GitHub sends no webhook for it. */
export function addReactionTo(
  { world, by }: ActionContext,
  reactions: Reaction[],
  content: ReactionContent,
): { readonly reaction: Reaction; readonly isNew: boolean } {
  const known = reactions.find((one) => one.by.id === by.id && one.content === content)
  if (known) return { reaction: known, isNew: false }
  const reaction: Reaction = { id: world.nextId(), by, content, createdAt: world.now() }
  reactions.push(reaction)
  world.ticks.tick()
  return { reaction, isNew: true }
}
