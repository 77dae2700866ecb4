import { makeAccount } from './accounts.ts'
import { addTimelineEntry } from './actions/action-context.ts'
import { crossReference, listClosedBy } from './actions/mentions.ts'
import { addPastChecks, listMerges, type Merge } from './past-merges.ts'
import type { AccountState, Repository, StoredIssue } from './state.ts'
import { findIssue, type World } from './world.ts'

/** What no history tells of itself. */
export interface PastSeed {
  /** Labels of pull requests and issues, by their numbers. */
  readonly labels?: Readonly<Record<number, readonly string[]>>
  /** Names of the checks that had passed on every pull request. */
  readonly checks?: readonly string[]
}

interface PastContext {
  readonly world: World
  readonly repository: Repository
}

const HOUR_MS = 3_600_000
/** How long before its merge a pull request was opened, and before that its issue reported. */
const OPEN_FOR_MS = 3 * HOUR_MS
const REPORTED_BEFORE_MS = 3 * HOUR_MS

/**
 * Fills in the pull requests that the default branch was made by, as their commits tell of them: squashed (`… (#12)`),
 * merged (`Merge pull request #12 from …`) or rebased (`PR-URL: …/pull/12`); the issues that they fixed; and everyone
 * who wrote or reviewed one. Nothing is announced: it was there before the App was.
 */
export async function rememberPast(
  place: PastContext,
  { labels = {}, checks = [] }: PastSeed,
): Promise<void> {
  const { world, repository } = place
  const merges = await listMerges(repository)
  for (const merge of merges) {
    const fixed = listClosedBy(merge.body).map((number) => rememberIssue(place, merge, number))
    const pull = rememberPull(place, merge)
    for (const issue of [...fixed, pull]) remember(place, issue, labels[issue.number] ?? [])
    for (const name of checks) addPastChecks(place, { merge, name })
  }
  repository.issues.sort((one, other) => one.number - other.number)
  for (const { timeline } of repository.issues) timeline.sort((one, other) => one.at - other.at)
  world.ticks.tick()
}

function rememberIssue(place: PastContext, merge: Merge, number: number): StoredIssue {
  const known = findIssue(place.repository, number)
  if (known) return known
  const by = findOrAddAccount(place, merge.author)
  const at = merge.at - OPEN_FOR_MS - REPORTED_BEFORE_MS
  const title = findComplaint(merge)
  const issue = createIssue(place, { number, by, at, title, body: null, pull: null })
  const severity = /^Severity: (P\d)$/m.exec(merge.body)?.[1]
  if (severity !== undefined) remember(place, issue, [severity])
  issue.closed = { at: merge.at, by, reason: 'completed' }
  addEntryAt(place, { issue, by, at: merge.at }, { event: 'closed', commit: merge.commit })
  return issue
}

/** What was wrong, as the fix tells it in its first sentence; else what the fix is called. */
function findComplaint({ title, body }: Merge): string {
  const [first = ''] = body.replaceAll('\n', ' ').split(/(?<=[.;]) /)
  const isSentence = /^[A-Z].{10,120}[.;]$/.test(first)
  return isSentence ? first.slice(0, -1) : title.replace(/^\w+(\([^)]*\))?!?: /, '')
}

function rememberPull(place: PastContext, merge: Merge): StoredIssue {
  const { repository } = place
  const by = findOrAddAccount(place, merge.author)
  const merged = { at: merge.at, by, commit: merge.commit }
  const { number, title, body, head, base, branch } = merge
  const pull = {
    ...{ headBranch: branch, baseBranch: repository.defaultBranch, head, base },
    ...{ draft: false, merged, reviews: [] },
  }
  const issue = createIssue(place, { number, by, at: merge.at - OPEN_FOR_MS, title, body, pull })
  for (const reviewer of merge.reviewers)
    addReview(place, { issue, merge, by: findOrAddAccount(place, reviewer) })
  issue.closed = { at: merge.at, by, reason: null }
  addEntryAt(place, { issue, by, at: merge.at }, { event: 'merged', commit: merge.commit })
  addEntryAt(place, { issue, by, at: merge.at }, { event: 'closed', commit: merge.commit })
  crossReference({ world: { ...place.world, now: () => merge.at }, repository, by }, number, body)
  return issue
}

function addReview(
  place: PastContext,
  { issue, merge, by }: { readonly issue: StoredIssue; readonly merge: Merge; readonly by: AccountState },
): void {
  if (!issue.pull || by.id === issue.by.id) return
  const submittedAt = merge.at - HOUR_MS
  const id = place.world.nextId()
  const review = { id, by, state: 'APPROVED', body: '', commit: merge.head, submittedAt } as const
  issue.pull.reviews.push(review)
  addEntryAt(place, { issue, by, at: submittedAt }, { event: 'reviewed', review })
}

/** Labels were set by who wrote it, when it was opened. */
function remember(place: PastContext, issue: StoredIssue, names: readonly string[]): void {
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
    addEntryAt(place, { issue, by: issue.by, at: issue.createdAt }, { event: 'labeled', label })
  }
}

function createIssue(
  { world, repository }: PastContext,
  { at, ...given }: Pick<StoredIssue, 'number' | 'by' | 'title' | 'body' | 'pull'> & { readonly at: number },
): StoredIssue {
  const issue: StoredIssue = {
    ...given,
    ...{ id: world.nextId(), closed: null, labels: new Set(), assignees: [], reactions: [], timeline: [] },
    ...{ createdAt: at, updatedAt: at },
  }
  repository.issues.push(issue)
  return issue
}

function addEntryAt(
  { world, repository }: PastContext,
  { issue, by, at }: { readonly issue: StoredIssue; readonly by: AccountState; readonly at: number },
  what: Parameters<typeof addTimelineEntry>[2],
): void {
  addTimelineEntry({ world: { ...world, now: () => at }, repository, by }, issue, what)
}

/** GitHub knows people by their mail address; who has none here yet gets one named after it. */
function findOrAddAccount(
  { world, repository }: PastContext,
  { name, email }: Merge['author'],
): AccountState {
  const known = [...world.accounts.values()].find((one) => one.email.toLowerCase() === email.toLowerCase())
  if (known) return known
  const login = email.replace(/@.*$/, '').replaceAll(/[^a-zA-Z0-9-]/g, '-')
  const account =
    world.accounts.get(login.toLowerCase()) ?? makeAccount(world, { login, type: 'User', name, email })
  if (!repository.roles.has(account.id)) repository.roles.set(account.id, 'write')
  return account
}
