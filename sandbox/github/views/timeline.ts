import type { Repository, StoredIssue, TimelineEntry } from '../state.ts'
import { createNodeId, findIssue, formatFullName, toIsoTime, type World } from '../world.ts'
import { viewAccount } from './account.ts'
import { getAssociationWith, viewComment, viewSource, viewViaApp } from './issue.ts'
import { viewReview } from './review.ts'

/** One entry of an issue's timeline. */
export function viewTimelineEntry(
  world: World,
  repository: Repository,
  { issue, entry }: { readonly issue: StoredIssue; readonly entry: TimelineEntry },
): Record<string, unknown> {
  const { what, actor } = entry
  const plain = { ...viewEvent(world, repository, entry), event: what.event }
  const by = viewAccount(world, actor)
  switch (what.event) {
    case 'labeled':
    case 'unlabeled':
      return { ...plain, label: { name: what.label.name, color: what.label.color } }
    case 'assigned':
    case 'unassigned':
      return { ...plain, assignee: viewAccount(world, what.assignee) }
    case 'closed':
    case 'merged':
    case 'referenced':
      return { ...plain, ...viewCommitLink(world, repository, what.commit), state_reason: null }
    case 'reopened':
      return { ...plain, state_reason: null }
    case 'ready_for_review':
    case 'convert_to_draft':
      return plain
    case 'renamed':
      return { ...plain, rename: { from: what.from, to: what.to } }
    case 'cross-referenced':
      return {
        event: what.event,
        actor: by,
        ...createTimes(entry),
        ...viewReferrer(world, repository, what.source),
      }
    case 'commented':
      return { ...viewComment(world, repository, what.comment), event: what.event, actor: by }
    case 'reviewed':
      return { ...viewReview(world, repository, { issue, review: what.review }), event: what.event }
  }
}

function viewEvent(world: World, repository: Repository, entry: TimelineEntry): Record<string, unknown> {
  return {
    id: entry.id,
    node_id: createNodeId('Event', entry.id),
    url: `${world.origin.url}/repos/${formatFullName(repository)}/issues/events/${entry.id}`,
    actor: viewAccount(world, entry.actor),
    commit_id: null,
    commit_url: null,
    created_at: toIsoTime(entry.at),
    performed_via_github_app: viewViaApp(world, entry.actor),
    author_association: getAssociationWith(repository, entry.actor),
  }
}

function viewCommitLink(
  world: World,
  repository: Repository,
  commit: string | null,
): Record<string, unknown> {
  if (commit === null) return {}
  const url = `${world.origin.url}/repos/${formatFullName(repository)}/commits/${commit}`
  return { commit_id: commit, commit_url: url }
}

function viewReferrer(world: World, repository: Repository, source: number): Record<string, unknown> {
  const issue = findIssue(repository, source)
  return { source: issue ? viewSource(world, repository, issue) : {} }
}

function createTimes({ at }: TimelineEntry): Record<string, unknown> {
  return { created_at: toIsoTime(at), updated_at: toIsoTime(at) }
}
