import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { CheckRunState, Repository, StoredIssue, TimelineEntry } from '../../../sandbox/github/state.ts'

const run = promisify(execFile)

/** All that GitHub shows, with ids, times and digests taken out, so that two runs of one story can be compared. */
export interface EndState {
  readonly issues: Readonly<Record<string, IssueState>>
  readonly refs: readonly string[]
  readonly releases: readonly string[]
  readonly checks: readonly string[]
  readonly runs: readonly string[]
}

interface IssueState {
  readonly title: string
  readonly body: readonly string[]
  readonly state: string
  readonly happened: readonly string[]
}

/** What is there now. */
export async function endStateOf(repository: Repository): Promise<EndState> {
  const { gitDir } = repository
  const plain = plainText(await commitNames(gitDir))
  const texts = (all: readonly string[]) => all.map(plain).sort()
  return {
    issues: Object.fromEntries(repository.issues.map((one) => [`#${one.number}`, issueState(one, plain)])),
    refs: texts(await refsOf(gitDir)),
    releases: texts(
      repository.releases.map(({ tag, name, body, draft, prerelease, assets }) =>
        [tag, name, body, draft, prerelease, ...assets.map((one) => `${one.name}: ${one.bytes}`)].join('\n'),
      ),
    ),
    checks: texts(repository.checks.map(checkText)),
    runs: texts(
      repository.runs.map(({ workflow, branch, head, event, attempt, check }) =>
        [workflow.name, branch, head, event, attempt, check.status, check.conclusion].join(' '),
      ),
    ),
  }
}

type Plain = (text: string) => string

function issueState(issue: StoredIssue, plain: Plain): IssueState {
  const { title, body, closed, pull, labels, assignees, timeline } = issue
  const branch = pull === null ? '' : `${pull.headBranch} ${pull.head} into ${pull.baseBranch}`
  const of =
    pull === null ? [] : [branch, pull.draft ? 'draft' : 'ready', pull.merged ? 'merged' : 'unmerged']
  return {
    title,
    body: plain(body ?? '').split('\n'),
    state: plain(
      [closed ? 'closed' : 'open', ...labels, ...assignees.map(({ login }) => login), ...of].join(' '),
    ),
    happened: timeline.map((one) => plain(entryText(one))).sort(),
  }
}

function entryText({ actor, what }: TimelineEntry): string {
  const who = `${actor.login} ${what.event}`
  switch (what.event) {
    case 'commented': {
      const { body, reactions } = what.comment
      return [who, body, ...reactions.map(({ by, content }) => `(${by.login}: ${content})`)].join('\n')
    }
    case 'labeled':
    case 'unlabeled':
      return `${who} ${what.label.name}`
    case 'assigned':
    case 'unassigned':
      return `${who} ${what.assignee.login}`
    case 'cross-referenced':
      return `${who} from #${what.source}`
    case 'renamed':
      return `${who} ${what.from} to ${what.to}`
    default:
      return who
  }
}

function checkText({ name, suite, status, conclusion, output }: CheckRunState): string {
  return [
    `${name} by ${suite.app.slug} on ${suite.head}: ${status} ${conclusion}`,
    output.title,
    output.summary,
  ]
    .filter(Boolean)
    .join('\n')
}

/** Every commit that was ever there, by what is in it and what it says: when it was made is left out. */
async function commitNames(gitDir: string): Promise<ReadonlyMap<string, string>> {
  const all = ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype) %(objectname)']
  const objects = (await run('git', ['-C', gitDir, ...all])).stdout.split('\n')
  const commits = objects.flatMap((line) => (line.startsWith('commit ') ? [line.slice(7)] : []))
  const names = ['log', '--no-walk=unsorted', '--format=%H %T %s', ...commits]
  const { stdout } = await run('git', ['-C', gitDir, ...names])
  return new Map(
    stdout.split('\n').map((line) => [line.slice(0, 40), `<${line.slice(41, 49)} ${line.slice(82)}>`]),
  )
}

async function refsOf(gitDir: string): Promise<string[]> {
  const format = '--format=%(refname) %(objecttype) %(objectname) %(*objectname) %(contents:subject)'
  const { stdout } = await run('git', ['-C', gitDir, 'for-each-ref', format])
  return stdout.trim().split('\n')
}

function plainText(commits: ReadonlyMap<string, string>): Plain {
  const named = (hex: string) => {
    const found = [...commits].find(([sha]) => sha.startsWith(hex))
    return found ? found[1] : '<digest>'
  }
  return (text) =>
    text
      // A word joiner keeps GitHub from making links of names and hashes.
      .replaceAll('\u2060', '')
      .replace(/<!-- release-captain:(answer|prompt|told|closed|markers|shipped) .*?-->/g, '<!-- $1 -->')
      .replace(/http:\/\/127\.0\.0\.1:\d+/g, '<url>')
      .replace(/\/(runs|jobs|artifacts|check-runs)\/\d+/g, '/$1/<id>')
      .replace(/\d{4}-\d\d-\d\d( \d\d:\d\d UTC)?/g, '<time>')
      .replace(/\b[0-9a-f]{10,64}\b/g, named)
}
