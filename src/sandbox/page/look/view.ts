import { log } from '../../github/git/commits.ts'
import { commitOf, listRefs, readRef } from '../../github/git/refs.ts'
import { gitText } from '../../github/git/run.ts'
import { entriesAt, readBlob } from '../../github/git/trees.ts'
import { issueNumbered } from '../../github/world.ts'
import { readMarkdown } from '../markdown/tree.ts'
import type { GraphRow, View } from '../wire.ts'
import { checksFor, filesBetween } from './files.ts'
import { graphOf } from './graph.ts'
import { viewIssue } from './issue.ts'
import { lineOfCommit, lineOfDelivery, lineOfRelease, lineOfRun } from './lines.ts'
import { type Looking, whoIs } from './looking.ts'

const GRAPH_ROWS = 80
const NONE: View = { kind: 'none' }
/** As in a text: larger files are not for editing here. */
const MOST_BYTES = 100_000

type Showing = (looking: Looking, ...of: readonly string[]) => Promise<View>

const VIEWS: Readonly<Record<string, Showing>> = {
  history: showGraph,
  issues: showIssue,
  commits: showCommit,
  files: showFiles,
  releases: showRelease,
  runs: showRun,
  deliveries: showDelivery,
}

/** What a view of the page shows besides the overview; `/issues/12`, `/commits/4b1f…`. */
export async function viewAt(looking: Looking, path: string): Promise<View> {
  const [name = '', ...of] = path.split('/').filter(Boolean).map(decodeURIComponent)
  const show = Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined
  if (!show) return NONE
  return show(looking, ...of)
}

async function showGraph({ repository }: Looking): Promise<View> {
  const { gitDir, defaultBranch } = repository
  const main = (await readRef(gitDir, `refs/heads/${defaultBranch}`))?.commit ?? null
  const all = await listRefs(gitDir, 'refs/')
  const refs = new Map<string, GraphRow['refs']>()
  for (const { name, commit } of all) {
    const [, kind = '', ...rest] = name.split('/')
    if (kind !== 'heads' && kind !== 'tags') continue
    const ref = { kind: kind === 'heads' ? 'branch' : 'tag', name: rest.join('/') } as const
    refs.set(commit, [...(refs.get(commit) ?? []), ref])
  }
  const commits = await log(gitDir, ['--date-order', `-${GRAPH_ROWS}`, '--branches', '--tags'])
  return { kind: 'graph', ...graphOf(commits, { main, refs }) }
}

async function showIssue(looking: Looking, number = ''): Promise<View> {
  if (number === '') return NONE
  const issue = issueNumbered(looking.repository, Number(number))
  return issue ? viewIssue(looking, issue) : missing(`issue or pull request #${number}`)
}

async function showCommit(looking: Looking, revision = ''): Promise<View> {
  const { repository, git } = looking
  const sha = await commitOf(repository.gitDir, await whole(repository.gitDir, revision))
  if (sha === undefined) return missing(`commit ${revision}`)
  const commit = await git.commit(sha)
  const refs = (await listRefs(repository.gitDir, 'refs/')).filter((ref) => ref.commit === sha)
  return {
    kind: 'commit',
    commit: lineOfCommit(commit),
    message: commit.message,
    parents: commit.parents,
    refs: refs.map(({ name }) => name.replace(/^refs\/(heads|tags)\//, '')),
    files: await filesBetween(looking, commit.parents[0] ?? null, sha),
    checks: checksFor(looking, sha),
  }
}

/** An id that was cut short, as people write it. */
async function whole(gitDir: string, revision: string): Promise<string> {
  if (!/^[0-9a-f]{7,39}$/.test(revision)) return revision
  const found = await gitText(gitDir, ['rev-parse', `--disambiguate=${revision}`])
  return found.split('\n')[0] ?? revision
}

async function showFiles(looking: Looking, branch = '', path?: string): Promise<View> {
  const { gitDir } = looking.repository
  const commit = await commitOf(gitDir, branch)
  if (commit === undefined) return missing(`branch ${branch}`)
  if (path !== undefined) return showFile(looking, { branch, commit, path })
  const paths = (await gitText(gitDir, ['ls-tree', '-r', '-z', '--name-only', commit])).split('\0')
  return { kind: 'files', branch, commit, paths: paths.filter(Boolean) }
}

async function showFile(
  { repository }: Looking,
  { branch, commit, path }: { readonly branch: string; readonly commit: string; readonly path: string },
): Promise<View> {
  const [entry] = await entriesAt(repository.gitDir, commit, path)
  if (entry?.kind !== 'blob') return missing(`file ${path} on ${branch}`)
  const bytes = entry.size > MOST_BYTES ? null : await readBlob(repository.gitDir, entry.object)
  const text = bytes === null || bytes.includes(0) ? null : bytes.toString()
  return { kind: 'file', branch, path, text }
}

async function showRelease({ repository, place }: Looking, tag = ''): Promise<View> {
  if (tag === '') return NONE
  const release = repository.releases.findLast((one) => one.tag === tag)
  if (!release) return missing(`release ${tag}`)
  return {
    kind: 'release',
    release: lineOfRelease(release),
    by: whoIs(release.by),
    body: readMarkdown(release.body, place),
    commit: (await readRef(repository.gitDir, `refs/tags/${tag}`))?.commit ?? null,
    assets: release.assets.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  }
}

async function showRun({ repository }: Looking, id = ''): Promise<View> {
  if (id === '') return NONE
  const run = repository.runs.find((one) => one.id === Number(id))
  if (!run) return missing(`run ${id}`)
  const artifacts = run.artifacts.map(({ name, bytes }) => ({ name, bytes: bytes.length }))
  return {
    kind: 'run',
    run: lineOfRun(run),
    by: whoIs(run.by),
    artifacts,
    inputs: Object.entries(run.inputs),
  }
}

async function showDelivery({ world }: Looking, id = ''): Promise<View> {
  if (id === '') return NONE
  const delivery = world.deliveries.entries.find((one) => one.id === Number(id))
  if (!delivery) return missing(`delivery ${id}`)
  const { status, statusCode, body } = delivery.answer
  return {
    kind: 'delivery',
    delivery: lineOfDelivery(delivery),
    headers: Object.entries(delivery.headers),
    body: JSON.stringify(JSON.parse(delivery.body), null, 2),
    answer: `${statusCode || ''} ${status}\n${body}`.trim(),
  }
}

function missing(what: string): View {
  return { kind: 'missing', what: `There is no ${what}.` }
}
