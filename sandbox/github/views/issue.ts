import {
  type AccountState,
  type CommentState,
  type Label,
  REACTIONS,
  type Reaction,
  type Repository,
  type StoredIssue,
} from '../state.ts'
import { createNodeId, formatFullName, toIsoTime, type World } from '../world.ts'
import { getAssociation, viewAccount, viewApp } from './account.ts'
import { viewRepository } from './repository.ts'

/** An issue; a pull request shows here as one, with links to what it is besides. */
export function viewIssue(world: World, repository: Repository, issue: StoredIssue): Record<string, unknown> {
  const url = `${world.origin.url}/repos/${formatFullName(repository)}/issues/${issue.number}`
  const { pull, closed } = issue
  return {
    id: issue.id,
    node_id: createNodeId('Issue', issue.id),
    url,
    repository_url: `${world.origin.url}/repos/${formatFullName(repository)}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: getHtmlUrl(world, repository, issue),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: viewAccount(world, issue.by),
    labels: listLabels(repository, issue).map((label) => viewLabel(world, repository, label)),
    state: closed ? 'closed' : 'open',
    state_reason: closed?.reason ?? null,
    locked: false,
    active_lock_reason: null,
    assignee: viewFirst(world, issue.assignees),
    assignees: issue.assignees.map((account) => viewAccount(world, account)),
    milestone: viewMilestone(issue),
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    created_at: toIsoTime(issue.createdAt),
    updated_at: toIsoTime(issue.updatedAt),
    closed_at: closed ? toIsoTime(closed.at) : null,
    author_association: getAssociationWith(repository, issue.by),
    reactions: viewReactionCounts(url, issue.reactions),
    performed_via_github_app: viewViaApp(world, issue.by),
    ...(pull ? { draft: pull.draft, pull_request: viewLinks(world, repository, issue) } : {}),
  }
}

/** What an issue or pull request is gathered for; null where it is for none. */
export function viewMilestone({ milestone }: StoredIssue): Record<string, unknown> | null {
  return milestone ? { ...milestone, state: 'open' } : null
}

/** An issue's own page, which also says who closed it. */
export function viewFullIssue(
  world: World,
  repository: Repository,
  issue: StoredIssue,
): Record<string, unknown> {
  return {
    ...viewIssue(world, repository, issue),
    closed_by: issue.closed ? viewAccount(world, issue.closed.by) : null,
  }
}

/** An issue that another one mentions. */
export function viewSource(
  world: World,
  repository: Repository,
  issue: StoredIssue,
): Record<string, unknown> {
  const repositoryView = viewRepository(world, repository)
  return { type: 'issue', issue: { ...viewIssue(world, repository, issue), repository: repositoryView } }
}

export function viewComment(
  world: World,
  repository: Repository,
  comment: CommentState,
): Record<string, unknown> {
  const url = `${world.origin.url}/repos/${formatFullName(repository)}/issues`
  const html = `${world.origin.url}/${formatFullName(repository)}/issues/${comment.issue}`
  return {
    id: comment.id,
    node_id: createNodeId('IssueComment', comment.id),
    url: `${url}/comments/${comment.id}`,
    html_url: `${html}#issuecomment-${comment.id}`,
    issue_url: `${url}/${comment.issue}`,
    body: comment.body,
    user: viewAccount(world, comment.by),
    created_at: toIsoTime(comment.createdAt),
    updated_at: toIsoTime(comment.updatedAt),
    author_association: getAssociationWith(repository, comment.by),
    reactions: viewReactionCounts(`${url}/comments/${comment.id}`, comment.reactions),
    performed_via_github_app: viewViaApp(world, comment.by),
  }
}

export function viewLabel(world: World, repository: Repository, label: Label): Record<string, unknown> {
  return {
    id: label.id,
    node_id: createNodeId('Label', label.id),
    url: `${world.origin.url}/repos/${formatFullName(repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  }
}

export function viewReaction(world: World, reaction: Reaction): Record<string, unknown> {
  return {
    id: reaction.id,
    node_id: createNodeId('Reaction', reaction.id),
    user: viewAccount(world, reaction.by),
    content: reaction.content,
    created_at: toIsoTime(reaction.createdAt),
  }
}

export function listLabels(repository: Repository, issue: StoredIssue): Label[] {
  return [...issue.labels].flatMap((name) => repository.labels.get(name) ?? [])
}

export function viewFirst(world: World, [first]: readonly AccountState[]): Record<string, unknown> | null {
  return first ? viewAccount(world, first) : null
}

export function getAssociationWith(repository: Repository, account: AccountState): string {
  return getAssociation(account, repository.owner, (repository.roles.get(account.id) ?? 'none') !== 'none')
}

export function getHtmlUrl(world: World, repository: Repository, { number, pull }: StoredIssue): string {
  return `${world.origin.url}/${formatFullName(repository)}/${pull ? 'pull' : 'issues'}/${number}`
}

/** The App whose bot wrote this, if one did. */
export function viewViaApp(world: World, account: AccountState): Record<string, unknown> | null {
  const app = [world.installed.app, world.actions].find(({ bot }) => bot.id === account.id)
  return app ? viewApp(world, app) : null
}

function viewLinks(world: World, repository: Repository, issue: StoredIssue): Record<string, unknown> {
  const html = getHtmlUrl(world, repository, issue)
  const merged = issue.pull?.merged
  return {
    url: `${world.origin.url}/repos/${formatFullName(repository)}/pulls/${issue.number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: merged ? toIsoTime(merged.at) : null,
  }
}

function viewReactionCounts(url: string, reactions: readonly Reaction[]): Record<string, unknown> {
  const counts = REACTIONS.map((content) => [
    content,
    reactions.filter((one) => one.content === content).length,
  ])
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(counts) }
}
