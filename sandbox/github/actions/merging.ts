import { type GitCommit, log } from '../git/commits.ts'
import { mergeTrees, rebaseCommits, writeGitCommit } from '../git/merging.ts'
import { readRef } from '../git/refs.ts'
import type { GitSignature } from '../git/run.ts'
import { ApiProblem } from '../http/problem.ts'
import type { PullIssue } from '../views/pull.ts'
import { findIssue } from '../world.ts'
import { type ActionContext, addTimelineEntry } from './action-context.ts'
import { closeIssue } from './issues.ts'
import { listClosedBy } from './mentions.ts'
import { checkMergeability, listMissingRequirements } from './pulls.ts'
import { changeRef } from './references.ts'

export const MERGE_METHODS = ['merge', 'squash', 'rebase'] as const

/** How a pull request is to be merged. */
export interface MergeInput {
  readonly method: (typeof MERGE_METHODS)[number]
  /** The head that was looked at; another one is not merged. */
  readonly head?: string | undefined
  readonly title?: string | undefined
  readonly message?: string | undefined
}

/**
 * Merges a pull request with commits as GitHub writes them, and says which commit is now the base's tip.
 *
 * @throws {ApiProblem} 405 when it cannot be merged, 409 when its head or its base moved
 */
export async function mergePull(scope: ActionContext, issue: PullIssue, wish: MergeInput): Promise<string> {
  const { world, repository, by } = scope
  const { pull } = issue
  if (wish.head !== undefined && wish.head !== pull.head) {
    throw new ApiProblem(409, 'Head branch was modified. Review and try the merge again.')
  }
  await refuseUnmergeable(scope, issue)
  const name = `refs/heads/${pull.baseBranch}`
  const from = (await readRef(repository.gitDir, name))?.object ?? ''
  const to = await createMergeCommit(scope, { issue, base: from }, wish)
  if (to === undefined) throw new ApiProblem(405, 'Pull Request is not mergeable')

  const before = { base: pull.base, merged: pull.merged, closed: issue.closed }
  pull.base = from
  pull.merged = { at: world.now(), by, commit: to }
  issue.closed = { at: world.now(), by, reason: null }
  if (!(await changeRef(scope, { name, from, to }))) {
    Object.assign(pull, { base: before.base, merged: before.merged })
    issue.closed = before.closed
    throw new ApiProblem(409, 'Base branch was modified. Review and try the merge again.')
  }
  addTimelineEntry(scope, issue, { event: 'merged', commit: to })
  issue.closed = null
  await closeIssue(scope, issue)
  await closeFixed(scope, issue)
  return to
}

async function refuseUnmergeable({ repository }: ActionContext, issue: PullIssue): Promise<void> {
  if (issue.closed) throw new ApiProblem(405, 'Pull Request is not mergeable')
  if (issue.pull.draft) throw new ApiProblem(405, 'Pull Request is still a draft')
  const [first] = listMissingRequirements(repository, issue)
  if (first !== undefined) throw new ApiProblem(405, first)
  const { mergeable, state } = await checkMergeability(repository, issue)
  if (mergeable !== true) throw new ApiProblem(405, 'Pull Request is not mergeable')
  if (state === 'behind') throw new ApiProblem(405, 'Head branch is out of date')
}

async function createMergeCommit(
  scope: ActionContext,
  { issue, base }: { readonly issue: PullIssue; readonly base: string },
  wish: MergeInput,
): Promise<string | undefined> {
  const { world, repository, by } = scope
  const { gitDir } = repository
  const head = issue.pull.head
  const merger = { name: by.name, email: by.email, at: world.now() }
  if (wish.method === 'rebase') return rebaseCommits(gitDir, { base, head, committer: merger })

  const tree = await mergeTrees(gitDir, base, head)
  if (tree === undefined) return undefined
  const committer = { name: 'GitHub', email: 'noreply@github.com', at: world.now() }
  if (wish.method === 'merge') {
    const message = mergeMessage(scope, issue, wish)
    return writeGitCommit(gitDir, { tree, parents: [base, head], message, author: merger, committer })
  }
  const commits = await log(gitDir, ['--reverse', '--no-merges', `${base}..${head}`])
  const author = createAuthor(scope, issue)
  const message = squashMessage({ issue, commits, author }, wish)
  return writeGitCommit(gitDir, { tree, parents: [base], message, author, committer })
}

function mergeMessage(
  { repository }: ActionContext,
  { number, pull, title }: PullIssue,
  wish: MergeInput,
): string {
  const subject = `Merge pull request #${number} from ${repository.owner.login}/${pull.headBranch}`
  return composeMessage(wish.title ?? subject, wish.message ?? title)
}

/** One commit keeps its subject and text; of several there is a list, under the pull request's title. */
function squashMessage(
  at: { readonly issue: PullIssue; readonly commits: readonly GitCommit[]; readonly author: GitSignature },
  wish: MergeInput,
): string {
  const { issue, commits, author } = at
  const [only] = commits.length === 1 ? commits : []
  const [subject = '', ...rest] = only?.message.split('\n') ?? [issue.title]
  const list = only ? rest.join('\n').trim() : commits.map(({ message }) => `* ${message}`).join('\n\n')
  const others = new Map(
    commits
      .filter((one) => one.author.email !== author.email)
      .map((one) => [one.author.email, one.author.name]),
  )
  const trailers = [...others].map(([email, name]) => `Co-authored-by: ${name} <${email}>`).join('\n')
  return composeMessage(
    wish.title ?? `${subject} (#${issue.number})`,
    wish.message ?? [list, trailers].filter(Boolean).join('\n\n'),
  )
}

function composeMessage(subject: string, text: string): string {
  return text === '' ? subject : `${subject}\n\n${text}`
}

function createAuthor({ world }: ActionContext, { by }: PullIssue): GitSignature {
  return { name: by.name, email: by.email, at: world.now() }
}

/** Issues that the pull request's own text closes, where it reached the default branch. */
async function closeFixed(scope: ActionContext, issue: PullIssue): Promise<void> {
  const { repository } = scope
  if (issue.pull.baseBranch !== repository.defaultBranch) return
  for (const number of listClosedBy(issue.body ?? '')) {
    const fixed = findIssue(repository, number)
    if (fixed && !fixed.pull) await closeIssue(scope, fixed, { commit: issue.pull.merged?.commit ?? null })
  }
}
