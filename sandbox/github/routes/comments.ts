import { z } from 'zod'
import { addComment, deleteComment, editComment } from '../actions/comments.ts'
import { replyCreated, replyDone, replyList, replyOk } from '../http/answer.ts'
import { requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getNumberParam,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import type { CommentState, StoredIssue } from '../state.ts'
import { viewComment, viewReaction } from '../views/issue.ts'
import { findIssue } from '../world.ts'
import { addReaction, dropReaction } from './issues.ts'
import { createActionContext, findCallIssue } from './scene-of.ts'

const BODY = z.object({
  body: z.string().min(1).max(65_536, 'body is too long (maximum is 65536 characters)'),
})
const needs = ['issues', 'pull_requests']
const one = '/issues/comments/{comment_id}'

/** Comments on issues and pull requests, and reactions to them. */
export const COMMENT_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'issues/list-comments',
    method: 'GET',
    path: '/issues/{issue_number}/comments',
    needs,
    answer: (call) => {
      const { world, repository, query } = call
      const { number } = findCallIssue(call)
      const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z')
      const comments = repository.comments.filter(
        ({ issue, updatedAt }) => issue === number && updatedAt >= since,
      )
      return replyList(comments.map((comment) => viewComment(world, repository, comment)))
    },
  }),
  createRepositoryRoute({
    call: 'issues/create-comment',
    method: 'POST',
    path: '/issues/{issue_number}/comments',
    needs,
    role: 'read',
    answer: (call) => {
      const comment = addComment(createActionContext(call), findCallIssue(call), parseInput(call, BODY).body)
      return replyCreated(viewComment(call.world, call.repository, comment))
    },
  }),
  createRepositoryRoute({
    call: 'issues/get-comment',
    method: 'GET',
    path: one,
    needs,
    answer: (call) => replyOk(viewComment(call.world, call.repository, findComment(call).comment)),
  }),
  createRepositoryRoute({
    call: 'issues/update-comment',
    method: 'PATCH',
    path: one,
    needs,
    answer: (call) => {
      const at = findComment(call)
      editComment(createActionContext(call), at, parseInput(call, BODY).body)
      return replyOk(viewComment(call.world, call.repository, at.comment))
    },
  }),
  createRepositoryRoute({
    call: 'issues/delete-comment',
    method: 'DELETE',
    path: one,
    needs,
    answer: (call) => {
      deleteComment(createActionContext(call), findComment(call))
      return replyDone()
    },
  }),
  createRepositoryRoute({
    call: 'reactions/list-for-issue-comment',
    method: 'GET',
    path: `${one}/reactions`,
    needs,
    answer: (call) =>
      replyList(findComment(call).comment.reactions.map((each) => viewReaction(call.world, each))),
  }),
  createRepositoryRoute({
    call: 'reactions/create-for-issue-comment',
    method: 'POST',
    path: `${one}/reactions`,
    needs,
    role: 'read',
    answer: (call) => addReaction(call, findComment(call).comment.reactions),
  }),
  createRepositoryRoute({
    call: 'reactions/delete-for-issue-comment',
    method: 'DELETE',
    path: `${one}/reactions/{reaction_id}`,
    needs,
    role: 'read',
    answer: (call) => dropReaction(call, findComment(call).comment.reactions),
  }),
]

function findComment(call: RepositoryCall): { readonly issue: StoredIssue; readonly comment: CommentState } {
  const id = getNumberParam(call, 'comment_id')
  const comment = requireFound(call.repository.comments.find((each) => each.id === id))
  return { comment, issue: requireFound(findIssue(call.repository, comment.issue)) }
}
