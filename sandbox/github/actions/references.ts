import { type GitCommit, listChangedFiles, log, readGitCommit } from '../git/commits.ts'
import {
  isSandboxAncestor,
  listRefs,
  moveRef,
  NO_OBJECT,
  type Ref,
  readKind,
  resolveRevisionToCommit,
} from '../git/refs.ts'
import { sendWebhook } from '../hooks/announce.ts'
import { viewPushedCommit } from '../views/commit.ts'
import { isPull } from '../views/pull.ts'
import { viewPushedRepository } from '../views/repository.ts'
import { findIssue, formatFullName } from '../world.ts'
import { type ActionContext, addTimelineEntry } from './action-context.ts'
import { announceIssue } from './announce-change.ts'
import { requestSuite } from './checks.ts'
import { closeIssue } from './issues.ts'
import { listClosedBy } from './mentions.ts'
import { listActivity, type RefActivity } from './ref-activity.ts'
import { runOnPush } from './workflows.ts'

/** A ref that came, went or moved; `NO_OBJECT` stands for nothing. */
interface RefChange {
  readonly name: string
  readonly from: string
  readonly to: string
}

const MOST_COMMITS = 20

/** Moves a ref as the API does it, and lets everyone know. False: it was not where it was expected. */
export async function changeRef(scope: ActionContext, change: RefChange): Promise<boolean> {
  if (!(await moveRef(scope.repository.gitDir, change))) return false
  await handleRefsChanged(scope, [change])
  return true
}

/** What changed between two looks at the refs. */
export function changesBetween(before: readonly Ref[], after: readonly Ref[]): RefChange[] {
  const was = new Map(before.map((ref) => [ref.name, ref.object]))
  const is = new Map(after.map((ref) => [ref.name, ref.object]))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const change = { name, from: was.get(name) ?? NO_OBJECT, to: is.get(name) ?? NO_OBJECT }
    return change.from === change.to ? [] : [change]
  })
}

