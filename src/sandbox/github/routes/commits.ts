import { changedFiles, distance, log, readCommit } from '../git/commits.ts'
import { commitOf, isAncestor } from '../git/refs.ts'
import { entriesAt, readBlob, type TreeEntry } from '../git/trees.ts'
import { type Answer, list, listUnder, ok } from '../http/answer.ts'
import { found, notFound, Problem } from '../http/problem.ts'
import { onRepository, param, type RepositoryCall, type Route, repositoryUrl } from '../http/route.ts'
import { viewCommit, viewFile, viewGitCommit } from '../views/commit.ts'
import { isPull, viewPull } from '../views/pull.ts'
import { fullName } from '../world.ts'

const needs = ['contents']
const MOST_FILES = 300
const MOST_COMMITS = 250

/** Commits, how they compare, and files in them. */
export const COMMIT_ROUTES: readonly Route[] = [
  onRepository({ call: 'repos/list-commits', method: 'GET', path: '/commits', needs, answer: listCommits }),
  onRepository({
    call: 'repos/get-commit',
    method: 'GET',
    path: '/commits/{ref}',
    needs,
    answer: async (call) => {
      if (call.accept.includes('sha')) {
        const bytes = new TextEncoder().encode(await revision(call, param(call, 'ref')))
        return { kind: 'bytes', type: 'application/vnd.github.sha; charset=utf-8', bytes }
      }
      return ok(await viewWithFiles(call, await revision(call, param(call, 'ref'))))
    },
  }),
  onRepository({
    call: 'git/get-commit',
    method: 'GET',
    path: '/git/commits/{commit_sha}',
    needs,
    answer: async (call) => {
      const sha = found(await commitOf(call.repository.gitDir, param(call, 'commit_sha')))
      return ok(viewGitCommit(call.world, call.repository, await readCommit(call.repository.gitDir, sha)))
    },
  }),
  onRepository({
    call: 'repos/list-pull-requests-associated-with-commit',
    method: 'GET',
    path: '/commits/{commit_sha}/pulls',
    needs: ['pull_requests', 'contents'],
    answer: listPulls,
  }),
  onRepository({
    call: 'repos/compare-commits-with-basehead',
    method: 'GET',
    path: '/compare/{basehead}',
    needs,
    answer: compare,
  }),
  onRepository({
    call: 'repos/get-content',
    method: 'GET',
    path: '/contents/{path}',
    needs,
    answer: getContent,
  }),
]

async function listCommits(call: RepositoryCall): Promise<Answer> {
  const { world, repository, query } = call
  const sha = await revision(call, query.get('sha') ?? repository.defaultBranch)
  const path = query.get('path')
  const commits = await log(repository.gitDir, [sha, ...(path === null ? [] : ['--', path])])
  return list(commits.map((commit) => viewCommit(world, repository, commit)))
}

/** Merged pull requests that brought a commit to the default branch, and open ones that have it. */
async function listPulls(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call
  const sha = await revision(call, param(call, 'commit_sha'))
  const pulls = repository.issues.filter(isPull)
  const having = await Promise.all(
    pulls.map(async ({ pull }) => {
      if (pull.merged?.commit === sha) return true
      const within = await isAncestor(repository.gitDir, sha, pull.head)
      return within && !(await isAncestor(repository.gitDir, sha, pull.base))
    }),
  )
  return list(pulls.filter((_, at) => having[at]).map((issue) => viewPull(world, repository, issue)))
}

