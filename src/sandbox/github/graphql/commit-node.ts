import { type Commit, log, readCommit } from '../git/commits.ts'
import { commitOf } from '../git/refs.ts'
import type { Account, CheckRun, Repository, Status } from '../state.ts'
import { latestRuns } from '../views/check.ts'
import { accountOf } from '../views/commit.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { nodeId, type World } from '../world.ts'
import { connection, type Window } from './connection.ts'

type Node = Record<string, unknown>

/** Where nodes are made; `pull` and `repositoryNode` make those of the other kinds. */
export interface Scenery {
  readonly world: World
  readonly repository: Repository
  readonly repositoryNode: () => Node
  readonly pullNode: (issue: PullIssue) => Node
}

/** The object of an id or a revision, where it is a commit. */
export async function objectNode(scenery: Scenery, name: string): Promise<Node | null> {
  const { gitDir, issues } = scenery.repository
  // What was merged here needs no look into git, and is what is asked about most.
  const known = issues.some(({ pull }) => pull?.merged?.commit === name)
  const sha = known ? name : await commitOf(gitDir, name)
  return sha === undefined ? null : commitNode(scenery, sha)
}

/** A commit that is known to be there; git is asked for what of it is wanted, unless it was read already. */
export function commitNode(scenery: Scenery, sha: string, read?: Commit): Node {
  const { world, repository } = scenery
  return {
    __typename: 'Commit',
    id: nodeId('Commit', sha),
    oid: sha,
    authors: async (window: Window) =>
      connection(
        authorsOf(read ?? (await readCommit(repository.gitDir, sha))).map(({ name, email, at }) => {
          const account = accountOf(world, { name, email, at })
          return { name, email, user: account?.type === 'User' ? actorNode(account) : null }
        }),
        window,
      ),
    associatedPullRequests: async (window: Window) =>
      connection((await pullsWith(scenery, sha)).map(scenery.pullNode), window),
    statusCheckRollup: () => rollup(repository, sha),
  }
}

const CO_AUTHOR = /^Co-authored-by: (?<name>.*) <(?<email>[^>]*)>$/gim

function authorsOf({ author, message }: Commit): { name: string; email: string; at: number }[] {
  const others = [...message.matchAll(CO_AUTHOR)].map(({ groups }) => ({
    name: groups?.['name'] ?? '',
    email: groups?.['email'] ?? '',
    at: author.at,
  }))
  return [author, ...others]
}

/** A bot's name stands here without its ending. */
export function actorNode({ id, login, type }: Account): Node {
  return { __typename: type, id: nodeId(type, id), databaseId: id, login: login.replace(/\[bot\]$/, '') }
}

/** Those that were merged as this commit; else those that have it. */
async function pullsWith({ repository }: Scenery, sha: string): Promise<PullIssue[]> {
  const pulls = repository.issues.filter(isPull)
  const exact = pulls.filter(({ pull }) => pull.merged?.commit === sha)
  if (exact.length > 0) return exact
  const having = await Promise.all(
    pulls.map(async (one) => (await commitsOf(repository, one)).some((commit) => commit.sha === sha)),
  )
  return pulls.filter((_, at) => having[at])
}

interface Remembered {
  readonly range: string
  readonly commits: Promise<readonly Commit[]>
}
const remembered = new WeakMap<PullIssue, Remembered>()

/** A pull request's own commits, oldest first; asked of git once for each head. */
export function commitsOf({ gitDir }: Repository, issue: PullIssue): Promise<readonly Commit[]> {
  const range = `${issue.pull.base}..${issue.pull.head}`
  const known = remembered.get(issue)
  if (known?.range === range) return known.commits
  const commits = log(gitDir, ['--reverse', '--topo-order', range])
  remembered.set(issue, { range, commits })
  return commits
}

function rollup(repository: Repository, sha: string): Node | null {
  const runs = latestRuns(repository.checks.filter(({ suite }) => suite.head === sha))
  const statuses = new Map(
    repository.statuses.filter(({ commit }) => commit === sha).map((one) => [one.context, one]),
  )
  const nodes = [...runs.map(runNode), ...[...statuses.values()].map(statusNode)]
  if (nodes.length === 0) return null
  const words = [...runs.map(stateOf), ...[...statuses.values()].map(({ state }) => state.toUpperCase())]
  const state = ['FAILURE', 'ERROR', 'PENDING'].find((one) => words.includes(one)) ?? 'SUCCESS'
  return {
    id: nodeId('StatusCheckRollup', sha),
    state,
    contexts: (window: Window) => connection(nodes, window),
  }
}

/** What GitHub counts a run as when it sums up. */
function stateOf({ status, conclusion }: CheckRun): string {
  if (status !== 'completed') return 'PENDING'
  return /^(success|neutral|skipped)$/.test(conclusion ?? '') ? 'SUCCESS' : 'FAILURE'
}

function runNode(run: CheckRun): Node {
  const { app } = run.suite
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    checkSuite: {
      id: nodeId('CheckSuite', run.suite.id),
      databaseId: run.suite.id,
      app: { id: nodeId('App', app.id), databaseId: app.id, slug: app.slug },
    },
  }
}

function statusNode({ id, context, state }: Status): Node {
  return { __typename: 'StatusContext', id: nodeId('StatusContext', id), context, state: state.toUpperCase() }
}