/** Everything that follows from refs that moved: webhooks, pull requests, closed issues, checks and workflow runs. */
export async function handleRefsChanged(scope: ActionContext, changes: readonly RefChange[]): Promise<void> {
  const { world, repository } = scope
  repository.pushedAt = world.now()
  for (const change of changes) {
    if (!/^refs\/(heads|tags)\//.test(change.name)) continue
    await addActivity(scope, change)
    if (change.from === NO_OBJECT) announceRef(scope, change, 'create')
    if (change.to === NO_OBJECT) announceRef(scope, change, 'delete')
    await announcePush(scope, change)
    if (change.name.startsWith('refs/heads/')) await handleBranchMoved(scope, change)
    else await handleTagMoved(scope, change)
  }
}

/** What GitHub keeps of who moved which branch. */
async function addActivity({ world, repository, by }: ActionContext, change: RefChange): Promise<void> {
  const { name: ref, from: before, to: after } = change
  const type = await getActivityType(repository.gitDir, change)
  listActivity(repository).push({ id: world.nextId(), ref, before, after, type, by, at: world.now() })
}

async function getActivityType(gitDir: string, { from, to }: RefChange): Promise<RefActivity['type']> {
  if (from === NO_OBJECT) return 'branch_creation'
  if (to === NO_OBJECT) return 'branch_deletion'
  return (await isSandboxAncestor(gitDir, from, to)) ? 'push' : 'force_push'
}

async function handleBranchMoved(scope: ActionContext, change: RefChange): Promise<void> {
  const branch = change.name.slice('refs/heads/'.length)
  await followHeads(scope, branch, change)
  if (change.to === NO_OBJECT) return
  await followBases(scope, branch, change.to)
  await closeByCommits(scope, branch, change)
  await requestSuite(scope, { head: change.to, branch })
  await runOnPush(scope, 'push', { head: change.to, branch })
}

async function handleTagMoved(scope: ActionContext, { name, to }: RefChange): Promise<void> {
  const head = to === NO_OBJECT ? undefined : await resolveRevisionToCommit(scope.repository.gitDir, name)
  if (head !== undefined) await runOnPush(scope, 'tag', { head, branch: name.slice('refs/tags/'.length) })
}

function announceRef(scope: ActionContext, { name }: RefChange, event: 'create' | 'delete'): void {
  const { world, repository, by } = scope
  const [, kind = '', ...rest] = name.split('/')
  const payload = {
    ref: rest.join('/'),
    ref_type: kind === 'heads' ? 'branch' : 'tag',
    pusher_type: 'user',
    ...(event === 'create' ? { master_branch: repository.defaultBranch, description: null } : {}),
  }
  sendWebhook(world, { event, action: null, repository, sender: by, payload })
}

async function announcePush(scope: ActionContext, change: RefChange): Promise<void> {
  const { world, repository, by } = scope
  const commits = (await listNewCommits(scope, change)).slice(0, MOST_COMMITS).reverse()
  const views = await Promise.all(commits.map((commit) => viewPushed(scope, commit)))
  const html = `${world.origin.url}/${formatFullName(repository)}`
  const moved = change.from !== NO_OBJECT && change.to !== NO_OBJECT
  const payload = {
    ref: change.name,
    before: change.from,
    after: change.to,
    base_ref: null,
    created: change.from === NO_OBJECT,
    deleted: change.to === NO_OBJECT,
    forced: moved && !(await isSandboxAncestor(repository.gitDir, change.from, change.to)),
    compare: `${html}/compare/${change.from.slice(0, 12)}...${change.to.slice(0, 12)}`,
    commits: views,
    head_commit: await viewTip(scope, change.to),
    pusher: { name: by.login, email: by.email },
    // GitHub writes the repository of a push in an older shape.
    repository: viewPushedRepository(world, repository),
  }
  sendWebhook(world, { event: 'push', action: null, repository, sender: by, payload })
}

async function viewTip(scope: ActionContext, object: string): Promise<Record<string, unknown> | null> {
  if (object === NO_OBJECT || (await readKind(scope.repository.gitDir, object)) !== 'commit') return null
  return viewPushed(scope, await readGitCommit(scope.repository.gitDir, object))
}

async function viewPushed(
  { world, repository }: ActionContext,
  commit: GitCommit,
): Promise<Record<string, unknown>> {
  const files = await listChangedFiles(repository.gitDir, commit.parents[0] ?? null, commit.sha)
  return viewPushedCommit(world, repository, { commit, files })
}

/** Commits that no other branch had before this change, newest first. */
async function listNewCommits(
  { repository }: ActionContext,
  { name, from, to }: RefChange,
): Promise<GitCommit[]> {
  if (to === NO_OBJECT || !name.startsWith('refs/heads/')) return []
  if (from !== NO_OBJECT) return log(repository.gitDir, [to, `^${from}`])
  const others = (await listRefs(repository.gitDir, 'refs/heads/')).filter((ref) => ref.name !== name)
  return log(repository.gitDir, [to, ...others.map(({ commit }) => `^${commit}`)])
}

/** Open pull requests follow their branch; without it they close. */
async function followHeads(scope: ActionContext, branch: string, { from, to }: RefChange): Promise<void> {
  for (const issue of scope.repository.issues) {
    if (!isPull(issue) || issue.closed || issue.pull.headBranch !== branch) continue
    if (to === NO_OBJECT) {
      await closeIssue(scope, issue)
      continue
    }
    issue.pull.head = to
    issue.updatedAt = scope.world.now()
    await announceIssue(scope, issue, 'synchronize', { before: from, after: to })
  }
}

/** A pull request whose commits all reached its base some other way counts as merged. */
async function followBases(scope: ActionContext, branch: string, tip: string): Promise<void> {
  const { world, repository, by } = scope
  for (const issue of repository.issues) {
    if (!isPull(issue) || issue.closed || issue.pull.baseBranch !== branch) continue
    const { pull } = issue
    if (pull.head === pull.base || !(await isSandboxAncestor(repository.gitDir, pull.head, tip))) continue
    pull.merged = { at: world.now(), by, commit: tip }
    addTimelineEntry(scope, issue, { event: 'merged', commit: tip })
    await closeIssue(scope, issue)
  }
}

async function closeByCommits(scope: ActionContext, branch: string, change: RefChange): Promise<void> {
  if (branch !== scope.repository.defaultBranch || change.from === NO_OBJECT) return
  for (const commit of await listNewCommits(scope, change)) {
    for (const number of listClosedBy(commit.message)) {
      const issue = findIssue(scope.repository, number)
      if (issue && !issue.pull) await closeIssue(scope, issue, { commit: commit.sha })
    }
  }
}
