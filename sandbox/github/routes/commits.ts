import { listChangedFiles, log, measureDistance, readGitCommit } from '../git/commits.ts'
import { isSandboxAncestor, resolveRevisionToCommit } from '../git/refs.ts'
import { type GitTreeEntry, listEntriesAt, readBlob } from '../git/trees.ts'
import { type ApiAnswer, replyList, replyListUnder, replyOk } from '../http/answer.ts'
import { ApiProblem, createNotFound, requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getParam,
  getRepositoryUrl,
  type RepositoryCall,
} from '../http/route.ts'
import { viewCommit, viewFile, viewGitCommit } from '../views/commit.ts'
import { isPull, viewPull } from '../views/pull.ts'
import { formatFullName } from '../world.ts'

const needs = ['contents']
const MOST_FILES = 300
const MOST_COMMITS = 250

/** Commits, how they compare, and files in them. */
export const COMMIT_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'repos/list-commits',
    method: 'GET',
    path: '/commits',
    needs,
    answer: listCommits,
  }),
  createRepositoryRoute({
    call: 'repos/get-commit',
    method: 'GET',
    path: '/commits/{ref}',
    needs,
    answer: async (call) => {
      if (call.accept.includes('sha')) {
        const bytes = new TextEncoder().encode(await resolveRevision(call, getParam(call, 'ref')))
        return { kind: 'bytes', type: 'application/vnd.github.sha; charset=utf-8', bytes }
      }
      return replyOk(await viewWithFiles(call, await resolveRevision(call, getParam(call, 'ref'))))
    },
  }),
  createRepositoryRoute({
    call: 'git/get-commit',
    method: 'GET',
    path: '/git/commits/{commit_sha}',
    needs,
    answer: async (call) => {
      const sha = requireFound(
        await resolveRevisionToCommit(call.repository.gitDir, getParam(call, 'commit_sha')),
      )
      return replyOk(
        viewGitCommit(call.world, call.repository, await readGitCommit(call.repository.gitDir, sha)),
      )
    },
  }),
  createRepositoryRoute({
    call: 'repos/list-pull-requests-associated-with-commit',
    method: 'GET',
    path: '/commits/{commit_sha}/pulls',
    needs: ['pull_requests', 'contents'],
    answer: listPulls,
  }),
  createRepositoryRoute({
    call: 'repos/compare-commits-with-basehead',
    method: 'GET',
    path: '/compare/{basehead}',
    needs,
    answer: compare,
  }),
  createRepositoryRoute({
    call: 'repos/get-content',
    method: 'GET',
    path: '/contents/{path}',
    needs,
    answer: getContent,
  }),
]

async function listCommits(call: RepositoryCall): Promise<ApiAnswer> {
  const { world, repository, query } = call
  const sha = await resolveRevision(call, query.get('sha') ?? repository.defaultBranch)
  const path = query.get('path')
  const commits = await log(repository.gitDir, [sha, ...(path === null ? [] : ['--', path])])
  return replyList(commits.map((commit) => viewCommit(world, repository, commit)))
}

/** Merged pull requests that brought a commit to the default branch, and open ones that have it. */
async function listPulls(call: RepositoryCall): Promise<ApiAnswer> {
  const { world, repository } = call
  const sha = await resolveRevision(call, getParam(call, 'commit_sha'))
  const pulls = repository.issues.filter(isPull)
  const having = await Promise.all(
    pulls.map(async ({ pull }) => {
      if (pull.merged?.commit === sha) return true
      const within = await isSandboxAncestor(repository.gitDir, sha, pull.head)
      return within && !(await isSandboxAncestor(repository.gitDir, sha, pull.base))
    }),
  )
  return replyList(pulls.filter((_, at) => having[at]).map((issue) => viewPull(world, repository, issue)))
}

