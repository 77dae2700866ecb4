import { z } from 'zod'
import { addLabels, removeLabel, setLabels } from '../actions/issues.ts'
import { type Answer, created, list, ok } from '../http/answer.ts'
import { found, invalid, Problem } from '../http/problem.ts'
import { input, onRepository, param, type RepositoryCall, type Route } from '../http/route.ts'
import type { Issue } from '../state.ts'
import { labelsOf, viewLabel } from '../views/issue.ts'
import { issueOf, sceneOf } from './scene-of.ts'

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
export const LABEL_ROUTES: readonly Route[] = [
  onRepository({
    call: 'issues/list-labels-for-repo',
    method: 'GET',
    path: '/labels',
    needs,
    answer: ({ world, repository }) =>
      list([...repository.labels.values()].map((label) => viewLabel(world, repository, label))),
  }),
  onRepository({
    call: 'issues/get-label',
    method: 'GET',
    path: '/labels/{name}',
    needs,
    answer: (call) => {
      const label = found(call.repository.labels.get(param(call, 'name').toLowerCase()))
      return ok(viewLabel(call.world, call.repository, label))
    },
  }),
  onRepository({ call: 'issues/create-label', method: 'POST', path: '/labels', needs, answer: createLabel }),
  onRepository({
    call: 'issues/list-labels-on-issue',
    method: 'GET',
    path: ofIssue,
    needs,
    answer: (call) => list(viewLabels(call, issueOf(call))),
  }),
  onRepository({
    call: 'issues/add-labels',
    method: 'POST',
    path: ofIssue,
    needs,
    role: 'triage',
    answer: async (call) => {
      const issue = issueOf(call)
      await addLabels(sceneOf(call), issue, input(call, NAMES))
      return ok(viewLabels(call, issue))
    },
  }),
  onRepository({
    call: 'issues/set-labels',
    method: 'PUT',
    path: ofIssue,
    needs,
    role: 'triage',
    answer: async (call) => {
      const issue = issueOf(call)
      await setLabels(sceneOf(call), issue, input(call, NAMES))
      return ok(viewLabels(call, issue))
    },
  }),
  onRepository({
    call: 'issues/remove-label',
    method: 'DELETE',
    path: `${ofIssue}/{name}`,
    needs,
    role: 'triage',
    answer: async (call) => {
      const issue = issueOf(call)
      if (!(await removeLabel(sceneOf(call), issue, param(call, 'name'))))
        throw new Problem(404, 'Label does not exist')
      return ok(viewLabels(call, issue))
    },
  }),
]

function createLabel(call: RepositoryCall): Answer {
  const { name, color, description = null } = input(call, NEW)
  const { world, repository } = call
  if (repository.labels.has(name.toLowerCase())) {
    throw invalid({ resource: 'Label', field: 'name', code: 'already_exists' })
  }
  const label = { id: world.nextId(), name, color, description }
  repository.labels.set(name.toLowerCase(), label)
  return created(viewLabel(world, repository, label))
}

function viewLabels({ world, repository }: RepositoryCall, issue: Issue): Record<string, unknown>[] {
  return labelsOf(repository, issue).map((label) => viewLabel(world, repository, label))
}