async function compare(call: RepositoryCall): Promise<Answer> {
  const { world, repository, query } = call
  const { gitDir } = repository
  const [baseName, headName] = param(call, 'basehead').split('...')
  if (!baseName || !headName) throw notFound()
  const [base, head] = await Promise.all([commitOf(gitDir, baseName), commitOf(gitDir, headName)])
  if (base === undefined || head === undefined) throw notFound()
  const apart = await distance(gitDir, base, head)
  if (!apart) throw new Problem(404, `No common ancestor between ${baseName} and ${headName}.`)
  const commits = await log(gitDir, ['--reverse', '--topo-order', `${base}..${head}`])
  const files = await changedFiles(gitDir, apart.mergeBase, head)
  const url = repositoryUrl(world, repository, `/compare/${baseName}...${headName}`)
  const html = `${world.origin.url}/${fullName(repository)}/compare/${baseName}...${headName}`
  const views = commits.map((commit) => viewCommit(world, repository, commit))
  const compared = {
    url,
    html_url: html,
    permalink_url: `${world.origin.url}/${fullName(repository)}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: viewCommit(world, repository, await readCommit(gitDir, base)),
    merge_base_commit: viewCommit(world, repository, await readCommit(gitDir, apart.mergeBase)),
    status: wordFor(apart),
    ahead_by: apart.ahead,
    behind_by: apart.behind,
    total_commits: apart.ahead,
    files: files.slice(0, MOST_FILES).map((file) => viewFile(world, repository, { file, commit: head })),
  }
  // Whoever asks for pages gets pages of the commits; without, there is no more than one.
  const isPaged = query.has('page') || query.has('per_page')
  if (isPaged) return listUnder('commits', views, compared)
  return ok({ ...compared, commits: views.slice(0, MOST_COMMITS) })
}

function wordFor({ ahead, behind }: { readonly ahead: number; readonly behind: number }): string {
  if (ahead > 0 && behind > 0) return 'diverged'
  if (ahead > 0) return 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

async function getContent(call: RepositoryCall): Promise<Answer> {
  const { repository, query } = call
  const path = param(call, 'path').replace(/\/$/, '')
  const commit = await revision(call, query.get('ref') ?? repository.defaultBranch)
  const [entry] = await entriesAt(repository.gitDir, commit, path)
  if (!entry || entry.path !== path) throw notFound()
  if (entry.kind === 'tree') {
    const entries = await entriesAt(repository.gitDir, commit, `${path}/`)
    return list(entries.map((one) => viewEntry(call, one, commit)))
  }
  const bytes = await readBlob(repository.gitDir, entry.object)
  if (call.accept.includes('raw'))
    return { kind: 'bytes', type: 'application/vnd.github.raw; charset=utf-8', bytes }
  return ok({ ...viewEntry(call, entry, commit), encoding: 'base64', content: bytes.toString('base64') })
}

function viewEntry(
  { world, repository }: RepositoryCall,
  entry: TreeEntry,
  commit: string,
): Record<string, unknown> {
  const path = entry.path.split('/').map(encodeURIComponent).join('/')
  const url = repositoryUrl(world, repository, `/contents/${path}?ref=${commit}`)
  const folder = entry.kind === 'tree'
  const git_url = repositoryUrl(world, repository, `/git/${folder ? 'trees' : 'blobs'}/${entry.object}`)
  const html_url = `${world.origin.url}/${fullName(repository)}/${folder ? 'tree' : 'blob'}/${commit}/${path}`
  return {
    type: folder ? 'dir' : 'file',
    size: entry.size,
    name: entry.path.split('/').at(-1),
    path: entry.path,
    sha: entry.object,
    url,
    git_url,
    html_url,
    download_url: folder ? null : html_url.replace('/blob/', '/raw/'),
    _links: { self: url, git: git_url, html: html_url },
  }
}

async function viewWithFiles(
  { world, repository }: RepositoryCall,
  sha: string,
): Promise<Record<string, unknown>> {
  const commit = await readCommit(repository.gitDir, sha)
  const files = await changedFiles(repository.gitDir, commit.parents[0] ?? null, sha)
  const sum = (of: 'additions' | 'deletions') => files.reduce((total, file) => total + file[of], 0)
  const [additions, deletions] = [sum('additions'), sum('deletions')]
  return {
    ...viewCommit(world, repository, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.slice(0, MOST_FILES).map((file) => viewFile(world, repository, { file, commit: sha })),
  }
}

/** @throws {Problem} 422 in GitHub's words when nothing has that name */
export async function revision({ repository }: RepositoryCall, name: string): Promise<string> {
  const sha = await commitOf(repository.gitDir, name)
  if (sha === undefined) throw new Problem(422, `No commit found for SHA: ${name}`)
  return sha
}