async function compare(call: RepositoryCall): Promise<ApiAnswer> {
  const { world, repository, query } = call
  const { gitDir } = repository
  const [baseName, headName] = getParam(call, 'basehead').split('...')
  if (!baseName || !headName) throw createNotFound()
  const [base, head] = await Promise.all([
    resolveRevisionToCommit(gitDir, baseName),
    resolveRevisionToCommit(gitDir, headName),
  ])
  if (base === undefined || head === undefined) throw createNotFound()
  const apart = await measureDistance(gitDir, base, head)
  if (!apart) throw new ApiProblem(404, `No common ancestor between ${baseName} and ${headName}.`)
  const commits = await log(gitDir, ['--reverse', '--topo-order', `${base}..${head}`])
  const files = await listChangedFiles(gitDir, apart.mergeBase, head)
  const url = getRepositoryUrl(world, repository, `/compare/${baseName}...${headName}`)
  const html = `${world.origin.url}/${formatFullName(repository)}/compare/${baseName}...${headName}`
  const views = commits.map((commit) => viewCommit(world, repository, commit))
  const compared = {
    url,
    html_url: html,
    permalink_url: `${world.origin.url}/${formatFullName(repository)}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: viewCommit(world, repository, await readGitCommit(gitDir, base)),
    merge_base_commit: viewCommit(world, repository, await readGitCommit(gitDir, apart.mergeBase)),
    status: describeDistance(apart),
    ahead_by: apart.ahead,
    behind_by: apart.behind,
    total_commits: apart.ahead,
    files: files.slice(0, MOST_FILES).map((file) => viewFile(world, repository, { file, commit: head })),
  }
  // Whoever asks for pages gets pages of the commits; without, there is no more than one.
  const isPaged = query.has('page') || query.has('per_page')
  if (isPaged) return replyListUnder('commits', views, compared)
  return replyOk({ ...compared, commits: views.slice(0, MOST_COMMITS) })
}

function describeDistance({ ahead, behind }: { readonly ahead: number; readonly behind: number }): string {
  if (ahead > 0 && behind > 0) return 'diverged'
  if (ahead > 0) return 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

async function getContent(call: RepositoryCall): Promise<ApiAnswer> {
  const { repository, query } = call
  const path = getParam(call, 'path').replace(/\/$/, '')
  const commit = await resolveRevision(call, query.get('ref') ?? repository.defaultBranch)
  const [entry] = await listEntriesAt(repository.gitDir, commit, path)
  if (!entry || entry.path !== path) throw createNotFound()
  if (entry.kind === 'tree') {
    const entries = await listEntriesAt(repository.gitDir, commit, `${path}/`)
    return replyList(entries.map((one) => viewEntry(call, one, commit)))
  }
  const bytes = await readBlob(repository.gitDir, entry.object)
  if (call.accept.includes('raw'))
    return { kind: 'bytes', type: 'application/vnd.github.raw; charset=utf-8', bytes }
  return replyOk({ ...viewEntry(call, entry, commit), encoding: 'base64', content: bytes.toString('base64') })
}

function viewEntry(
  { world, repository }: RepositoryCall,
  entry: GitTreeEntry,
  commit: string,
): Record<string, unknown> {
  const path = entry.path.split('/').map(encodeURIComponent).join('/')
  const url = getRepositoryUrl(world, repository, `/contents/${path}?ref=${commit}`)
  const folder = entry.kind === 'tree'
  const git_url = getRepositoryUrl(world, repository, `/git/${folder ? 'trees' : 'blobs'}/${entry.object}`)
  const html_url = `${world.origin.url}/${formatFullName(repository)}/${folder ? 'tree' : 'blob'}/${commit}/${path}`
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
  const commit = await readGitCommit(repository.gitDir, sha)
  const files = await listChangedFiles(repository.gitDir, commit.parents[0] ?? null, sha)
  const sum = (of: 'additions' | 'deletions') => files.reduce((total, file) => total + file[of], 0)
  const [additions, deletions] = [sum('additions'), sum('deletions')]
  return {
    ...viewCommit(world, repository, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.slice(0, MOST_FILES).map((file) => viewFile(world, repository, { file, commit: sha })),
  }
}

/** @throws {ApiProblem} 422 in GitHub's words when nothing has that name */
export async function resolveRevision({ repository }: RepositoryCall, name: string): Promise<string> {
  const sha = await resolveRevisionToCommit(repository.gitDir, name)
  if (sha === undefined) throw new ApiProblem(422, `No commit found for SHA: ${name}`)
  return sha
}
