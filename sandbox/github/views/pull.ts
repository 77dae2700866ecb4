import { listChangedFiles, measureDistance } from '../git/commits.ts'
import type { Pull, Repository, StoredIssue } from '../state.ts'
import { createNodeId, formatFullName, toIsoTime, type World } from '../world.ts'
import { viewAccount } from './account.ts'
import { getAssociationWith, getHtmlUrl, listLabels, viewFirst, viewLabel, viewMilestone } from './issue.ts'
import { viewFullRepository } from './repository.ts'

/** An issue that is a pull request. */
export interface PullIssue extends StoredIssue {
  readonly pull: Pull
}

export function isPull(issue: StoredIssue | undefined): issue is PullIssue {
  return issue !== undefined && issue.pull !== null
}

/** Whether a pull request can be merged, and what GitHub calls how it stands. */
export interface Mergeability {
  readonly mergeable: boolean | null
  readonly state: 'clean' | 'dirty' | 'blocked' | 'behind' | 'draft' | 'unknown'
}

/** What a pull request changes, counted. */
interface Size {
  readonly commits: number
  readonly files: number
  readonly additions: number
  readonly deletions: number
}

/** A pull request as it stands in lists. */
export function viewPull(world: World, repository: Repository, issue: PullIssue): Record<string, unknown> {
  const api = `${world.origin.url}/repos/${formatFullName(repository)}`
  const url = `${api}/pulls/${issue.number}`
  const html = getHtmlUrl(world, repository, issue)
  const { pull, closed } = issue
  return {
    id: issue.id,
    node_id: createNodeId('PullRequest', issue.id),
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${api}/issues/${issue.number}`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${issue.number}/comments`,
    statuses_url: `${api}/statuses/${pull.head}`,
    number: issue.number,
    state: closed ? 'closed' : 'open',
    locked: false,
    active_lock_reason: null,
    title: issue.title,
    body: issue.body,
    user: viewAccount(world, issue.by),
    labels: listLabels(repository, issue).map((label) => viewLabel(world, repository, label)),
    milestone: viewMilestone(issue),
    created_at: toIsoTime(issue.createdAt),
    updated_at: toIsoTime(issue.updatedAt),
    closed_at: closed ? toIsoTime(closed.at) : null,
    merged_at: pull.merged ? toIsoTime(pull.merged.at) : null,
    merge_commit_sha: pull.merged?.commit ?? null,
    assignee: viewFirst(world, issue.assignees),
    assignees: issue.assignees.map((account) => viewAccount(world, account)),
    requested_reviewers: (pull.requested ?? []).map((account) => viewAccount(world, account)),
    requested_teams: [],
    draft: pull.draft,
    head: viewEnd(world, repository, { branch: pull.headBranch, sha: pull.head }),
    base: viewEnd(world, repository, { branch: pull.baseBranch, sha: pull.base }),
    author_association: getAssociationWith(repository, issue.by),
    auto_merge: null,
    _links: viewLinks({ api, url, html, pull, number: issue.number }),
  }
}

/** A pull request's own page. */
export async function viewFullPull(
  world: World,
  repository: Repository,
  { issue, merge }: { readonly issue: PullIssue; readonly merge: Mergeability },
): Promise<Record<string, unknown>> {
  const { commits, files, additions, deletions } = await measureSize(repository, issue.pull)
  const { merged } = issue.pull
  return {
    ...viewPull(world, repository, issue),
    merged: merged !== null,
    merged_by: merged ? viewAccount(world, merged.by) : null,
    mergeable: merge.mergeable,
    mergeable_state: merge.state,
    rebaseable: merge.mergeable,
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits,
    additions,
    deletions,
    changed_files: files,
  }
}

async function measureSize({ gitDir }: Repository, { base, head }: Pull): Promise<Size> {
  const apart = await measureDistance(gitDir, base, head)
  const files = await listChangedFiles(gitDir, apart?.mergeBase ?? base, head)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  return {
    commits: apart?.ahead ?? 0,
    files: files.length,
    additions: sum(files.map((file) => file.additions)),
    deletions: sum(files.map((file) => file.deletions)),
  }
}

function viewEnd(
  world: World,
  repository: Repository,
  { branch, sha }: { readonly branch: string; readonly sha: string },
): Record<string, unknown> {
  return {
    label: `${repository.owner.login}:${branch}`,
    ref: branch,
    sha,
    user: viewAccount(world, repository.owner),
    repo: viewFullRepository(world, repository),
  }
}

function viewLinks(at: {
  readonly api: string
  readonly url: string
  readonly html: string
  readonly pull: Pull
  readonly number: number
}): Record<string, unknown> {
  const issue = `${at.api}/issues/${at.number}`
  return {
    self: { href: at.url },
    html: { href: at.html },
    issue: { href: issue },
    comments: { href: `${issue}/comments` },
    review_comments: { href: `${at.url}/comments` },
    review_comment: { href: `${at.api}/pulls/comments{/number}` },
    commits: { href: `${at.url}/commits` },
    statuses: { href: `${at.api}/statuses/${at.pull.head}` },
  }
}
