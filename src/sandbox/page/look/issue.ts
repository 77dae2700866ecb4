import { mergeabilityOf, missing } from '../../github/actions/pulls.ts'
import { readRef } from '../../github/git/refs.ts'
import type { Comment, Issue, Reaction, TimelineEntry } from '../../github/state.ts'
import { isPull, type PullIssue } from '../../github/views/pull.ts'
import { readMarkdown } from '../markdown/tree.ts'
import type { CommentView, IssueView, PullView, TimelineView } from '../wire.ts'
import { checksFor, filesBetween } from './files.ts'
import { lineOfCommit, lineOfIssue } from './lines.ts'
import { type Looking, whoIs } from './looking.ts'

/** An issue or pull request with all that happened to it. */
export async function viewIssue(looking: Looking, issue: Issue): Promise<IssueView> {
  const { repository, place } = looking
  return {
    kind: 'issue',
    ...lineOfIssue(repository, issue),
    body: readMarkdown(issue.body, place),
    source: issue.body ?? '',
    assignees: issue.assignees.map(({ login }) => login),
    timeline: issue.timeline.map((entry) => viewEntry(looking, entry)),
    pull: isPull(issue) ? await viewPull(looking, issue) : null,
  }
}

async function viewPull(looking: Looking, issue: PullIssue): Promise<PullView> {
  const { repository, git } = looking
  const { pull } = issue
  const { head, headBranch, baseBranch, merged } = pull
  const base = (await git.mergeBase(pull.base, head)) ?? pull.base
  const [commits, files, ref] = await Promise.all([
    git.commitsBetween(base, head),
    filesBetween(looking, base, head),
    readRef(repository.gitDir, `refs/heads/${headBranch}`),
  ])
  return {
    ...{ head, headBranch, baseBranch, headIsThere: ref !== undefined },
    merged: merged && { commit: merged.commit, by: whoIs(merged.by) },
    mergeable: issue.closed ? 'unknown' : (await mergeabilityOf(repository, issue)).state,
    missing: issue.closed ? [] : missing(repository, issue),
    checks: checksFor(looking, head),
    commits: commits.map(lineOfCommit),
    files,
  }
}

function viewEntry(looking: Looking, entry: TimelineEntry): TimelineView {
  const { what, id, at } = entry
  const by = whoIs(entry.actor)
  const event = { kind: 'event', id, by, at, label: null, commit: null, number: null } as const
  switch (what.event) {
    case 'commented':
      return { kind: 'comment', comment: viewComment(looking, what.comment) }
    case 'reviewed': {
      const { state, body } = what.review
      return { kind: 'review', id, by, at, state, body: readMarkdown(body, looking.place) }
    }
    case 'labeled':
    case 'unlabeled': {
      const { name, color } = what.label
      const says = what.event === 'labeled' ? 'added the label' : 'took off the label'
      return { ...event, says, label: { name, color } }
    }
    case 'assigned':
    case 'unassigned':
      return { ...event, says: `${what.event} ${what.assignee.login}` }
    case 'closed':
    case 'merged':
    case 'referenced':
      return {
        ...event,
        says: what.commit ? `${what.event} this as` : `${what.event} this`,
        commit: what.commit,
      }
    case 'reopened':
      return { ...event, says: 'opened this again' }
    case 'ready_for_review':
      return { ...event, says: 'marked this as ready for review' }
    case 'convert_to_draft':
      return { ...event, says: 'made this a draft' }
    case 'renamed':
      return { ...event, says: `changed the title from “${what.from}”` }
    case 'cross-referenced':
      return { ...event, says: 'mentioned this in', number: what.source }
  }
}

function viewComment({ place }: Looking, comment: Comment): CommentView {
  const { id, by, body, createdAt, updatedAt, reactions } = comment
  return {
    ...{ id, by: whoIs(by), at: createdAt, edited: updatedAt !== createdAt, source: body },
    body: readMarkdown(body, place),
    reactions: grouped(reactions),
  }
}

function grouped(reactions: readonly Reaction[]): CommentView['reactions'] {
  const by = Map.groupBy(reactions, ({ content }) => content)
  return [...by].map(([content, all]) => ({ content, by: all.map((one) => one.by.login) }))
}
