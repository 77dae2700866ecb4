import { findNominatingLabel } from '../../release/eligibility/labels.ts'
import { parseButtonValue } from '../effects/chats/chat-context.ts'
import type { SlackInteraction } from '../ports/slack-interaction.ts'
import type { KnownRelease } from '../record/release-summary.ts'
import type {
  CommentCreated,
  IssueEdited,
  PullRequestChanged,
  RefPushed,
  WebhookReport,
} from '../webhooks/report.ts'
import { createOutsidersLane } from './limits/lane-shares.ts'

/** One thing to do because of a report, in the lane in which it has its place. */
export type Job =
  /** Commands in a comment. `release` is the one whose tracking issue or pull request it stands on. */
  | { readonly kind: 'comment'; readonly said: CommentCreated; readonly release: string | null }
  | { readonly kind: 'edit'; readonly edit: IssueEdited; readonly release: string }
  /** GitHub is looked at, and what it shows of a release is compared with the record (design, law 3). */
  | { readonly kind: 'observe'; readonly release: string }
  /** The candidates of a repository are looked at anew; `pulls` are those that get a check run besides. */
  | { readonly kind: 'survey'; readonly repository: number; readonly pulls: readonly number[] }
  /** The calendar of a repository is looked at: what is due is done. */
  | { readonly kind: 'calendar'; readonly repository: number }
  /** A pull request says what it would do to the releases: one that changes the config, or goes to a release branch. */
  | {
      readonly kind: 'pull'
      readonly repository: number
      readonly number: number
      readonly head: string
      /** The open release whose branch it goes to; null for one that goes to main. */
      readonly release: string | null
    }
  /** What the security team has to know of an advisory of a public repository. */
  | { readonly kind: 'advisory'; readonly repository: number; readonly advisory: string }
  /** Somebody did something in Slack. */
  | { readonly kind: 'slack'; readonly arrival: SlackInteraction }

/** What of a repository's policy says what concerns its candidates. */
export interface RoutingPolicy {
  readonly mainBranch: string
  /** Those that nominate, and patterns of those that do so for one line. */
  readonly labels: readonly string[]
}

/**
 * What a report sets off, by the releases of its repository. The candidates change with what is on main and with what
 * people say of a pull request or issue; a release with what happens to its own issue, branch, pull requests and tag.
 */
export function routeReport(
  report: WebhookReport,
  releases: readonly KnownRelease[],
  policy: RoutingPolicy,
): Job[] {
  const { repository } = report
  const observeRelease = (about: (release: KnownRelease) => boolean): Job[] =>
    releases
      .filter((one) => one.status === 'open' && about(one))
      .map(({ id }) => ({ kind: 'observe', release: id }))
  switch (report.kind) {
    case 'commented':
      return [{ kind: 'comment', said: report, release: findReleaseAt(report.number, releases) }]
    case 'issue-edited': {
      // What was drawn last stays, of a release that has ended too.
      const release = releases.find(({ issue }) => issue === report.number)
      return release ? [{ kind: 'edit', edit: report, release: release.id }] : []
    }
    case 'issue-changed':
      return observeRelease(({ issue }) => issue === report.number)
    case 'labelled':
      return [{ kind: 'survey', repository, pulls: [report.number] }]
    case 'pull-request-changed':
      return routePullRequestChanged(report, { releases, ...policy, observed: observeRelease })
    case 'pushed':
      return routePush(report, { releases, ...policy, observed: observeRelease })
    case 'deployment-changed':
      return []
    case 'advisory-changed':
      return [{ kind: 'advisory', repository, advisory: report.advisory }]
    case 'checked':
    case 'workflow-ran':
      return observeRelease(({ head, probe }) => head === report.head || probe === report.head)
  }
}

/** The release that a number belongs to: by its tracking issue first, then by its pull requests. */
function findReleaseAt(number: number, releases: readonly KnownRelease[]): string | null {
  const found =
    releases.find(({ issue }) => issue === number) ??
    releases.find(
      ({ pullRequest, conflicts }) =>
        pullRequest === number || conflicts.some((conflict) => conflict.pullRequest === number),
    )
  return found?.id ?? null
}

interface RoutingContext extends RoutingPolicy {
  readonly releases: readonly KnownRelease[]
  readonly observed: (about: (release: KnownRelease) => boolean) => Job[]
}

/** Its own pull requests are a release's; what goes to main, or went there, is a change that may be a candidate. */
function routePullRequestChanged(
  { repository, number, head, base, labels, closes }: PullRequestChanged,
  given: RoutingContext,
): Job[] {
  const own = findReleaseAt(number, given.releases)
  if (own !== null) return given.observed(({ id }) => id === own)
  const target = given.releases.find(({ status, branch }) => status === 'open' && branch === base)
  if (target) return [{ kind: 'pull', repository, number, head, release: target.id }]
  if (base !== given.mainBranch) return []

  const check: Job = { kind: 'pull', repository, number, head, release: null }
  // An issue that it closes may bear the label; only a look at GitHub tells.
  const isNominated = findNominatingLabel(labels, given.labels) !== undefined || closes.length > 0
  return isNominated ? [check, { kind: 'survey', repository, pulls: [number] }] : [check]
}

/** What has a release's tag is on the line, and is no candidate for the next one. */
function routePush(
  { repository, ref }: RefPushed,
  { releases, mainBranch, observed }: RoutingContext,
): Job[] {
  const survey: Job = { kind: 'survey', repository, pulls: [] }
  if (ref === `refs/heads/${mainBranch}`) return [survey]
  const looks = observed(
    ({ branch, tag, conflicts }) =>
      ref === `refs/heads/${branch}` ||
      ref === `refs/tags/${tag}` ||
      (conflicts.length > 0 && ref.startsWith(`refs/heads/${branch}-pick-`)),
  )
  return releases.some(({ tag }) => ref === `refs/tags/${tag}`) ? [...looks, survey] : looks
}

/**
 * The lane of a turn: a release's are done in order, and so are those of candidates and of comments elsewhere. What people
 * say who have nothing to do with the repository waits in a lane of its own, so that nobody with a role waits for it.
 */
export function getLane(job: Job): string {
  switch (job.kind) {
    case 'comment':
      if (!job.said.isMember) return createOutsidersLane(job.said.repository)
      return job.release ?? `${job.said.repository}:#${job.said.number}`
    case 'edit':
    case 'observe':
      return job.release
    case 'calendar':
      return `${job.repository}:calendar`
    case 'survey':
      return `${job.repository}:candidates`
    case 'pull':
      return `${job.repository}:pulls`
    case 'advisory':
      return `${job.repository}:advisories`
    case 'slack':
      return getSlackLane(job.arrival)
  }
}

/**
 * Presses of one question are taken in order, and wait for nothing else: the card has to change while it is looked at.
 * What one person says is done in the order in which they said it.
 */
function getSlackLane(interaction: SlackInteraction): string {
  const asking = interaction.kind === 'press' ? parseButtonValue(interaction.value) : null
  return asking ? `slack:${asking.release}:presses` : `slack:${interaction.user}:${interaction.kind}`
}
