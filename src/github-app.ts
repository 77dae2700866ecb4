/** What the App asks of whoever installs it, with the reason for each. `app.yml` says the same; a test compares them. */
interface Permission {
  /** GitHub's name for it (https://docs.github.com/rest/authentication/permissions-required-for-github-apps). */
  readonly name: string
  readonly access: 'read' | 'write'
  readonly reason: string
}

/** The least that the work needs. Without one of them the work that is named with it does not get done. */
export const APP_PERMISSIONS: readonly Permission[] = [
  {
    name: 'actions',
    access: 'write',
    reason: 'start the build of a tag, run failed checks and workflows again',
  },
  { name: 'checks', access: 'write', reason: 'report the verdict on a pull request, read the named checks' },
  { name: 'contents', access: 'write', reason: 'push release branches and tags, publish releases' },
  {
    name: 'deployments',
    access: 'write',
    reason: 'deploy a version to an environment, where a policy has `github-deployments` do it',
  },
  {
    name: 'issues',
    access: 'write',
    reason: 'keep the tracking issue up to date, answer comments, announce what shipped',
  },
  { name: 'members', access: 'read', reason: 'read who is in the teams that have roles in the policy' },
  { name: 'metadata', access: 'read', reason: 'GitHub requires it; read the permissions of people' },
  {
    name: 'pull_requests',
    access: 'write',
    reason: 'keep the release pull request up to date, open pull requests for conflicts',
  },
  {
    name: 'repository_advisories',
    access: 'write',
    reason: 'read the advisory of an embargoed release, publish it at the agreed time',
  },
  { name: 'statuses', access: 'read', reason: 'read named checks that are commit statuses' },
]

/** An event of https://docs.github.com/webhooks/webhook-events-and-payloads, and what it is for. */
interface Event {
  readonly name: string
  readonly reason: string
}

/** What the App subscribes to. A branch or tag that comes or goes is a push, whoever did it and however. */
export const APP_EVENTS: readonly Event[] = [
  { name: 'check_run', reason: 'a named check ended on the head of a release' },
  { name: 'deployment_status', reason: 'a deployment of a release went on or ended' },
  { name: 'issue_comment', reason: 'someone gave a command' },
  { name: 'issues', reason: 'a candidate was labeled, a tracking issue ticked or edited' },
  {
    name: 'pull_request',
    reason: 'a candidate was labeled, changed or merged; so was a pull request of a release',
  },
  { name: 'pull_request_review', reason: 'a candidate was reviewed' },
  { name: 'push', reason: 'main, a release branch or a tag moved' },
  {
    name: 'repository_advisory',
    reason: 'a vulnerability was reported privately, or an advisory was published',
  },
  { name: 'status', reason: 'a named check that is a commit status ended' },
  { name: 'workflow_run', reason: 'a build or a named workflow ended' },
]

/** What GitHub sends to every App like this one without being asked. */
export const UNASKED_EVENTS: readonly Event[] = [
  {
    name: 'check_suite',
    reason: 'GitHub sends it to Apps that can write checks: a push, or "Re-run all checks"',
  },
  {
    name: 'github_app_authorization',
    reason:
      'someone revoked the authorization that they gave when they linked their account; no token is kept',
  },
  { name: 'installation', reason: 'the App was installed, suspended, or got new permissions' },
  {
    name: 'installation_repositories',
    reason: 'repositories were added to an installation, or removed from it',
  },
  { name: 'installation_target', reason: 'an account with an installation was renamed' },
]

const KNOWN = new Set([...APP_EVENTS, ...UNASKED_EVENTS].map(({ name }) => name))

/** Whether GitHub has a reason to send us this event. */
export function isKnownEvent(name: string): boolean {
  return KNOWN.has(name)
}

interface ManifestOf {
  /** No other App on that GitHub may have it; 34 characters at most. People may change it before they agree. */
  readonly name: string
  /** Where GitHub can reach our door: `https://captain.example/api/github/webhooks`. */
  readonly webhookUrl: string
  /** Where GitHub sends the browser of whoever agreed. */
  readonly redirectUrl: string
  /** Where GitHub sends the browser of whoever proves who they are; null where browsers do not reach us. */
  readonly callbackUrl: string | null
}

/** What the App is about, on GitHub's pages. */
export const DESCRIPTION = 'Runs patch releases from the first candidate to the end of the watch.'

/** The manifest from which GitHub makes the App (https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest). */
export function createManifest({ name, webhookUrl, redirectUrl, callbackUrl }: ManifestOf) {
  return {
    name,
    url: new URL(webhookUrl).origin,
    description: DESCRIPTION,
    public: false,
    request_oauth_on_install: false,
    redirect_url: redirectUrl,
    callback_urls: callbackUrl === null ? [] : [callbackUrl],
    hook_attributes: { url: webhookUrl, active: true },
    default_permissions: Object.fromEntries(APP_PERMISSIONS.map(({ name: of, access }) => [of, access])),
    default_events: APP_EVENTS.map(({ name: of }) => of),
  }
}
