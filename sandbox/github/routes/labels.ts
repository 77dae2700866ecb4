import { z } from 'zod'
import { addLabels, removeLabel, setLabels } from '../actions/issues.ts'
import { type ApiAnswer, replyCreated, replyList, replyOk } from '../http/answer.ts'
import { ApiProblem, createInvalid, requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getParam,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import type { StoredIssue } from '../state.ts'
import { listLabels, viewLabel } from '../views/issue.ts'
import { createActionContext, findCallIssue } from './scene-of.ts'

const NEW = z.object({
  name: z.string().min(1),
  color: z.string().default('ededed'),
  description: z.string().nullish(),
})
const NAMES = z
  .union([z.object({ labels: z.array(z.string()).default([]) }), z.array(z.string())])
  .transform((given) => (Array.isArray(given) ? given : given.labels))
const needs = ['issues', 'pull_requests']
const ofIssue = '/issues/{issue_number}/labels'

/** The repository's labels, and those on an issue. */
export const LABEL_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'issues/list-labels-for-repo',
    method: 'GET',
    path: '/labels',
    needs,
    answer: ({ world, repository }) =>
      replyList([...repository.labels.values()].map((label) => viewLabel(world, repository, label))),
  }),
  createRepositoryRoute({
    call: 'issues/get-label',
    method: 'GET',
    path: '/labels/{name}',
    needs,
    answer: (call) => {
      const label = requireFound(call.repository.labels.get(getParam(call, 'name').toLowerCase()))
      return replyOk(viewLabel(call.world, call.repository, label))
    },
  }),
  createRepositoryRoute({
    call: 'issues/create-label',
    method: 'POST',
    path: '/labels',
    needs,
    answer: createLabel,
  }),
  createRepositoryRoute({
    call: 'issues/list-labels-on-issue',
    method: 'GET',
    path: ofIssue,
    needs,
    answer: (call) => replyList(viewLabels(call, findCallIssue(call))),
  }),
  createRepositoryRoute({
    call: 'issues/add-labels',
    method: 'POST',
    path: ofIssue,
    needs,
    role: 'triage',
    answer: async (call) => {
      const issue = findCallIssue(call)
      await addLabels(createActionContext(call), issue, parseInput(call, NAMES))
      return replyOk(viewLabels(call, issue))
    },
  }),
  createRepositoryRoute({
    call: 'issues/set-labels',
    method: 'PUT',
    path: ofIssue,
    needs,
    role: 'triage',
    answer: async (call) => {
      const issue = findCallIssue(call)
      await setLabels(createActionContext(call), issue, parseInput(call, NAMES))
      return replyOk(viewLabels(call, issue))
    },
  }),
  createRepositoryRoute({
    call: 'issues/remove-label',
    method: 'DELETE',
    path: `${ofIssue}/{name}`,
    needs,
    role: 'triage',
    answer: async (call) => {
      const issue = findCallIssue(call)
      if (!(await removeLabel(createActionContext(call), issue, getParam(call, 'name'))))
        throw new ApiProblem(404, 'Label does not exist')
      return replyOk(viewLabels(call, issue))
    },
  }),
]

function createLabel(call: RepositoryCall): ApiAnswer {
  const { name, color, description = null } = parseInput(call, NEW)
  const { world, repository } = call
  if (repository.labels.has(name.toLowerCase())) {
    throw createInvalid({ resource: 'Label', field: 'name', code: 'already_exists' })
  }
  const label = { id: world.nextId(), name, color, description }
  repository.labels.set(name.toLowerCase(), label)
  return replyCreated(viewLabel(world, repository, label))
}

function viewLabels({ world, repository }: RepositoryCall, issue: StoredIssue): Record<string, unknown>[] {
  return listLabels(repository, issue).map((label) => viewLabel(world, repository, label))
}
