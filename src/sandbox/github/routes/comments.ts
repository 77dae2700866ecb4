import { z } from 'zod'
import { addComment, deleteComment, editComment } from '../actions/comments.ts'
import { created, done, list, ok } from '../http/answer.ts'
import { found } from '../http/problem.ts'
import { input, numberParam, onRepository, type RepositoryCall, type Route } from '../http/route.ts'
import type { Comment, Issue } from '../state.ts'
import { viewComment, viewReaction } from '../views/issue.ts'
import { issueNumbered } from '../world.ts'
import { addReaction, dropReaction } from './issues.ts'
import { issueOf, sceneOf } from './scene-of.ts'

const BODY = z.object({
  body: z.string().min(1).max(65_536, 'body is too long (maximum is 65536 characters)'),
})
const needs = ['issues', 'pull_requests']
const one = '/issues/comments/{comment_id}'

/** Comments on issues and pull requests, and reactions to them. */
export const COMMENT_ROUTES: readonly Route[] = [
  onRepository({
    call: 'issues/list-comments',
    method: 'GET',
    path: '/issues/{issue_number}/comments',
    needs,
    answer: (call) => {
      const { world, repository, query } = call
      const { number } = issueOf(call)
      const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z')
      const comments = repository.comments.filter(
        ({ issue, updatedAt }) => issue === number && updatedAt >= since,
      )
      return list(comments.map((comment) => viewComment(world, repository, comment)))
    },
  }),
  onRepository({
    call: 'issues/create-comment',
    method: 'POST',
    path: '/issues/{issue_number}/comments',
    needs,
    role: 'read',
    answer: (call) => {
      const comment = addComment(sceneOf(call), issueOf(call), input(call, BODY).body)
      return created(viewComment(call.world, call.repository, comment))
    },
  }),
  onRepository({
    call: 'issues/get-comment',
    method: 'GET',
    path: one,
    needs,
    answer: (call) => ok(viewComment(call.world, call.repository, commentOf(call).comment)),
  }),
  onRepository({
    call: 'issues/update-comment',
    method: 'PATCH',
    path: one,
    needs,
    answer: (call) => {
      const at = commentOf(call)
      editComment(sceneOf(call), at, input(call, BODY).body)
      return ok(viewComment(call.world, call.repository, at.comment))
    },
  }),
  onRepository({
    call: 'issues/delete-comment',
    method: 'DELETE',
    path: one,
    needs,
    answer: (call) => {
      deleteComment(sceneOf(call), commentOf(call))
      return done()
    },
  }),
  onRepository({
    call: 'reactions/list-for-issue-comment',
    method: 'GET',
    path: `${one}/reactions`,
    needs,
    answer: (call) => list(commentOf(call).comment.reactions.map((each) => viewReaction(call.world, each))),
  }),
  onRepository({
    call: 'reactions/create-for-issue-comment',
    method: 'POST',
    path: `${one}/reactions`,
    needs,
    role: 'read',
    answer: (call) => addReaction(call, commentOf(call).comment.reactions),
  }),
  onRepository({
    call: 'reactions/delete-for-issue-comment',
    method: 'DELETE',
    path: `${one}/reactions/{reaction_id}`,
    needs,
    role: 'read',
    answer: (call) => dropReaction(call, commentOf(call).comment.reactions),
  }),
]

function commentOf(call: RepositoryCall): { readonly issue: Issue; readonly comment: Comment } {
  const id = numberParam(call, 'comment_id')
  const comment = found(call.repository.comments.find((each) => each.id === id))
  return { comment, issue: found(issueNumbered(call.repository, comment.issue)) }
}
