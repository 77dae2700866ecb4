import { z } from 'zod'
import { addReactionTo } from '../actions/comments.ts'
import {
  assign,
  closeIssue,
  editIssue,
  openIssue,
  reopenIssue,
  setLabels,
  unassign,
} from '../actions/issues.ts'
import { type ApiAnswer, replyCreated, replyDone, replyList, replyOk } from '../http/answer.ts'
import { createInvalid, createNotFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getNumberParam,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import { type AccountState, REACTIONS, type Reaction, type StoredIssue } from '../state.ts'
import { viewFullIssue, viewIssue, viewReaction } from '../views/issue.ts'
import { viewTimelineEntry } from '../views/timeline.ts'
import { findAccount, type World } from '../world.ts'
import { createActionContext, findCallIssue } from './scene-of.ts'

const LABELS = z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]))
const NEW = z.object({
  title: z.union([z.string(), z.number().transform(String)]),
  body: z.string().nullish(),
  labels: LABELS.optional(),
  assignees: z.array(z.string()).optional(),
})
const CHANGE = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'reopened']).nullish(),
  labels: LABELS.optional(),
  assignees: z.array(z.string()).optional(),
  milestone: z.int().nullish(),
})
const ASSIGNEES = z.object({ assignees: z.array(z.string()).default([]) })
/** A reaction that is to be made. */
const REACTION = z.object({ content: z.enum(REACTIONS) })
const needs = ['issues', 'pull_requests']

/** Issues; pull requests are issues too. */
export const ISSUE_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'issues/list-for-repo',
    method: 'GET',
    path: '/issues',
    needs,
    answer: listIssues,
  }),
  createRepositoryRoute({
    call: 'issues/create',
    method: 'POST',
    path: '/issues',
    needs: ['issues'],
    role: 'read',
    answer: createIssue,
  }),
  createRepositoryRoute({
    call: 'issues/get',
    method: 'GET',
    path: '/issues/{issue_number}',
    needs,
    answer: (call) => replyOk(viewFullIssue(call.world, call.repository, findCallIssue(call))),
  }),
  createRepositoryRoute({
    call: 'issues/update',
    method: 'PATCH',
    path: '/issues/{issue_number}',
    needs,
    role: 'triage',
    answer: updateIssue,
  }),
  createRepositoryRoute({
    call: 'issues/list-events-for-timeline',
    method: 'GET',
    path: '/issues/{issue_number}/timeline',
    needs,
    answer: (call) => {
      const { world, repository } = call
      const issue = findCallIssue(call)
      return replyList(issue.timeline.map((entry) => viewTimelineEntry(world, repository, { issue, entry })))
    },
  }),
  createRepositoryRoute({
    call: 'issues/add-assignees',
    method: 'POST',
    path: '/issues/{issue_number}/assignees',
    needs,
    answer: addAssignees,
  }),
  createRepositoryRoute({
    call: 'issues/remove-assignees',
    method: 'DELETE',
    path: '/issues/{issue_number}/assignees',
    needs,
    answer: async (call) => {
      const issue = findCallIssue(call)
      await unassign(
        createActionContext(call),
        issue,
        findAccounts(call.world, parseInput(call, ASSIGNEES).assignees),
      )
      return replyOk(viewIssue(call.world, call.repository, issue))
    },
  }),
  createRepositoryRoute({
    call: 'reactions/list-for-issue',
    method: 'GET',
    path: '/issues/{issue_number}/reactions',
    needs,
    answer: (call) => replyList(findCallIssue(call).reactions.map((one) => viewReaction(call.world, one))),
  }),
  createRepositoryRoute({
    call: 'reactions/create-for-issue',
    method: 'POST',
    path: '/issues/{issue_number}/reactions',
    needs,
    role: 'read',
    answer: (call) => addReaction(call, findCallIssue(call).reactions),
  }),
  createRepositoryRoute({
    call: 'reactions/delete-for-issue',
    method: 'DELETE',
    path: '/issues/{issue_number}/reactions/{reaction_id}',
    needs,
    role: 'read',
    answer: (call) => dropReaction(call, findCallIssue(call).reactions),
  }),
]

