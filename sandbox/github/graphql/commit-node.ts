import { type GitCommit, log, readGitCommit } from '../git/commits.ts'
import { resolveRevisionToCommit } from '../git/refs.ts'
import type { AccountState, CheckRunState, Repository, Status } from '../state.ts'
import { listLatestRuns } from '../views/check.ts'
import { findAccountBy } from '../views/commit.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { createNodeId, type World } from '../world.ts'
import { createConnection, type Window } from './connection.ts'

type Node = Record<string, unknown>

/** Where nodes are made; `pull` and `createRepositoryNode` make those of the other kinds. */
export interface GraphqlContext {
  readonly world: World
  readonly repository: Repository
  readonly repositoryNode: () => Node
  readonly pullNode: (issue: PullIssue) => Node
}

/** The object of an id or a revision, where it is a commit. */
export async function createObjectNode(context: GraphqlContext, name: string): Promise<Node | null> {
  const { gitDir, issues } = context.repository
  // What was merged here needs no look into git, and is what is asked about most.
  const known = issues.some(({ pull }) => pull?.merged?.commit === name)
  const sha = known ? name : await resolveRevisionToCommit(gitDir, name)
  return sha === undefined ? null : createCommitNode(context, sha)
}

/** A commit that is known to be there; git is asked for what of it is wanted, unless it was read already. */
export function createCommitNode(context: GraphqlContext, sha: string, read?: GitCommit): Node {
  const { world, repository } = context
  return {
    __typename: 'Commit',
    id: createNodeId('Commit', sha),
    oid: sha,
    authors: async (window: Window) =>
      createConnection(
        listAuthors(read ?? (await readGitCommit(repository.gitDir, sha))).map(({ name, email, at }) => {
          const account = findAccountBy(world, { name, email, at })
          return { name, email, user: account?.type === 'User' ? createActorNode(account) : null }
        }),
        window,
      ),
    associatedPullRequests: async (window: Window) =>
      createConnection((await listPullsWith(context, sha)).map(context.pullNode), window),
    statusCheckRollup: () => createRollup(repository, sha),
  }
}

const CO_AUTHOR = /^Co-authored-by: (?<name>.*) <(?<email>[^>]*)>$/gim

function listAuthors({ author, message }: GitCommit): { name: string; email: string; at: number }[] {
  const others = [...message.matchAll(CO_AUTHOR)].map(({ groups }) => ({
    name: groups?.['name'] ?? '',
    email: groups?.['email'] ?? '',
    at: author.at,
  }))
  return [author, ...others]
}

/** A bot's name stands here without its ending. */
export function createActorNode({ id, login, type }: AccountState): Node {
  return {
    __typename: type,
    id: createNodeId(type, id),
    databaseId: id,
    login: login.replace(/\[bot\]$/, ''),
  }
}

/** Those that were merged as this commit; else those that have it. */
async function listPullsWith({ repository }: GraphqlContext, sha: string): Promise<PullIssue[]> {
  const pulls = repository.issues.filter(isPull)
  const exact = pulls.filter(({ pull }) => pull.merged?.commit === sha)
  if (exact.length > 0) return exact
  const having = await Promise.all(
    pulls.map(async (one) => {
      const commits = [...(await listPullCommits(repository, one)), ...(await listLanded(repository, one))]
      return commits.some((commit) => commit.sha === sha)
    }),
  )
  return pulls.filter((_, at) => having[at])
}

const landed = new WeakMap<PullIssue, Promise<readonly GitCommit[]>>()

/** What came to the base by its merge: after a rebase these are other commits than its own. */
function listLanded({ gitDir }: Repository, issue: PullIssue): Promise<readonly GitCommit[]> {
  const { base, merged } = issue.pull
  if (!merged) return Promise.resolve([])
  const known = landed.get(issue) ?? log(gitDir, ['--topo-order', `${base}..${merged.commit}`])
  landed.set(issue, known)
  return known
}

interface Remembered {
  readonly range: string
  readonly commits: Promise<readonly GitCommit[]>
}
const remembered = new WeakMap<PullIssue, Remembered>()

/** A pull request's own commits, oldest first; asked of git once for each head. */
export function listPullCommits({ gitDir }: Repository, issue: PullIssue): Promise<readonly GitCommit[]> {
  const range = `${issue.pull.base}..${issue.pull.head}`
  const known = remembered.get(issue)
  if (known?.range === range) return known.commits
  const commits = log(gitDir, ['--reverse', '--topo-order', range])
  remembered.set(issue, { range, commits })
  return commits
}

function createRollup(repository: Repository, sha: string): Node | null {
  const runs = listLatestRuns(repository.checks.filter(({ suite }) => suite.head === sha))
  const statuses = new Map(
    repository.statuses.filter(({ commit }) => commit === sha).map((one) => [one.context, one]),
  )
  const nodes = [...runs.map(runNode), ...[...statuses.values()].map(createStatusNode)]
  if (nodes.length === 0) return null
  const words = [...runs.map(getState), ...[...statuses.values()].map(({ state }) => state.toUpperCase())]
  const state = ['FAILURE', 'ERROR', 'PENDING'].find((one) => words.includes(one)) ?? 'SUCCESS'
  return {
    id: createNodeId('StatusCheckRollup', sha),
    state,
    contexts: (window: Window) => createConnection(nodes, window),
  }
}

/** What GitHub counts a run as when it sums up. */
function getState({ status, conclusion }: CheckRunState): string {
  if (status !== 'completed') return 'PENDING'
  return /^(success|neutral|skipped)$/.test(conclusion ?? '') ? 'SUCCESS' : 'FAILURE'
}

function runNode(run: CheckRunState): Node {
  const { app } = run.suite
  return {
    __typename: 'CheckRun',
    id: createNodeId('CheckRun', run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    checkSuite: {
      id: createNodeId('CheckSuite', run.suite.id),
      databaseId: run.suite.id,
      app: { id: createNodeId('App', app.id), databaseId: app.id, slug: app.slug },
    },
  }
}

function createStatusNode({ id, context, state }: Status): Node {
  return {
    __typename: 'StatusContext',
    id: createNodeId('StatusContext', id),
    context,
    state: state.toUpperCase(),
  }
}
