import type { ChangedFile, GitCommit } from '../git/commits.ts'
import type { GitSignature } from '../git/run.ts'
import type { AccountState, Repository } from '../state.ts'
import { createNodeId, formatFullName, toIsoTime, type World } from '../world.ts'
import { viewAccount } from './account.ts'

const UNSIGNED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
} as const

/** The account with a commit's mail address, as GitHub links the two. */
export function findAccountBy(world: World, { email }: GitSignature): AccountState | undefined {
  return [...world.accounts.values()].find((account) => account.email.toLowerCase() === email.toLowerCase())
}

/** A commit as the commits API has it. */
export function viewCommit(world: World, repository: Repository, commit: GitCommit): Record<string, unknown> {
  const url = `${world.origin.url}/repos/${formatFullName(repository)}`
  const html = `${world.origin.url}/${formatFullName(repository)}/commit`
  return {
    sha: commit.sha,
    node_id: createNodeId('Commit', commit.sha),
    commit: {
      author: viewSignature(commit.author),
      committer: viewSignature(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: viewKnown(world, commit.author),
    committer: viewKnown(world, commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${html}/${sha}` })),
  }
}

/** A commit as the git database API has it. */
export function viewGitCommit(
  world: World,
  repository: Repository,
  commit: GitCommit,
): Record<string, unknown> {
  const url = `${world.origin.url}/repos/${formatFullName(repository)}/git`
  const html = `${world.origin.url}/${formatFullName(repository)}/commit`
  return {
    sha: commit.sha,
    node_id: createNodeId('Commit', commit.sha),
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/${commit.sha}`,
    author: viewSignature(commit.author),
    committer: viewSignature(commit.committer),
    message: commit.message,
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${html}/${sha}` })),
    verification: UNSIGNED,
  }
}

/** A commit within a check suite or workflow run. */
export function viewSimpleCommit(commit: GitCommit): Record<string, unknown> {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: toIsoTime(commit.committer.at),
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  }
}

/** A commit within a `push`. */
export function viewPushedCommit(
  world: World,
  repository: Repository,
  { commit, files }: { readonly commit: GitCommit; readonly files: readonly ChangedFile[] },
): Record<string, unknown> {
  const listPaths = (status: ChangedFile['status']) =>
    files.filter((file) => file.status === status).map(({ path }) => path)
  return {
    ...viewSimpleCommit(commit),
    author: viewPusher(world, commit.author),
    committer: viewPusher(world, commit.committer),
    distinct: true,
    url: `${world.origin.url}/${formatFullName(repository)}/commit/${commit.sha}`,
    added: listPaths('added'),
    removed: listPaths('removed'),
    modified: [...listPaths('modified'), ...listPaths('renamed')],
  }
}

/** A changed file; without its patch, which no one reads here. */
export function viewFile(
  world: World,
  repository: Repository,
  { file, commit }: { readonly file: ChangedFile; readonly commit: string },
): Record<string, unknown> {
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  const html = `${world.origin.url}/${formatFullName(repository)}`
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${commit}/${path}`,
    raw_url: `${html}/raw/${commit}/${path}`,
    contents_url: `${world.origin.url}/repos/${formatFullName(repository)}/contents/${path}?ref=${commit}`,
    ...(file.was === null ? {} : { previous_filename: file.was }),
  }
}

export function viewSignature({ name, email, at }: GitSignature): Record<string, unknown> {
  return { name, email, date: toIsoTime(at) }
}

function viewPusher(world: World, signature: GitSignature): Record<string, unknown> {
  const account = findAccountBy(world, signature)
  const { name, email, at } = signature
  return { name, email, date: toIsoTime(at), ...(account ? { username: account.login } : {}) }
}

function viewKnown(world: World, signature: GitSignature): Record<string, unknown> | null {
  const account = findAccountBy(world, signature)
  return account ? viewAccount(world, account) : null
}
