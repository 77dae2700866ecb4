import { makeAccount } from './accounts.ts'
import { closedBy, crossReference } from './actions/mentions.ts'
import { note } from './actions/scene.ts'
import { addPastChecks, type Merge, mergesOf } from './past-merges.ts'
import type { Account, Issue, Repository } from './state.ts'
import { issueNumbered, type World } from './world.ts'

/** What no history tells of itself. */
export interface Memories {
  /** Labels of pull requests and issues, by their numbers. */
  readonly labels?: Readonly<Record<number, readonly string[]>>
  /** Names of the checks that had passed on every pull request. */
  readonly checks?: readonly string[]
}

interface Place {
  readonly world: World
  readonly repository: Repository
}

const HOUR_MS = 3_600_000
/** How long before its merge a pull request was opened, and before that its issue reported. */
const OPEN_FOR_MS = 3 * HOUR_MS
const REPORTED_BEFORE_MS = 3 * HOUR_MS

/**
 * Fills in the pull requests that the default branch was made by, as their commits tell of them: squashed (`… (#12)`),
 * merged (`Merge pull request #12 from …`) or rebased (`PR-URL: …/pull/12`); the issues that they fixed; and everybody
 * who wrote or reviewed one. Nothing is announced: it was there before the App was.
 */
export async function rememberPast(place: Place, { labels = {}, checks = [] }: Memories): Promise<void> {
  const { world, repository } = place
  const merges = await mergesOf(repository)
  for (const merge of merges) {
    const fixed = closedBy(merge.body).map((number) => rememberIssue(place, merge, number))
    const pull = rememberPull(place, merge)
    for (const issue of [...fixed, pull]) remember(place, issue, labels[issue.number] ?? [])
    for (const name of checks) addPastChecks(place, { merge, name })
  }
  repository.issues.sort((one, other) => one.number - other.number)
  for (const { timeline } of repository.issues) timeline.sort((one, other) => one.at - other.at)
  world.pulse.beat()
}

function rememberIssue(place: Place, merge: Merge, number: number): Issue {
  const known = issueNumbered(place.repository, number)
  if (known) return known
  const by = accountOf(place, merge.author)
  const at = merge.at - OPEN_FOR_MS - REPORTED_BEFORE_MS
  const title = complaintIn(merge)
  const issue = newIssue(place, { number, by, at, title, body: null, pull: null })
  const severity = /^Severity: (P\d)$/m.exec(merge.body)?.[1]
  if (severity !== undefined) remember(place, issue, [severity])
  issue.closed = { at: merge.at, by, reason: 'completed' }
  noteAt(place, { issue, by, at: merge.at }, { event: 'closed', commit: merge.commit })
  return issue
}

/** What was wrong, as the fix tells it in its first sentence; else what the fix is called. */
function complaintIn({ title, body }: Merge): string {
  const [first = ''] = body.replaceAll('\n', ' ').split(/(?<=[.;]) /)
  const isSentence = /^[A-Z].{10,120}[.;]$/.test(first)
  return isSentence ? first.slice(0, -1) : title.replace(/^\w+(\([^)]*\))?!?: /, '')
}

function rememberPull(place: Place, merge: Merge): Issue {
  const { repository } = place
  const by = accountOf(place, merge.author)
  const merged = { at: merge.at, by, commit: merge.commit }
  const { number, title, body, head, base, branch } = merge
  const pull = {
    ...{ headBranch: branch, baseBranch: repository.defaultBranch, head, base },
    ...{ draft: false, merged, reviews: [] },
  }
  const issue = newIssue(place, { number, by, at: merge.at - OPEN_FOR_MS, title, body, pull })
  for (const reviewer of merge.reviewers) addReview(place, { issue, merge, by: accountOf(place, reviewer) })
  issue.closed = { at: merge.at, by, reason: null }
  noteAt(place, { issue, by, at: merge.at }, { event: 'merged', commit: merge.commit })
  noteAt(place, { issue, by, at: merge.at }, { event: 'closed', commit: merge.commit })
  crossReference({ world: { ...place.world, now: () => merge.at }, repository, by }, number, body)
  return issue
}

function addReview(
  place: Place,
  { issue, merge, by }: { readonly issue: Issue; readonly merge: Merge; readonly by: Account },
): void {
  if (!issue.pull || by.id === issue.by.id) return
  const submittedAt = merge.at - HOUR_MS
  const id = place.world.nextId()
  const review = { id, by, state: 'APPROVED', body: '', commit: merge.head, submittedAt } as const
  issue.pull.reviews.push(review)
  noteAt(place, { issue, by, at: submittedAt }, { event: 'reviewed', review })
}

/** Labels were set by who wrote it, when it was opened. */
function remember(place: Place, issue: Issue, names: readonly string[]): void {
  const { world, repository } = place
  for (const name of names) {
    const key = name.toLowerCase()
    const label = repository.labels.get(key) ?? {
      id: world.nextId(),
      name,
      color: 'ededed',
      description: null,
    }
    repository.labels.set(key, label)
    if (issue.labels.has(key)) continue
    issue.labels.add(key)
    noteAt(place, { issue, by: issue.by, at: issue.createdAt }, { event: 'labeled', label })
  }
}

function newIssue(
  { world, repository }: Place,
  { at, ...given }: Pick<Issue, 'number' | 'by' | 'title' | 'body' | 'pull'> & { readonly at: number },
): Issue {
  const issue: Issue = {
    ...given,
    ...{ id: world.nextId(), closed: null, labels: new Set(), assignees: [], reactions: [], timeline: [] },
    ...{ createdAt: at, updatedAt: at },
  }
  repository.issues.push(issue)
  return issue
}

function noteAt(
  { world, repository }: Place,
  { issue, by, at }: { readonly issue: Issue; readonly by: Account; readonly at: number },
  what: Parameters<typeof note>[2],
): void {
  note({ world: { ...world, now: () => at }, repository, by }, issue, what)
}

/** GitHub knows people by their mail address; who has none here yet gets one named after it. */
function accountOf({ world, repository }: Place, { name, email }: Merge['author']): Account {
  const known = [...world.accounts.values()].find((one) => one.email.toLowerCase() === email.toLowerCase())
  if (known) return known
  const login = email.replace(/@.*$/, '').replaceAll(/[^a-zA-Z0-9-]/g, '-')
  const account =
    world.accounts.get(login.toLowerCase()) ?? makeAccount(world, { login, type: 'User', name, email })
  if (!repository.roles.has(account.id)) repository.roles.set(account.id, 'write')
  return account
}
