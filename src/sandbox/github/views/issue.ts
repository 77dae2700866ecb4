import {
  type Account,
  type Comment,
  type Issue,
  type Label,
  REACTIONS,
  type Reaction,
  type Repository,
} from '../state.ts'
import { fullName, iso, nodeId, type World } from '../world.ts'
import { association, viewAccount, viewApp } from './account.ts'
import { viewRepository } from './repository.ts'

/** An issue; a pull request shows here as one, with links to what it is besides. */
export function viewIssue(world: World, repository: Repository, issue: Issue): Record<string, unknown> {
  const url = `${world.origin.url}/repos/${fullName(repository)}/issues/${issue.number}`
  const { pull, closed } = issue
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url,
    repository_url: `${world.origin.url}/repos/${fullName(repository)}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: htmlUrl(world, repository, issue),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: viewAccount(world, issue.by),
    labels: labelsOf(repository, issue).map((label) => viewLabel(world, repository, label)),
    state: closed ? 'closed' : 'open',
    state_reason: closed?.reason ?? null,
    locked: false,
    active_lock_reason: null,
    assignee: firstOf(world, issue.assignees),
    assignees: issue.assignees.map((account) => viewAccount(world, account)),
    milestone: null,
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: closed ? iso(closed.at) : null,
    author_association: standingOf(repository, issue.by),
    reactions: viewReactionCounts(url, issue.reactions),
    performed_via_github_app: viaApp(world, issue.by),
    ...(pull ? { draft: pull.draft, pull_request: viewLinks(world, repository, issue) } : {}),
  }
}

/** An issue's own page, which also says who closed it. */
export function viewFullIssue(world: World, repository: Repository, issue: Issue): Record<string, unknown> {
  return {
    ...viewIssue(world, repository, issue),
    closed_by: issue.closed ? viewAccount(world, issue.closed.by) : null,
  }
}

/** An issue that another one mentions. */
export function viewSource(world: World, repository: Repository, issue: Issue): Record<string, unknown> {
  const repositoryView = viewRepository(world, repository)
  return { type: 'issue', issue: { ...viewIssue(world, repository, issue), repository: repositoryView } }
}

export function viewComment(world: World, repository: Repository, comment: Comment): Record<string, unknown> {
  const url = `${world.origin.url}/repos/${fullName(repository)}/issues`
  const html = `${world.origin.url}/${fullName(repository)}/issues/${comment.issue}`
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${url}/comments/${comment.id}`,
    html_url: `${html}#issuecomment-${comment.id}`,
    issue_url: `${url}/${comment.issue}`,
    body: comment.body,
    user: viewAccount(world, comment.by),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    author_association: standingOf(repository, comment.by),
    reactions: viewReactionCounts(`${url}/comments/${comment.id}`, comment.reactions),
    performed_via_github_app: viaApp(world, comment.by),
  }
}

export function viewLabel(world: World, repository: Repository, label: Label): Record<string, unknown> {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${world.origin.url}/repos/${fullName(repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  }
}

export function viewReaction(world: World, reaction: Reaction): Record<string, unknown> {
  return {
    id: reaction.id,
    node_id: nodeId('Reaction', reaction.id),
    user: viewAccount(world, reaction.by),
    content: reaction.content,
    created_at: iso(reaction.createdAt),
  }
}

export function labelsOf(repository: Repository, issue: Issue): Label[] {
  return [...issue.labels].flatMap((name) => repository.labels.get(name) ?? [])
}

export function firstOf(world: World, [first]: readonly Account[]): Record<string, unknown> | null {
  return first ? viewAccount(world, first) : null
}

export function standingOf(repository: Repository, account: Account): string {
  return association(account, repository.owner, repository.roles.has(account.id))
}

export function htmlUrl(world: World, repository: Repository, { number, pull }: Issue): string {
  return `${world.origin.url}/${fullName(repository)}/${pull ? 'pull' : 'issues'}/${number}`
}

/** The App whose bot wrote this, if one did. */
export function viaApp(world: World, account: Account): Record<string, unknown> | null {
  const app = [world.installed.app, world.actions].find(({ bot }) => bot.id === account.id)
  return app ? viewApp(world, app) : null
}

function viewLinks(world: World, repository: Repository, issue: Issue): Record<string, unknown> {
  const html = htmlUrl(world, repository, issue)
  const merged = issue.pull?.merged
  return {
    url: `${world.origin.url}/repos/${fullName(repository)}/pulls/${issue.number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: merged ? iso(merged.at) : null,
  }
}

function viewReactionCounts(url: string, reactions: readonly Reaction[]): Record<string, unknown> {
  const counts = REACTIONS.map((content) => [
    content,
    reactions.filter((one) => one.content === content).length,
  ])
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(counts) }
}
