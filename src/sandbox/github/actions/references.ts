import { type Commit, changedFiles, log, readCommit } from '../git/commits.ts'
import { commitOf, isAncestor, kindOf, listRefs, moveRef, NO_OBJECT, type Ref } from '../git/refs.ts'
import { announce } from '../hooks/announce.ts'
import { viewPushedCommit } from '../views/commit.ts'
import { isPull } from '../views/pull.ts'
import { viewPushedRepository } from '../views/repository.ts'
import { fullName, issueNumbered } from '../world.ts'
import { requestSuite } from './checks.ts'
import { closeIssue } from './issues.ts'
import { closedBy } from './mentions.ts'
import { note, type Scene } from './scene.ts'
import { tell } from './tell.ts'
import { runOnPush } from './workflows.ts'

/** A ref that came, went or moved; `NO_OBJECT` stands for nothing. */
export interface RefChange {
  readonly name: string
  readonly from: string
  readonly to: string
}

const MOST_COMMITS = 20

/** Moves a ref as the API does it, and lets everybody know. False: it was not where it was expected. */
export async function changeRef(scene: Scene, change: RefChange): Promise<boolean> {
  if (!(await moveRef(scene.repository.gitDir, change))) return false
  await refsChanged(scene, [change])
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
export async function refsChanged(scene: Scene, changes: readonly RefChange[]): Promise<void> {
  const { world, repository } = scene
  repository.pushedAt = world.now()
  for (const change of changes) {
    if (!/^refs\/(heads|tags)\//.test(change.name)) continue
    if (change.from === NO_OBJECT) announceRef(scene, change, 'create')
    if (change.to === NO_OBJECT) announceRef(scene, change, 'delete')
    await announcePush(scene, change)
    if (change.name.startsWith('refs/heads/')) await branchMoved(scene, change)
    else await tagMoved(scene, change)
  }
}

async function branchMoved(scene: Scene, change: RefChange): Promise<void> {
  const branch = change.name.slice('refs/heads/'.length)
  await followHeads(scene, branch, change)
  if (change.to === NO_OBJECT) return
  await followBases(scene, branch, change.to)
  await closeByCommits(scene, branch, change)
  await requestSuite(scene, { head: change.to, branch })
  await runOnPush(scene, 'push', { head: change.to, branch })
}

async function tagMoved(scene: Scene, { name, to }: RefChange): Promise<void> {
  const head = to === NO_OBJECT ? undefined : await commitOf(scene.repository.gitDir, name)
  if (head !== undefined) await runOnPush(scene, 'tag', { head, branch: name.slice('refs/tags/'.length) })
}

function announceRef(scene: Scene, { name }: RefChange, event: 'create' | 'delete'): void {
  const { world, repository, by } = scene
  const [, kind = '', ...rest] = name.split('/')
  const payload = {
    ref: rest.join('/'),
    ref_type: kind === 'heads' ? 'branch' : 'tag',
    pusher_type: 'user',
    ...(event === 'create' ? { master_branch: repository.defaultBranch, description: null } : {}),
  }
  announce(world, { event, action: null, repository, sender: by, payload })
}

async function announcePush(scene: Scene, change: RefChange): Promise<void> {
  const { world, repository, by } = scene
  const commits = (await newCommits(scene, change)).slice(0, MOST_COMMITS).reverse()
  const views = await Promise.all(commits.map((commit) => viewPushed(scene, commit)))
  const html = `${world.origin.url}/${fullName(repository)}`
  const moved = change.from !== NO_OBJECT && change.to !== NO_OBJECT
  const payload = {
    ref: change.name,
    before: change.from,
    after: change.to,
    base_ref: null,
    created: change.from === NO_OBJECT,
    deleted: change.to === NO_OBJECT,
    forced: moved && !(await isAncestor(repository.gitDir, change.from, change.to)),
    compare: `${html}/compare/${change.from.slice(0, 12)}...${change.to.slice(0, 12)}`,
    commits: views,
    head_commit: await viewTip(scene, change.to),
    pusher: { name: by.login, email: by.email },
    // GitHub writes the repository of a push in an older shape.
    repository: viewPushedRepository(world, repository),
  }
  announce(world, { event: 'push', action: null, repository, sender: by, payload })
}

async function viewTip(scene: Scene, object: string): Promise<Record<string, unknown> | null> {
  if (object === NO_OBJECT || (await kindOf(scene.repository.gitDir, object)) !== 'commit') return null
  return viewPushed(scene, await readCommit(scene.repository.gitDir, object))
}

async function viewPushed({ world, repository }: Scene, commit: Commit): Promise<Record<string, unknown>> {
  const files = await changedFiles(repository.gitDir, commit.parents[0] ?? null, commit.sha)
  return viewPushedCommit(world, repository, { commit, files })
}

/** Commits that no other branch had before this change, newest first. */
async function newCommits({ repository }: Scene, { name, from, to }: RefChange): Promise<Commit[]> {
  if (to === NO_OBJECT || !name.startsWith('refs/heads/')) return []
  if (from !== NO_OBJECT) return log(repository.gitDir, [to, `^${from}`])
  const others = (await listRefs(repository.gitDir, 'refs/heads/')).filter((ref) => ref.name !== name)
  return log(repository.gitDir, [to, ...others.map(({ commit }) => `^${commit}`)])
}

/** Open pull requests follow their branch; without it they close. */
async function followHeads(scene: Scene, branch: string, { from, to }: RefChange): Promise<void> {
  for (const issue of scene.repository.issues) {
    if (!isPull(issue) || issue.closed || issue.pull.headBranch !== branch) continue
    if (to === NO_OBJECT) {
      await closeIssue(scene, issue)
      continue
    }
    issue.pull.head = to
    issue.updatedAt = scene.world.now()
    await tell(scene, issue, 'synchronize', { before: from, after: to })
  }
}

/** A pull request whose commits all reached its base some other way counts as merged. */
async function followBases(scene: Scene, branch: string, tip: string): Promise<void> {
  const { world, repository, by } = scene
  for (const issue of repository.issues) {
    if (!isPull(issue) || issue.closed || issue.pull.baseBranch !== branch) continue
    const { pull } = issue
    if (pull.head === pull.base || !(await isAncestor(repository.gitDir, pull.head, tip))) continue
    pull.merged = { at: world.now(), by, commit: tip }
    note(scene, issue, { event: 'merged', commit: tip })
    await closeIssue(scene, issue)
  }
}

async function closeByCommits(scene: Scene, branch: string, change: RefChange): Promise<void> {
  if (branch !== scene.repository.defaultBranch || change.from === NO_OBJECT) return
  for (const commit of await newCommits(scene, change)) {
    for (const number of closedBy(commit.message)) {
      const issue = issueNumbered(scene.repository, number)
      if (issue && !issue.pull) await closeIssue(scene, issue, { commit: commit.sha })
    }
  }
}
