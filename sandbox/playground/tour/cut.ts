import type { CommentState, StoredIssue } from '../../github/state.ts'
import { isPull, type PullIssue } from '../../github/views/pull.ts'
import { GaveUp } from './guide.ts'
import { APPROVER, CAPTAIN, getFirstLine, type ReleasePlace, type TourContext } from './tour-context.ts'

/** As many changes as it leaves out, because the App says that they do not fit. */
const MOST_DROPS = 6
const DROP = /`\/release (?:drop|defer) (?<candidate>#\d+|[0-9a-f]{7,40})/

/** §1.2: the branch is asked for. What stands in its way is left for another release. */
export async function isCut(playing: TourContext, fix: PullIssue): Promise<ReleasePlace> {
  const { guide, queries, version } = playing
  await guide.tells({
    section: '§1.2',
    title: `Cut ${version}`,
    says: `Ada starts the release in a comment: /release cut ${version}. The App opens a tracking issue, plans the picks, creates the branch without a work tree, and opens a pull request.`,
    view: '/issues',
    mark: 'list',
  })
  const found = await guide.hopes({
    what: 'the tracking issue',
    seen: () => queries.trackingIssue(version),
    seconds: 10,
  })
  const on = found?.number ?? fix.number
  await guide.points({ view: `/issues/${on}`, mark: 'comment-box' })
  const pull = await cutRelease(playing, on)
  const tracking = await guide.waits({
    what: 'the tracking issue',
    seen: () => queries.trackingIssue(version),
    seconds: 20,
    otherwise: `The App opened no tracking issue with ${version} in its title.`,
  })
  return { tracking, pull }
}

async function cutRelease(playing: TourContext, on: number): Promise<PullIssue> {
  const { guide, version } = playing
  const ada = guide.person(CAPTAIN)
  const dropped = new Set<string>()
  const confirming = [APPROVER, CAPTAIN]
  let comment = await ada.comments(on, `/release cut ${version}`)
  while (dropped.size <= MOST_DROPS) {
    const next = await guide.waits({
      what: 'the branch and its pull request',
      seen: () => findWhatCame(playing, { on, comment, dropped, mayConfirm: confirming.length > 0 }),
      seconds: 90,
      otherwise: `No pull request of ${version} came within 90 seconds of the cut. ${describeLastWords(playing, on, comment)}`,
    })
    if (next.kind === 'pull') return next.pull
    if (next.kind === 'to-confirm') {
      // Nobody confirms their own changes, so two people do.
      const who = confirming.shift() ?? CAPTAIN
      await guide.person(who).comments(next.tracking, '/release assess all confirm=all')
      continue
    }
    dropped.add(next.candidate)
    await guide.points({ view: `/issues/${on}`, mark: 'timeline-end' })
    await ada.comments(
      on,
      `/release drop ${next.candidate} because it does not fit this line; it is for the next minor release`,
    )
    if (next.kind === 'declined') comment = await ada.comments(on, `/release cut ${version}`)
  }
  throw new GaveUp(
    `The App wants more than ${MOST_DROPS} changes left out of ${version}. ${describeLastWords(playing, on, comment)}`,
  )
}

/** What the App said about it, if nothing comes. */
function describeLastWords({ queries }: TourContext, on: number, after: CommentState): string {
  const last = queries.answers(on, after).at(-1)
  return last ? `The App said: ${getFirstLine(last.body)}` : 'The App did not answer.'
}

type CutResult =
  | { readonly kind: 'pull'; readonly pull: PullIssue }
  | { readonly kind: 'declined' | 'conflicts'; readonly candidate: string }
  /** Nobody knows all that the criteria ask of the changes: people confirm the rest. */
  | { readonly kind: 'to-confirm'; readonly tracking: number }

/**
 * The pull request of the branch; or a change to leave: the App declines the cut for it, or shows its conflict by a draft
 * and goes on by itself once it is left.
 */
function findWhatCame(
  { queries, version, guide }: TourContext,
  {
    on,
    comment,
    dropped,
    mayConfirm,
  }: {
    readonly on: number
    readonly comment: CommentState
    readonly dropped: ReadonlySet<string>
    readonly mayConfirm: boolean
  },
): CutResult | undefined {
  const pull = queries.releasePull(version)
  if (pull) return { kind: 'pull', pull }
  const isNew = (one: string | undefined): one is string => one !== undefined && !dropped.has(one)
  const declined = queries
    .answers(on, comment)
    .map(({ body }) => DROP.exec(body)?.groups?.['candidate'])
    .find(isNew)
  if (declined !== undefined) return { kind: 'declined', candidate: declined }
  const tracking = queries.trackingIssue(version)
  if (mayConfirm && tracking?.body?.includes('## To confirm'))
    return { kind: 'to-confirm', tracking: tracking.number }

  const drafts = guide.repository.issues
    .filter((one) => isConflict(one, version))
    .map(({ title }) => /#\d+/.exec(title)?.[0])
  const candidate = drafts.find(isNew)
  return candidate === undefined ? undefined : { kind: 'conflicts', candidate }
}

function isConflict(issue: StoredIssue, version: string): boolean {
  return isPull(issue) && !issue.closed && issue.pull.draft && issue.pull.baseBranch.endsWith(version)
}

/** §1.2, §1.3: what the branch has. */
export async function showBranch({ guide, version }: TourContext, { pull }: ReleasePlace): Promise<void> {
  await guide.tells({
    section: '§1.3',
    title: 'Branch, picks, version bump',
    says: `The branch ${pull.pull.headBranch} starts from the last release. Each pick keeps its author and names its original commit. The last commit sets the version to ${version.slice(1)}.`,
    view: `/issues/${pull.number}`,
    mark: 'commits',
  })
}
