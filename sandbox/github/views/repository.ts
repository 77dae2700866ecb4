import type { Repository } from '../state.ts'
import { createNodeId, formatFullName, toIsoTime, type World } from '../world.ts'
import { viewAccount } from './account.ts'

/** Parts of a repository's API that GitHub names with a template, and the template. */
const TEMPLATES = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const

const COUNTS = {
  forks_count: 0,
  stargazers_count: 0,
  watchers_count: 0,
  forks: 0,
  watchers: 0,
  size: 0,
} as const

const FEATURES = {
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  has_pages: false,
  has_downloads: true,
  has_discussions: false,
  archived: false,
  disabled: false,
  allow_forking: true,
  is_template: false,
  web_commit_signoff_required: false,
} as const

/** A repository, as it stands in lists, in other things and in webhooks. */
export function viewRepository(world: World, repository: Repository): Record<string, unknown> {
  const url = `${world.origin.url}/repos/${formatFullName(repository)}`
  const html = `${world.origin.url}/${formatFullName(repository)}`
  const open = repository.issues.filter(({ closed }) => closed === null).length
  return {
    id: repository.id,
    node_id: createNodeId('Repository', repository.id),
    name: repository.name,
    full_name: formatFullName(repository),
    owner: viewAccount(world, repository.owner),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    html_url: html,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(Object.entries(TEMPLATES).map(([key, template]) => [key, `${url}${template}`])),
    git_url: `git:${html.replace(/^https?:/, '')}.git`,
    ssh_url: `git@sandbox:${formatFullName(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    topics: [],
    ...COUNTS,
    ...FEATURES,
    default_branch: repository.defaultBranch,
    open_issues_count: open,
    open_issues: open,
    created_at: toIsoTime(repository.createdAt),
    updated_at: toIsoTime(repository.pushedAt),
    pushed_at: toIsoTime(repository.pushedAt),
  }
}

/** A repository's own page. */
export function viewFullRepository(world: World, repository: Repository): Record<string, unknown> {
  return {
    ...viewRepository(world, repository),
    subscribers_count: 0,
    network_count: 0,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    delete_branch_on_merge: false,
  }
}

/** In a `push`, GitHub writes two of a repository's times as seconds. */
export function viewPushedRepository(world: World, repository: Repository): Record<string, unknown> {
  return {
    ...viewRepository(world, repository),
    created_at: Math.floor(repository.createdAt / 1000),
    pushed_at: Math.floor(repository.pushedAt / 1000),
    stargazers: 0,
    master_branch: repository.defaultBranch,
  }
}
