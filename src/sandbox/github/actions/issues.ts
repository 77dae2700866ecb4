import { invalid } from '../http/problem.ts'
import type { Account, Issue, Label, Pull, StateReason } from '../state.ts'
import { crossReference } from './mentions.ts'
import { nextNumber, note, type Scene } from './scene.ts'
import { tell } from './tell.ts'

/** What a new issue, or pull request, starts with. */
export interface Draft {
  readonly title: string
  readonly body: string | null
  readonly labels: readonly string[]
  readonly assignees: readonly Account[]
  readonly pull: Pull | null
}

export async function openIssue(scene: Scene, draft: Draft): Promise<Issue> {
  const { world, repository, by } = scene
  if (draft.title.trim() === '') throw invalid({ resource: 'Issue', field: 'title', code: 'missing_field' })
  const issue: Issue = {
    id: world.nextId(),
    number: nextNumber(repository),
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
  crossReference(scene, issue.number, draft.body ?? '')
  await tell(scene, issue, 'opened')
  await addLabels(scene, issue, draft.labels)
  await assign(scene, issue, draft.assignees)
  return issue
}

/** Changes title and body; what is the same stays silent. */
export async function editIssue(
  scene: Scene,
  issue: Issue,
  { title = issue.title, body = issue.body }: { readonly title?: string; readonly body?: string | null },
): Promise<void> {
  const was = { title: issue.title, body: issue.body }
  if (title === was.title && body === was.body) return
  const changes = {
    ...(title === was.title ? {} : { title: { from: was.title } }),
    ...(body === was.body ? {} : { body: { from: was.body ?? '' } }),
  }
  if (title !== was.title) note(scene, issue, { event: 'renamed', from: was.title, to: title })
  issue.title = title
  issue.body = body
  issue.updatedAt = scene.world.now()
  crossReference(scene, issue.number, body ?? '')
  await tell(scene, issue, 'edited', { changes })
}

/** Closes an issue or pull request that is open; `commit` is what did it. */
export async function closeIssue(
  scene: Scene,
  issue: Issue,
  {
    reason = 'completed',
    commit = null,
  }: { readonly reason?: StateReason | null; readonly commit?: string | null } = {},
): Promise<void> {
  if (issue.closed) return
  issue.closed = { at: scene.world.now(), by: scene.by, reason: issue.pull ? null : reason }
  note(scene, issue, { event: 'closed', commit })
  await tell(scene, issue, 'closed')
}

export async function reopenIssue(scene: Scene, issue: Issue): Promise<void> {
  if (!issue.closed) return
  if (issue.pull?.merged) throw invalid({ resource: 'PullRequest', field: 'state', code: 'invalid' })
  issue.closed = null
  note(scene, issue, { event: 'reopened' })
  await tell(scene, issue, 'reopened')
}

/** Puts labels on; GitHub makes those that the repository does not have. */
export async function addLabels(scene: Scene, issue: Issue, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const label = labelNamed(scene, name)
    if (issue.labels.has(name.toLowerCase())) continue
    issue.labels.add(name.toLowerCase())
    note(scene, issue, { event: 'labeled', label })
    await tell(scene, issue, 'labeled', { label })
  }
}

/** Takes a label off, and says whether it was on. */
export async function removeLabel(scene: Scene, issue: Issue, name: string): Promise<boolean> {
  const label = scene.repository.labels.get(name.toLowerCase())
  if (!label || !issue.labels.delete(name.toLowerCase())) return false
  note(scene, issue, { event: 'unlabeled', label })
  await tell(scene, issue, 'unlabeled', { label })
  return true
}

export async function setLabels(scene: Scene, issue: Issue, names: readonly string[]): Promise<void> {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  for (const name of [...issue.labels]) if (!wanted.has(name)) await removeLabel(scene, issue, name)
  await addLabels(scene, issue, names)
}

export function labelNamed({ world, repository }: Scene, name: string): Label {
  const known = repository.labels.get(name.toLowerCase())
  if (known) return known
  const label: Label = { id: world.nextId(), name, color: 'ededed', description: null }
  repository.labels.set(name.toLowerCase(), label)
  return label
}

export async function assign(scene: Scene, issue: Issue, accounts: readonly Account[]): Promise<void> {
  for (const assignee of accounts) {
    if (issue.assignees.some(({ id }) => id === assignee.id)) continue
    issue.assignees.push(assignee)
    note(scene, issue, { event: 'assigned', assignee })
    await tell(scene, issue, 'assigned', { assignee })
  }
}

export async function unassign(scene: Scene, issue: Issue, accounts: readonly Account[]): Promise<void> {
  for (const assignee of accounts) {
    const at = issue.assignees.findIndex(({ id }) => id === assignee.id)
    if (at < 0) continue
    issue.assignees.splice(at, 1)
    note(scene, issue, { event: 'unassigned', assignee })
    await tell(scene, issue, 'unassigned', { assignee })
  }
}
