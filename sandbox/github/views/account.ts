import type { AccountState, App } from '../state.ts'
import { createNodeId, toIsoTime, type World } from '../world.ts'

/** Someone, as GitHub shows them wherever they appear. */
export function viewAccount(world: World, account: AccountState): Record<string, unknown> {
  const { url } = world.origin
  const self = `${url}/users/${encodeURIComponent(account.login)}`
  return {
    login: account.login,
    id: account.id,
    node_id: createNodeId(account.type, account.id),
    avatar_url: `${url}/avatars/${account.id}`,
    gravatar_id: '',
    url: self,
    html_url: `${url}/${encodeURIComponent(account.login)}`,
    followers_url: `${self}/followers`,
    following_url: `${self}/following{/other_user}`,
    gists_url: `${self}/gists{/gist_id}`,
    starred_url: `${self}/starred{/owner}{/repo}`,
    subscriptions_url: `${self}/subscriptions`,
    organizations_url: `${self}/orgs`,
    repos_url: `${self}/repos`,
    events_url: `${self}/events{/privacy}`,
    received_events_url: `${self}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

/** Someone's own page. */
export function viewProfile(world: World, account: AccountState): Record<string, unknown> {
  return {
    ...viewAccount(world, account),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: account.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: toIsoTime(account.createdAt),
    updated_at: toIsoTime(account.createdAt),
  }
}

export function viewApp(world: World, app: App): Record<string, unknown> {
  return {
    id: app.id,
    slug: app.slug,
    node_id: createNodeId('App', app.id),
    client_id: app.clientId,
    owner: viewAccount(world, app.owner),
    name: app.name,
    description: null,
    external_url: `${world.origin.url}/apps/${app.slug}`,
    html_url: `${world.origin.url}/apps/${app.slug}`,
    created_at: toIsoTime(app.createdAt),
    updated_at: toIsoTime(app.createdAt),
    permissions: app.permissions,
    events: app.events,
  }
}

/** The App's installation on everything that its owner has. */
export function viewInstallation(world: World): Record<string, unknown> {
  const { app, installationId, stands } = world.installed
  const { url } = world.origin
  return {
    id: installationId,
    account: viewAccount(world, app.owner),
    repository_selection: 'all',
    access_tokens_url: `${url}/app/installations/${installationId}/access_tokens`,
    repositories_url: `${url}/installation/repositories`,
    html_url: `${url}/settings/installations/${installationId}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: app.owner.id,
    target_type: app.owner.type,
    permissions: app.permissions,
    events: app.events,
    created_at: toIsoTime(app.createdAt),
    updated_at: toIsoTime(app.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: stands === 'suspended' ? toIsoTime(world.now()) : null,
  }
}

/** How close someone is to a repository. */
export function getAssociation(account: AccountState, owner: AccountState, knows: boolean): string {
  if (account.id === owner.id) return 'OWNER'
  if (knows) return owner.type === 'Organization' ? 'MEMBER' : 'COLLABORATOR'
  return 'NONE'
}
