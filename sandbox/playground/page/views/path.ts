import { log } from '../../../github/git/commits.ts'
import { listRefs, readRef, resolveRevisionToCommit } from '../../../github/git/refs.ts'
import { runSandboxGitText } from '../../../github/git/run.ts'
import { listEntriesAt, readBlob } from '../../../github/git/trees.ts'
import { findIssue } from '../../../github/world.ts'
import { createMarkdownTree } from '../../markdown/tree.ts'
import type { GraphRow, PageView } from '../../wire/wire.ts'
import { listFilesBetween, viewChecks } from './files.ts'
import { createGraph } from './graph.ts'
import { viewIssuePage } from './issue.ts'
import { createCommitLine, createDeliveryLine, createReleaseLine, createRunLine } from './lines.ts'
import { type PageQueries, viewPerson } from './queries.ts'

const GRAPH_ROWS = 80
const NONE: PageView = { kind: 'none' }
/** As in a text: larger files are not for editing here. */
const MOST_BYTES = 100_000

type Showing = (query: PageQueries, ...of: readonly string[]) => Promise<PageView>

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
export async function viewPath(query: PageQueries, path: string): Promise<PageView> {
  const [name = '', ...of] = path.split('/').filter(Boolean).map(decodeURIComponent)
  const show = Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined
  if (!show) return NONE
  return show(query, ...of)
}

async function showGraph({ repository }: PageQueries): Promise<PageView> {
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
  return { kind: 'graph', ...createGraph(commits, { main, refs }) }
}

async function showIssue(query: PageQueries, number = ''): Promise<PageView> {
  if (number === '') return NONE
  const issue = findIssue(query.repository, Number(number))
  return issue ? viewIssuePage(query, issue) : createMissingView(`issue or pull request #${number}`)
}

async function showCommit(query: PageQueries, revision = ''): Promise<PageView> {
  const { repository, git } = query
  const sha = await resolveRevisionToCommit(
    repository.gitDir,
    await resolveCommit(repository.gitDir, revision),
  )
  if (sha === undefined) return createMissingView(`commit ${revision}`)
  const commit = await git.commit(sha)
  const refs = (await listRefs(repository.gitDir, 'refs/')).filter((ref) => ref.commit === sha)
  return {
    kind: 'commit',
    commit: createCommitLine(commit),
    message: commit.message,
    parents: commit.parents,
    refs: refs.map(({ name }) => name.replace(/^refs\/(heads|tags)\//, '')),
    files: await listFilesBetween(query, commit.parents[0] ?? null, sha),
    checks: viewChecks(query, sha),
  }
}

/** An id that was cut short, as people write it. */
async function resolveCommit(gitDir: string, revision: string): Promise<string> {
  if (!/^[0-9a-f]{7,39}$/.test(revision)) return revision
  const found = await runSandboxGitText(gitDir, ['rev-parse', `--disambiguate=${revision}`])
  return found.split('\n')[0] ?? revision
}

async function showFiles(query: PageQueries, branch = '', path?: string): Promise<PageView> {
  const { gitDir } = query.repository
  const commit = await resolveRevisionToCommit(gitDir, branch)
  if (commit === undefined) return createMissingView(`branch ${branch}`)
  if (path !== undefined) return showFile(query, { branch, commit, path })
  const paths = (await runSandboxGitText(gitDir, ['ls-tree', '-r', '-z', '--name-only', commit])).split('\0')
  return { kind: 'files', branch, commit, paths: paths.filter(Boolean) }
}

async function showFile(
  { repository }: PageQueries,
  { branch, commit, path }: { readonly branch: string; readonly commit: string; readonly path: string },
): Promise<PageView> {
  const [entry] = await listEntriesAt(repository.gitDir, commit, path)
  if (entry?.kind !== 'blob') return createMissingView(`file ${path} on ${branch}`)
  const bytes = entry.size > MOST_BYTES ? null : await readBlob(repository.gitDir, entry.object)
  const text = bytes === null || bytes.includes(0) ? null : bytes.toString()
  return { kind: 'file', branch, path, text }
}

async function showRelease({ repository, place }: PageQueries, tag = ''): Promise<PageView> {
  if (tag === '') return NONE
  const release = repository.releases.findLast((one) => one.tag === tag)
  if (!release) return createMissingView(`release ${tag}`)
  return {
    kind: 'release',
    release: createReleaseLine(release),
    by: viewPerson(release.by),
    body: createMarkdownTree(release.body, place),
    commit: (await readRef(repository.gitDir, `refs/tags/${tag}`))?.commit ?? null,
    assets: release.assets.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  }
}

async function showRun({ repository }: PageQueries, id = ''): Promise<PageView> {
  if (id === '') return NONE
  const run = repository.runs.find((one) => one.id === Number(id))
  if (!run) return createMissingView(`run ${id}`)
  const artifacts = run.artifacts.map(({ name, bytes }) => ({ name, bytes: bytes.length }))
  return {
    kind: 'run',
    run: createRunLine(run),
    by: viewPerson(run.by),
    artifacts,
    inputs: Object.entries(run.inputs),
  }
}

async function showDelivery({ world }: PageQueries, id = ''): Promise<PageView> {
  if (id === '') return NONE
  const delivery = world.deliveries.entries.find((one) => one.id === Number(id))
  if (!delivery) return createMissingView(`delivery ${id}`)
  const { status, statusCode, body } = delivery.answer
  return {
    kind: 'delivery',
    delivery: createDeliveryLine(delivery),
    headers: Object.entries(delivery.headers),
    body: JSON.stringify(JSON.parse(delivery.body), null, 2),
    answer: `${statusCode || ''} ${status}\n${body}`.trim(),
  }
}

function createMissingView(what: string): PageView {
  return { kind: 'missing', what: `There is no ${what}.` }
}
