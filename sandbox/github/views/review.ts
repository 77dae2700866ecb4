import type { Repository, Review, StoredIssue } from '../state.ts'
import { createNodeId, formatFullName, toIsoTime, type World } from '../world.ts'
import { viewAccount } from './account.ts'
import { getAssociationWith, getHtmlUrl } from './issue.ts'

/** A review of a pull request. */
export function viewReview(
  world: World,
  repository: Repository,
  { issue, review }: { readonly issue: StoredIssue; readonly review: Review },
): Record<string, unknown> {
  const html = `${getHtmlUrl(world, repository, issue)}#pullrequestreview-${review.id}`
  const pull = `${world.origin.url}/repos/${formatFullName(repository)}/pulls/${issue.number}`
  return {
    id: review.id,
    node_id: createNodeId('PullRequestReview', review.id),
    user: viewAccount(world, review.by),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: getAssociationWith(repository, review.by),
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: toIsoTime(review.submittedAt),
    commit_id: review.commit,
  }
}
