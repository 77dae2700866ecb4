import { distance } from '../git/commits.ts'
import { mergedTree } from '../git/merging.ts'
import { isAncestor, readRef } from '../git/refs.ts'
import { announce } from '../hooks/announce.ts'
import { invalid, Problem } from '../http/problem.ts'
import type { Account, Repository, Review, ReviewState } from '../state.ts'
import { latestRuns } from '../views/check.ts'
import { isPull, type Mergeability, type PullIssue, viewPull } from '../views/pull.ts'
import { viewReview } from '../views/review.ts'
import { openIssue } from './issues.ts'
import { note, type Scene } from './scene.ts'
import { tell } from './tell.ts'

export interface NewPull {
  readonly title: string
  readonly body: string | null
  /** A branch of this repository, `fix` or `owner:fix`. Forks are not played here. */
  readonly head: string
  readonly base: string
  readonly draft: boolean
}

export async function openPull(scene: Scene, given: NewPull): Promise<PullIssue> {
  const { repository } = scene
  const headBranch = given.head.replace(`${repository.owner.login}:`, '')
  const [head, base] = await Promise.all([tipOf(repository, headBranch), tipOf(repository, given.base)])
  if (head === undefined) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  if (base === undefined) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  if (openBetween(repository, headBranch, given.base)) {
    throw custom(`A pull request already exists for ${repository.owner.login}:${headBranch}.`)
  }
  if (((await distance(repository.gitDir, base, head))?.ahead ?? 1) === 0) {
    throw custom(`No commits between ${given.base} and ${headBranch}`)
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
  const issue = await openIssue(scene, {
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
export async function changeBase(scene: Scene, issue: PullIssue, branch: string): Promise<void> {
  const { pull } = issue
  if (branch === pull.baseBranch) return
  const base = await tipOf(scene.repository, branch)
  if (base === undefined) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  const changes = { base: { ref: { from: pull.baseBranch }, sha: { from: pull.base } } }
  pull.baseBranch = branch
  pull.base = base
  await tell(scene, issue, 'edited', { changes })
}

export async function setDraft(scene: Scene, issue: PullIssue, state: 'draft' | 'ready'): Promise<void> {
  const draft = state === 'draft'
  if (issue.pull.draft === draft) return
  issue.pull.draft = draft
  note(scene, issue, { event: draft ? 'convert_to_draft' : 'ready_for_review' })
  await tell(scene, issue, draft ? 'converted_to_draft' : 'ready_for_review')
}

/** Reviews what the pull request shows now. */
export function review(
  scene: Scene,
  issue: PullIssue,
  { state, body }: { readonly state: ReviewState; readonly body: string },
): Review {
  const { world, repository, by } = scene
  if (state !== 'COMMENTED' && by.id === issue.by.id) {
    const verb = state === 'APPROVED' ? 'approve' : 'request changes on'
    throw new Problem(422, 'Unprocessable Entity', { errors: [`Can not ${verb} your own pull request`] })
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
  note(scene, issue, { event: 'reviewed', review: made })
  const view = viewReview(world, repository, { issue, review: made })
  const payload = {
    review: { ...view, state: state.toLowerCase(), updated_at: view['submitted_at'] },
    pull_request: viewPull(world, repository, issue),
  }
  announce(world, { event: 'pull_request_review', action: 'submitted', repository, sender: by, payload })
  return made
}

/** Whether it can be merged now; of what is closed GitHub says nothing. */
export async function mergeabilityOf(repository: Repository, issue: PullIssue): Promise<Mergeability> {
  const { pull } = issue
  const base = await tipOf(repository, pull.baseBranch)
  if (issue.closed || base === undefined) return { mergeable: null, state: 'unknown' }
  if ((await mergedTree(repository.gitDir, base, pull.head)) === undefined)
    return { mergeable: false, state: 'dirty' }
  if (pull.draft) return { mergeable: true, state: 'draft' }
  if (missing(repository, issue).length > 0) return { mergeable: true, state: 'blocked' }
  const strict = repository.protections.get(pull.baseBranch)?.strict === true
  const behind = strict && !(await isAncestor(repository.gitDir, base, pull.head))
  return { mergeable: true, state: behind ? 'behind' : 'clean' }
}

/** What the protection of the base asks for and the pull request lacks, in GitHub's words. */
export function missing(repository: Repository, { pull }: PullIssue): string[] {
  const protection = repository.protections.get(pull.baseBranch)
  if (!protection) return []
  const green = new Set(greenChecks(repository, pull.head))
  const checks = protection.checks.filter((name) => !green.has(name))
  const approvals = approvers(pull.reviews).length
  const reviews = protection.reviews > approvals
  return [
    ...checks.map((name) => `Required status check "${name}" is expected.`),
    ...(reviews
      ? [`At least ${protection.reviews} approving review is required by reviewers with write access.`]
      : []),
  ]
}

/** Those whose last word on it was approval. */
function approvers(reviews: readonly Review[]): Account[] {
  const last = new Map(reviews.filter(({ state }) => state !== 'COMMENTED').map((one) => [one.by.id, one]))
  return [...last.values()].filter(({ state }) => state === 'APPROVED').map(({ by }) => by)
}

/** GitHub takes success, neutral and skipped for a required check that passed. */
function greenChecks(repository: Repository, head: string): string[] {
  const runs = latestRuns(repository.checks.filter(({ suite }) => suite.head === head))
  const passed = runs.filter(({ conclusion }) => /^(success|neutral|skipped)$/.test(conclusion ?? ''))
  const last = new Map(
    repository.statuses.filter(({ commit }) => commit === head).map((one) => [one.context, one]),
  )
  const statuses = [...last.values()].filter(({ state }) => state === 'success')
  return [...passed.map(({ name }) => name), ...statuses.map(({ context }) => context)]
}

async function tipOf({ gitDir }: Repository, branch: string): Promise<string | undefined> {
  return (await readRef(gitDir, `refs/heads/${branch}`))?.object
}

function openBetween({ issues }: Repository, head: string, base: string): boolean {
  return issues.some(
    ({ pull, closed }) => pull && !closed && pull.headBranch === head && pull.baseBranch === base,
  )
}

function custom(message: string): Error {
  return invalid({ resource: 'PullRequest', code: 'custom', message })
}