/** 201 for a new reaction, 200 for one that was there. */
export function addReaction(call: RepositoryCall, reactions: Reaction[]): ApiAnswer {
  const { reaction, isNew } = addReactionTo(
    createActionContext(call),
    reactions,
    parseInput(call, REACTION).content,
  )
  return isNew
    ? replyCreated(viewReaction(call.world, reaction))
    : replyOk(viewReaction(call.world, reaction))
}

/** Takes a reaction of one's own away. */
export function dropReaction(call: RepositoryCall, reactions: Reaction[]): ApiAnswer {
  const id = getNumberParam(call, 'reaction_id')
  const at = reactions.findIndex((one) => one.id === id && one.by.id === createActionContext(call).by.id)
  if (at < 0) throw createNotFound()
  reactions.splice(at, 1)
  return replyDone()
}

function listIssues(call: RepositoryCall): ApiAnswer {
  const { world, repository, query } = call
  const state = query.get('state') ?? 'open'
  const labels = (query.get('labels') ?? '').split(',').filter((name) => name !== '')
  const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z')
  const creator = query.get('creator')?.toLowerCase()
  const matchesQuery = (issue: StoredIssue) =>
    (state === 'all' || state === (issue.closed ? 'closed' : 'open')) &&
    labels.every((name) => issue.labels.has(name.toLowerCase())) &&
    issue.updatedAt >= since &&
    (creator === undefined || issue.by.login.toLowerCase() === creator)
  const order = query.get('direction') === 'asc' ? 1 : -1
  const by = query.get('sort') === 'updated' ? 'updatedAt' : 'number'
  const found = repository.issues
    .filter(matchesQuery)
    .sort((a, b) => order * (a[by] - b[by] || a.number - b.number))
  return replyList(found.map((issue) => viewIssue(world, repository, issue)))
}

async function createIssue(call: RepositoryCall): Promise<ApiAnswer> {
  const { title, body = null, labels = [], assignees = [] } = parseInput(call, NEW)
  const draft = { title, body, labels, assignees: findAccounts(call.world, assignees), pull: null }
  return replyCreated(
    viewFullIssue(call.world, call.repository, await openIssue(createActionContext(call), draft)),
  )
}

function findMilestone(
  { repository }: RepositoryCall,
  number: number,
): NonNullable<StoredIssue['milestone']> {
  const found = repository.issues.find(({ milestone }) => milestone?.number === number)?.milestone
  if (found) return found
  throw createInvalid({ resource: 'Issue', field: 'milestone', code: 'invalid' })
}

async function updateIssue(call: RepositoryCall): Promise<ApiAnswer> {
  const { title, body, state, state_reason, labels, assignees, milestone } = parseInput(call, CHANGE)
  const scope = createActionContext(call)
  const issue = findCallIssue(call)
  await editIssue(scope, issue, {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
  })
  if (labels) await setLabels(scope, issue, labels)
  if (milestone) issue.milestone = findMilestone(call, milestone)
  if (assignees) {
    const accounts = findAccounts(call.world, assignees)
    await unassign(
      scope,
      issue,
      issue.assignees.filter((one) => !accounts.includes(one)),
    )
    await assign(scope, issue, accounts)
  }
  if (state === 'closed') await closeIssue(scope, issue, { reason: state_reason ?? 'completed' })
  if (state === 'open') await reopenIssue(scope, issue)
  return replyOk(viewFullIssue(call.world, call.repository, issue))
}

async function addAssignees(call: RepositoryCall): Promise<ApiAnswer> {
  const issue = findCallIssue(call)
  // Unlike on creation, GitHub passes over those whom it does not know.
  const accounts = parseInput(call, ASSIGNEES).assignees.flatMap(
    (login) => findAccount(call.world, login) ?? [],
  )
  await assign(createActionContext(call), issue, accounts)
  return replyCreated(viewIssue(call.world, call.repository, issue))
}

function findAccounts(world: World, logins: readonly string[]): AccountState[] {
  return logins.map((login) => {
    const account = findAccount(world, login)
    if (account) return account
    throw createInvalid({ resource: 'Issue', field: 'assignees', code: 'invalid' })
  })
}
