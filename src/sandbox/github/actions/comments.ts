import type { Comment, Issue, Reaction, ReactionContent } from '../state.ts'
import { crossReference } from './mentions.ts'
import { note, type Scene } from './scene.ts'
import { tellComment } from './tell.ts'

export function addComment(scene: Scene, issue: Issue, body: string): Comment {
  const { world, repository, by } = scene
  const now = world.now()
  const comment: Comment = {
    id: world.nextId(),
    issue: issue.number,
    by,
    body,
    createdAt: now,
    updatedAt: now,
    reactions: [],
  }
  repository.comments.push(comment)
  note(scene, issue, { event: 'commented', comment })
  crossReference(scene, issue.number, body)
  tellComment(scene, { issue, comment }, { action: 'created' })
  return comment
}

export function editComment(
  scene: Scene,
  at: { readonly issue: Issue; readonly comment: Comment },
  body: string,
): void {
  const from = at.comment.body
  at.comment.body = body
  at.comment.updatedAt = scene.world.now()
  tellComment(scene, at, { action: 'edited', changes: { body: { from } } })
}

export function deleteComment(scene: Scene, at: { readonly issue: Issue; readonly comment: Comment }): void {
  const { comments } = scene.repository
  comments.splice(comments.indexOf(at.comment), 1)
  const { timeline } = at.issue
  const entry = timeline.findIndex(
    ({ what }) => what.event === 'commented' && what.comment.id === at.comment.id,
  )
  timeline.splice(entry, 1)
  tellComment(scene, at, { action: 'deleted' })
}

/** Adds a reaction, once for each person and kind; GitHub sends no webhook for it. */
export function react(
  { world, by }: Scene,
  reactions: Reaction[],
  content: ReactionContent,
): { readonly reaction: Reaction; readonly isNew: boolean } {
  const known = reactions.find((one) => one.by.id === by.id && one.content === content)
  if (known) return { reaction: known, isNew: false }
  const reaction: Reaction = { id: world.nextId(), by, content, createdAt: world.now() }
  reactions.push(reaction)
  world.pulse.beat()
  return { reaction, isNew: true }
}
