import { measureDistance } from '../git/commits.ts'
import { mergeTrees } from '../git/merging.ts'
import { isSandboxAncestor, readRef } from '../git/refs.ts'
import { sendWebhook } from '../hooks/announce.ts'
import { ApiProblem, createInvalid } from '../http/problem.ts'
import type { AccountState, Repository, Review, ReviewState } from '../state.ts'
import { listLatestRuns } from '../views/check.ts'
import { isPull, type Mergeability, type PullIssue, viewPull } from '../views/pull.ts'
import { viewReview } from '../views/review.ts'
import { type ActionContext, addTimelineEntry } from './action-context.ts'
import { announceIssue } from './announce-change.ts'
import { openIssue } from './issues.ts'

interface NewPull {
  readonly title: string
  readonly body: string | null
  /** A branch of this repository, `fix` or `owner:fix`. Forks are not played here. */
  readonly head: string
  readonly base: string
  readonly draft: boolean
}

export async function openPull(scope: ActionContext, given: NewPull): Promise<PullIssue> {
  const { repository } = scope
  const headBranch = given.head.replace(`${repository.owner.login}:`, '')
  const [head, base] = await Promise.all([readTip(repository, headBranch), readTip(repository, given.base)])
  if (head === undefined) throw createInvalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  if (base === undefined) throw createInvalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  if (hasOpenBetween(repository, headBranch, given.base)) {
    throw createCustomError(`A pull request already exists for ${repository.owner.login}:${headBranch}.`)
  }
  if (((await measureDistance(repository.gitDir, base, head))?.ahead ?? 1) === 0) {
    throw createCustomError(`No commits between ${given.base} and ${headBranch}`)
  }
  const pull = {
    headBranch,
    baseBranch: given.base,
    head,
    base,
    draft: given.draft,
    merged: null,
    reviews: [],
  }
  const issue = await openIssue(scope, {
    title: given.title,
    body: given.body,
    labels: [],
    assignees: [],
    pull,
  })
  if (!isPull(issue)) throw new Error('a pull request was opened as an issue')
  return issue
}

/** Aims a pull request at another branch. */
export async function changeBase(scope: ActionContext, issue: PullIssue, branch: string): Promise<void> {
  const { pull } = issue
  if (branch === pull.baseBranch) return
  const base = await readTip(scope.repository, branch)
  if (base === undefined) throw createInvalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  const changes = { base: { ref: { from: pull.baseBranch }, sha: { from: pull.base } } }
  pull.baseBranch = branch
  pull.base = base
  await announceIssue(scope, issue, 'edited', { changes })
}

export async function setDraft(
  scope: ActionContext,
  issue: PullIssue,
  state: 'draft' | 'ready',
): Promise<void> {
  const draft = state === 'draft'
  if (issue.pull.draft === draft) return
  issue.pull.draft = draft
  addTimelineEntry(scope, issue, { event: draft ? 'convert_to_draft' : 'ready_for_review' })
  await announceIssue(scope, issue, draft ? 'converted_to_draft' : 'ready_for_review')
}

/** Reviews what the pull request shows now. */
export function reviewPull(
  scope: ActionContext,
  issue: PullIssue,
  { state, body }: { readonly state: ReviewState; readonly body: string },
): Review {
  const { world, repository, by } = scope
  if (state !== 'COMMENTED' && by.id === issue.by.id) {
    const verb = state === 'APPROVED' ? 'approve' : 'request changes on'
    throw new ApiProblem(422, 'Unprocessable Entity', { errors: [`Can not ${verb} your own pull request`] })
  }
  const made: Review = {
    id: world.nextId(),
    by,
    state,
    body,
    commit: issue.pull.head,
    submittedAt: world.now(),
  }
  issue.pull.reviews.push(made)
  addTimelineEntry(scope, issue, { event: 'reviewed', review: made })
  const view = viewReview(world, repository, { issue, review: made })
  const payload = {
    review: { ...view, state: state.toLowerCase(), updated_at: view['submitted_at'] },
    pull_request: viewPull(world, repository, issue),
  }
  sendWebhook(world, { event: 'pull_request_review', action: 'submitted', repository, sender: by, payload })
  return made
}

/** Whether it can be merged now; of what is closed GitHub says nothing. */
export async function checkMergeability(repository: Repository, issue: PullIssue): Promise<Mergeability> {
  const { pull } = issue
  const base = await readTip(repository, pull.baseBranch)
  if (issue.closed || base === undefined) return { mergeable: null, state: 'unknown' }
  if ((await mergeTrees(repository.gitDir, base, pull.head)) === undefined)
    return { mergeable: false, state: 'dirty' }
  if (pull.draft) return { mergeable: true, state: 'draft' }
  if (listMissingRequirements(repository, issue).length > 0) return { mergeable: true, state: 'blocked' }
  const strict = repository.protections.get(pull.baseBranch)?.strict === true
  const behind = strict && !(await isSandboxAncestor(repository.gitDir, base, pull.head))
  return { mergeable: true, state: behind ? 'behind' : 'clean' }
}

/** What the protection of the base asks for and the pull request lacks, in GitHub's words. */
export function listMissingRequirements(repository: Repository, { pull }: PullIssue): string[] {
  const protection = repository.protections.get(pull.baseBranch)
  if (!protection) return []
  const green = new Set(listGreenChecks(repository, pull.head))
  const checks = protection.checks.filter((name) => !green.has(name))
  const approvals = listApprovers(pull.reviews).length
  const reviews = protection.reviews > approvals
  return [
    ...checks.map((name) => `Required status check "${name}" is expected.`),
    ...(reviews
      ? [`At least ${protection.reviews} approving review is required by reviewers with write access.`]
      : []),
  ]
}

/** Those whose last word on it was approval. */
function listApprovers(reviews: readonly Review[]): AccountState[] {
  const last = new Map(reviews.filter(({ state }) => state !== 'COMMENTED').map((one) => [one.by.id, one]))
  return [...last.values()].filter(({ state }) => state === 'APPROVED').map(({ by }) => by)
}

/** GitHub takes success, neutral and skipped for a required check that passed. */
function listGreenChecks(repository: Repository, head: string): string[] {
  const runs = listLatestRuns(repository.checks.filter(({ suite }) => suite.head === head))
  const passed = runs.filter(({ conclusion }) => /^(success|neutral|skipped)$/.test(conclusion ?? ''))
  const last = new Map(
    repository.statuses.filter(({ commit }) => commit === head).map((one) => [one.context, one]),
  )
  const statuses = [...last.values()].filter(({ state }) => state === 'success')
  return [...passed.map(({ name }) => name), ...statuses.map(({ context }) => context)]
}

async function readTip({ gitDir }: Repository, branch: string): Promise<string | undefined> {
  return (await readRef(gitDir, `refs/heads/${branch}`))?.object
}

function hasOpenBetween({ issues }: Repository, head: string, base: string): boolean {
  return issues.some(
    ({ pull, closed }) => pull && !closed && pull.headBranch === head && pull.baseBranch === base,
  )
}

function createCustomError(message: string): Error {
  return createInvalid({ resource: 'PullRequest', code: 'custom', message })
}
