import { listRefs, readRef } from '../../github/git/refs.ts'
import type {
  CheckRunState,
  CommentState,
  ReleaseState,
  Repository,
  StoredIssue,
  WorkflowRunState,
} from '../../github/state.ts'
import { listLatestRuns } from '../../github/views/check.ts'
import { isPull, type PullIssue } from '../../github/views/pull.ts'
import { findIssue } from '../../github/world.ts'
import type { Guide } from './guide.ts'

/** What can be seen on GitHub of what the App does. Nothing here knows the App but by its name. */
export interface GitHubQueries {
  readonly issue: (number: number) => StoredIssue | undefined
  readonly trackingIssue: (version: string) => StoredIssue | undefined
  /** The App's own check on a commit, once it has said something. */
  readonly verdict: (head: string) => CheckRunState | undefined
  readonly releasePull: (version: string) => PullIssue | undefined
  /** Of the runs of CI on a commit: all ended well, one did not, or neither yet. */
  readonly tests: (head: string) => 'passed' | 'failed' | undefined
  /** What the App said on an issue after another comment, the first first. */
  readonly answers: (issue: number, after: CommentState) => readonly CommentState[]
  readonly tag: (name: string) => Promise<string | undefined>
  readonly build: (tag: string) => WorkflowRunState | undefined
  readonly release: (tag: string) => ReleaseState | undefined
}

const TAG = /^v(?<major>\d+)\.(?<minor>\d+)\.(?<patch>\d+)$/

export function createQueries({ github, repository }: Guide): GitHubQueries {
  const { bot, id: app } = github.world.installed.app
  const isBots = ({ by }: { readonly by: { readonly id: number } }) => by.id === bot.id
  return {
    issue: (number) => findIssue(repository, number),
    trackingIssue: (version) =>
      repository.issues.findLast(
        (one) => !one.pull && !one.closed && isBots(one) && one.title.includes(version),
      ),
    verdict: (head) =>
      repository.checks.findLast(
        ({ suite, status }) => suite.app.id === app && suite.head === head && status === 'completed',
      ),
    releasePull: (version) =>
      repository.issues
        .filter(isPull)
        .findLast((one) => !one.closed && isBots(one) && one.pull.headBranch.endsWith(version)),
    tests: (head) => getTestsState(repository, head),
    answers: (issue, after) =>
      repository.comments.filter((one) => one.issue === issue && one.id > after.id && isBots(one)),
    tag: async (name) => (await readRef(repository.gitDir, `refs/tags/${name}`))?.commit,
    build: (tag) => repository.runs.findLast(({ branch }) => branch === tag),
    release: (tag) => repository.releases.findLast((one) => one.tag === tag && !one.draft),
  }
}

function getTestsState(repository: Repository, head: string): 'passed' | 'failed' | undefined {
  const runs = repository.runs.filter((run) => run.head === head).map(({ check }) => check)
  const latest = listLatestRuns(runs)
  if (latest.length === 0 || latest.some(({ status }) => status !== 'completed')) return undefined
  return latest.every(({ conclusion }) => conclusion === 'success') ? 'passed' : 'failed'
}

/** The next patch of the highest stable version that has a tag. */
export async function readNextPatch({ gitDir }: Repository): Promise<string> {
  const names = (await listRefs(gitDir, 'refs/tags/')).map(({ name }) => name.slice('refs/tags/'.length))
  const versions = names.flatMap((name) => {
    const { major, minor, patch } = TAG.exec(name)?.groups ?? {}
    return major === undefined ? [] : [[Number(major), Number(minor), Number(patch)] as const]
  })
  const highest = versions
    .sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2])
    .at(-1)
  const [major, minor, patch] = highest ?? [0, 0, 0]
  return `v${major}.${minor}.${patch + 1}`
}
