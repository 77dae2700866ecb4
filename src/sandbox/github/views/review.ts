import type { Issue, Repository, Review } from '../state.ts'
import { fullName, iso, nodeId, type World } from '../world.ts'
import { viewAccount } from './account.ts'
import { htmlUrl, standingOf } from './issue.ts'

/** A review of a pull request. */
export function viewReview(
  world: World,
  repository: Repository,
  { issue, review }: { readonly issue: Issue; readonly review: Review },
): Record<string, unknown> {
  const html = `${htmlUrl(world, repository, issue)}#pullrequestreview-${review.id}`
  const pull = `${world.origin.url}/repos/${fullName(repository)}/pulls/${issue.number}`
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: viewAccount(world, review.by),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: standingOf(repository, review.by),
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: iso(review.submittedAt),
    commit_id: review.commit,
  }
}
