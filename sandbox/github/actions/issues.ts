import { createInvalid } from '../http/problem.ts'
import type { AccountState, Label, Pull, StateReason, StoredIssue } from '../state.ts'
import { type ActionContext, addTimelineEntry, getNextNumber } from './action-context.ts'
import { announceIssue } from './announce-change.ts'
import { crossReference } from './mentions.ts'

/** What a new issue, or pull request, starts with. */
interface Draft {
  readonly title: string
  readonly body: string | null
  readonly labels: readonly string[]
  readonly assignees: readonly AccountState[]
  readonly pull: Pull | null
}

export async function openIssue(scope: ActionContext, draft: Draft): Promise<StoredIssue> {
  const { world, repository, by } = scope
  if (draft.title.trim() === '')
    throw createInvalid({ resource: 'Issue', field: 'title', code: 'missing_field' })
  const issue: StoredIssue = {
    id: world.nextId(),
    number: getNextNumber(repository),
    by,
    title: draft.title,
    body: draft.body,
    closed: null,
    labels: new Set(),
    assignees: [],
    reactions: [],
    timeline: [],
    createdAt: world.now(),
    updatedAt: world.now(),
    pull: draft.pull,
  }
  repository.issues.push(issue)
  crossReference(scope, issue.number, draft.body ?? '')
  await announceIssue(scope, issue, 'opened')
  await addLabels(scope, issue, draft.labels)
  await assign(scope, issue, draft.assignees)
  return issue
}

/** Changes title and body; what is the same stays silent. */
export async function editIssue(
  scope: ActionContext,
  issue: StoredIssue,
  { title = issue.title, body = issue.body }: { readonly title?: string; readonly body?: string | null },
): Promise<void> {
  const was = { title: issue.title, body: issue.body }
  if (title === was.title && body === was.body) return
  const changes = {
    ...(title === was.title ? {} : { title: { from: was.title } }),
    ...(body === was.body ? {} : { body: { from: was.body ?? '' } }),
  }
  if (title !== was.title) addTimelineEntry(scope, issue, { event: 'renamed', from: was.title, to: title })
  issue.title = title
  issue.body = body
  issue.updatedAt = scope.world.now()
  crossReference(scope, issue.number, body ?? '')
  await announceIssue(scope, issue, 'edited', { changes })
}

/** Closes an issue or pull request that is open; `commit` is what did it. */
export async function closeIssue(
  scope: ActionContext,
  issue: StoredIssue,
  {
    reason = 'completed',
    commit = null,
  }: { readonly reason?: StateReason | null; readonly commit?: string | null } = {},
): Promise<void> {
  if (issue.closed) return
  issue.closed = { at: scope.world.now(), by: scope.by, reason: issue.pull ? null : reason }
  addTimelineEntry(scope, issue, { event: 'closed', commit })
  await announceIssue(scope, issue, 'closed')
}

export async function reopenIssue(scope: ActionContext, issue: StoredIssue): Promise<void> {
  if (!issue.closed) return
  if (issue.pull?.merged) throw createInvalid({ resource: 'PullRequest', field: 'state', code: 'invalid' })
  issue.closed = null
  addTimelineEntry(scope, issue, { event: 'reopened' })
  await announceIssue(scope, issue, 'reopened')
}

/** Puts labels on; GitHub makes those that the repository does not have. */
export async function addLabels(
  scope: ActionContext,
  issue: StoredIssue,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const label = findOrAddLabel(scope, name)
    if (issue.labels.has(name.toLowerCase())) continue
    issue.labels.add(name.toLowerCase())
    addTimelineEntry(scope, issue, { event: 'labeled', label })
    await announceIssue(scope, issue, 'labeled', { label })
  }
}

/** Takes a label off, and says whether it was on. */
export async function removeLabel(scope: ActionContext, issue: StoredIssue, name: string): Promise<boolean> {
  const label = scope.repository.labels.get(name.toLowerCase())
  if (!label || !issue.labels.delete(name.toLowerCase())) return false
  addTimelineEntry(scope, issue, { event: 'unlabeled', label })
  await announceIssue(scope, issue, 'unlabeled', { label })
  return true
}

export async function setLabels(
  scope: ActionContext,
  issue: StoredIssue,
  names: readonly string[],
): Promise<void> {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  for (const name of [...issue.labels]) if (!wanted.has(name)) await removeLabel(scope, issue, name)
  await addLabels(scope, issue, names)
}

function findOrAddLabel({ world, repository }: ActionContext, name: string): Label {
  const known = repository.labels.get(name.toLowerCase())
  if (known) return known
  const label: Label = { id: world.nextId(), name, color: 'ededed', description: null }
  repository.labels.set(name.toLowerCase(), label)
  return label
}

export async function assign(
  scope: ActionContext,
  issue: StoredIssue,
  accounts: readonly AccountState[],
): Promise<void> {
  for (const assignee of accounts) {
    if (issue.assignees.some(({ id }) => id === assignee.id)) continue
    issue.assignees.push(assignee)
    addTimelineEntry(scope, issue, { event: 'assigned', assignee })
    await announceIssue(scope, issue, 'assigned', { assignee })
  }
}

export async function unassign(
  scope: ActionContext,
  issue: StoredIssue,
  accounts: readonly AccountState[],
): Promise<void> {
  for (const assignee of accounts) {
    const at = issue.assignees.findIndex(({ id }) => id === assignee.id)
    if (at < 0) continue
    issue.assignees.splice(at, 1)
    addTimelineEntry(scope, issue, { event: 'unassigned', assignee })
    await announceIssue(scope, issue, 'unassigned', { assignee })
  }
}
