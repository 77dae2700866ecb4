import { z } from 'zod'
import { react } from '../actions/comments.ts'
import {
  assign,
  closeIssue,
  editIssue,
  openIssue,
  reopenIssue,
  setLabels,
  unassign,
} from '../actions/issues.ts'
import { type Answer, created, done, list, ok } from '../http/answer.ts'
import { invalid, notFound } from '../http/problem.ts'
import { input, numberParam, onRepository, type RepositoryCall, type Route } from '../http/route.ts'
import { type Account, type Issue, REACTIONS, type Reaction } from '../state.ts'
import { viewFullIssue, viewIssue, viewReaction } from '../views/issue.ts'
import { viewTimelineEntry } from '../views/timeline.ts'
import { accountNamed, type World } from '../world.ts'
import { issueOf, sceneOf } from './scene-of.ts'

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
})
const ASSIGNEES = z.object({ assignees: z.array(z.string()).default([]) })
/** A reaction that is to be made. */
export const REACTION = z.object({ content: z.enum(REACTIONS) })
const needs = ['issues', 'pull_requests']

/** Issues; pull requests are issues too. */
export const ISSUE_ROUTES: readonly Route[] = [
  onRepository({ call: 'issues/list-for-repo', method: 'GET', path: '/issues', needs, answer: listIssues }),
  onRepository({
    call: 'issues/create',
    method: 'POST',
    path: '/issues',
    needs: ['issues'],
    role: 'read',
    answer: createIssue,
  }),
  onRepository({
    call: 'issues/get',
    method: 'GET',
    path: '/issues/{issue_number}',
    needs,
    answer: (call) => ok(viewFullIssue(call.world, call.repository, issueOf(call))),
  }),
  onRepository({
    call: 'issues/update',
    method: 'PATCH',
    path: '/issues/{issue_number}',
    needs,
    role: 'triage',
    answer: updateIssue,
  }),
  onRepository({
    call: 'issues/list-events-for-timeline',
    method: 'GET',
    path: '/issues/{issue_number}/timeline',
    needs,
    answer: (call) => {
      const { world, repository } = call
      const issue = issueOf(call)
      return list(issue.timeline.map((entry) => viewTimelineEntry(world, repository, { issue, entry })))
    },
  }),
  onRepository({
    call: 'issues/add-assignees',
    method: 'POST',
    path: '/issues/{issue_number}/assignees',
    needs,
    answer: addAssignees,
  }),
  onRepository({
    call: 'issues/remove-assignees',
    method: 'DELETE',
    path: '/issues/{issue_number}/assignees',
    needs,
    answer: async (call) => {
      const issue = issueOf(call)
      await unassign(sceneOf(call), issue, accountsOf(call.world, input(call, ASSIGNEES).assignees))
      return ok(viewIssue(call.world, call.repository, issue))
    },
  }),
  onRepository({
    call: 'reactions/list-for-issue',
    method: 'GET',
    path: '/issues/{issue_number}/reactions',
    needs,
    answer: (call) => list(issueOf(call).reactions.map((one) => viewReaction(call.world, one))),
  }),
  onRepository({
    call: 'reactions/create-for-issue',
    method: 'POST',
    path: '/issues/{issue_number}/reactions',
    needs,
    role: 'read',
    answer: (call) => addReaction(call, issueOf(call).reactions),
  }),
  onRepository({
    call: 'reactions/delete-for-issue',
    method: 'DELETE',
    path: '/issues/{issue_number}/reactions/{reaction_id}',
    needs,
    role: 'read',
    answer: (call) => dropReaction(call, issueOf(call).reactions),
  }),
]

/** 201 for a new reaction, 200 for one that was there. */
export function addReaction(call: RepositoryCall, reactions: Reaction[]): Answer {
  const { reaction, isNew } = react(sceneOf(call), reactions, input(call, REACTION).content)
  return isNew ? created(viewReaction(call.world, reaction)) : ok(viewReaction(call.world, reaction))
}

/** Takes a reaction of one's own away. */
export function dropReaction(call: RepositoryCall, reactions: Reaction[]): Answer {
  const id = numberParam(call, 'reaction_id')
  const at = reactions.findIndex((one) => one.id === id && one.by.id === sceneOf(call).by.id)
  if (at < 0) throw notFound()
  reactions.splice(at, 1)
  return done()
}

function listIssues(call: RepositoryCall): Answer {
  const { world, repository, query } = call
  const state = query.get('state') ?? 'open'
  const labels = (query.get('labels') ?? '').split(',').filter((name) => name !== '')
  const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z')
  const creator = query.get('creator')?.toLowerCase()
  const fits = (issue: Issue) =>
    (state === 'all' || state === (issue.closed ? 'closed' : 'open')) &&
    labels.every((name) => issue.labels.has(name.toLowerCase())) &&
    issue.updatedAt >= since &&
    (creator === undefined || issue.by.login.toLowerCase() === creator)
  const order = query.get('direction') === 'asc' ? 1 : -1
  const by = query.get('sort') === 'updated' ? 'updatedAt' : 'number'
  const found = repository.issues.filter(fits).sort((a, b) => order * (a[by] - b[by] || a.number - b.number))
  return list(found.map((issue) => viewIssue(world, repository, issue)))
}

async function createIssue(call: RepositoryCall): Promise<Answer> {
  const { title, body = null, labels = [], assignees = [] } = input(call, NEW)
  const draft = { title, body, labels, assignees: accountsOf(call.world, assignees), pull: null }
  return created(viewFullIssue(call.world, call.repository, await openIssue(sceneOf(call), draft)))
}

async function updateIssue(call: RepositoryCall): Promise<Answer> {
  const { title, body, state, state_reason, labels, assignees } = input(call, CHANGE)
  const scene = sceneOf(call)
  const issue = issueOf(call)
  await editIssue(scene, issue, {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
  })
  if (labels) await setLabels(scene, issue, labels)
  if (assignees) {
    const accounts = accountsOf(call.world, assignees)
    await unassign(
      scene,
      issue,
      issue.assignees.filter((one) => !accounts.includes(one)),
    )
    await assign(scene, issue, accounts)
  }
  if (state === 'closed') await closeIssue(scene, issue, { reason: state_reason ?? 'completed' })
  if (state === 'open') await reopenIssue(scene, issue)
  return ok(viewFullIssue(call.world, call.repository, issue))
}

async function addAssignees(call: RepositoryCall): Promise<Answer> {
  const issue = issueOf(call)
  // Unlike on creation, GitHub passes over those whom it does not know.
  const accounts = input(call, ASSIGNEES).assignees.flatMap((login) => accountNamed(call.world, login) ?? [])
  await assign(sceneOf(call), issue, accounts)
  return created(viewIssue(call.world, call.repository, issue))
}

function accountsOf(world: World, logins: readonly string[]): Account[] {
  return logins.map((login) => {
    const account = accountNamed(world, login)
    if (account) return account
    throw invalid({ resource: 'Issue', field: 'assignees', code: 'invalid' })
  })
}
