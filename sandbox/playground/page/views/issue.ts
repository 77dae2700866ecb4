import { checkMergeability, listMissingRequirements } from '../../../github/actions/pulls.ts'
import { readRef } from '../../../github/git/refs.ts'
import type { CommentState, Reaction, StoredIssue, TimelineEntry } from '../../../github/state.ts'
import { isPull, type PullIssue } from '../../../github/views/pull.ts'
import { createMarkdownTree } from '../../markdown/tree.ts'
import type { CommentView, IssueView, PullView, TimelineView } from '../../wire/wire.ts'
import { listFilesBetween, viewChecks } from './files.ts'
import { createCommitLine, createIssueLine } from './lines.ts'
import { type PageQueries, viewPerson } from './queries.ts'

/** An issue or pull request with all that happened to it. */
export async function viewIssuePage(query: PageQueries, issue: StoredIssue): Promise<IssueView> {
  const { repository, place } = query
  return {
    kind: 'issue',
    ...createIssueLine(repository, issue),
    body: createMarkdownTree(issue.body, place),
    source: issue.body ?? '',
    assignees: issue.assignees.map(({ login }) => login),
    timeline: issue.timeline.map((entry) => viewEntry(query, entry)),
    pull: isPull(issue) ? await viewPull(query, issue) : null,
  }
}

async function viewPull(query: PageQueries, issue: PullIssue): Promise<PullView> {
  const { repository, git } = query
  const { pull } = issue
  const { head, headBranch, baseBranch, merged } = pull
  const base = (await git.mergeBase(pull.base, head)) ?? pull.base
  const [commits, files, ref] = await Promise.all([
    git.commitsBetween(base, head),
    listFilesBetween(query, base, head),
    readRef(repository.gitDir, `refs/heads/${headBranch}`),
  ])
  return {
    ...{ head, headBranch, baseBranch, headIsThere: ref !== undefined },
    merged: merged && { commit: merged.commit, by: viewPerson(merged.by) },
    mergeable: issue.closed ? 'unknown' : (await checkMergeability(repository, issue)).state,
    missing: issue.closed ? [] : listMissingRequirements(repository, issue),
    checks: viewChecks(query, head),
    commits: commits.map(createCommitLine),
    files,
  }
}

function viewEntry(query: PageQueries, entry: TimelineEntry): TimelineView {
  const { what, id, at } = entry
  const by = viewPerson(entry.actor)
  const event = { kind: 'event', id, by, at, label: null, commit: null, number: null } as const
  switch (what.event) {
    case 'commented':
      return { kind: 'comment', comment: viewComment(query, what.comment) }
    case 'reviewed': {
      const { state, body } = what.review
      return { kind: 'review', id, by, at, state, body: createMarkdownTree(body, query.place) }
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

export function viewComment({ place }: PageQueries, comment: CommentState): CommentView {
  const { id, by, body, createdAt, updatedAt, reactions } = comment
  return {
    ...{ id, by: viewPerson(by), at: createdAt, edited: updatedAt !== createdAt, source: body },
    body: createMarkdownTree(body, place),
    reactions: groupLines(reactions),
  }
}

function groupLines(reactions: readonly Reaction[]): CommentView['reactions'] {
  const by = Map.groupBy(reactions, ({ content }) => content)
  return [...by].map(([content, all]) => ({ content, by: all.map((one) => one.by.login) }))
}
