import type { PullIssue } from '../../github/views/pull.ts'
import { clickGo, findThread } from './chats.ts'
import { APPROVER, CAPTAIN, type ReleasePlace, sayCommand, type TourContext } from './tour-context.ts'

/** §3.1, §3.2: another maintainer says go to exactly this commit, and the tag is made. */
export async function isTagged(playing: TourContext, release: ReleasePlace): Promise<void> {
  const { guide, queries, version } = playing
  const { tracking } = release
  const view = `/issues/${tracking.number}`
  await guide.tells({
    section: '§3.2',
    title: 'Another maintainer approves',
    says: `The notes are drafted, and the App asks for approval. Ada can't approve her own release, so Grace reviews it and ${guide.chats ? 'clicks Go in Slack, in the thread of the release' : 'comments /release go'}. Her go counts for this commit, and is void if the commit changes.`,
    view,
    mark: 'timeline-end',
    chat: findThread(playing),
  })
  if (await clickGo(playing, release)) {
    await guide.waits({
      what: `the tag ${version}`,
      seen: () => queries.tag(version),
      seconds: 40,
      otherwise: `Grace clicked Go in Slack, but no tag ${version} appeared within 40 seconds. The messages that only she sees in Slack say why.`,
    })
    return
  }
  await guide.hopes({
    what: 'the App to ask for a go',
    seen: () => (asks(playing, tracking.number, '/release go') ? true : undefined),
    seconds: 60,
  })
  await sayCommand(playing, {
    who: APPROVER,
    on: tracking.number,
    command: '/release go',
    what: `tag ${version}`,
    seen: () => queries.tag(version),
    seconds: 40,
  })
}

/** §3.2: the artifacts are built from the tag. */
export async function isBuilt({ guide, queries, version }: TourContext): Promise<void> {
  await guide.tells({
    section: '§3.2',
    title: 'A signed tag, and the build',
    says: `The tag ${version} is signed and pushed, which starts the build. Images, packages, binaries and charts must exist before the App continues.`,
    view: '/runs',
    mark: 'list',
  })
  await guide.waits({
    what: 'the build of the tag',
    seen: () => (queries.build(version)?.check.conclusion === 'success' ? true : undefined),
    seconds: 60,
    otherwise: `The build of ${version} did not succeed within 60 seconds.`,
  })
}

/** §5.2: the release is made public. */
export async function isPublished(playing: TourContext, { tracking }: ReleasePlace): Promise<void> {
  const { guide, queries, version } = playing
  await guide.tells({
    section: '§5.2',
    title: 'Publish',
    says: 'All artifacts exist. Ada comments /release publish, and the App publishes the GitHub release with notes and checksums.',
    view: `/issues/${tracking.number}`,
    mark: 'timeline-end',
    chat: findThread(playing),
  })
  await guide.hopes({
    what: 'the App to see the artifacts',
    seen: () => (sayAnywhere(playing, tracking.number, '/release publish') ? true : undefined),
    seconds: 15,
  })
  if (!queries.release(version))
    await sayCommand(playing, {
      who: CAPTAIN,
      on: tracking.number,
      command: '/release publish',
      what: `release ${version}`,
      seen: () => queries.release(version),
      seconds: 40,
    })
  await guide.points({ view: `/releases/${version}`, mark: 'release' })
}

/** §5.2: who asked for the fix hears that it is out. */
export async function isTold({ guide, queries, version }: TourContext, fix: PullIssue): Promise<void> {
  await guide.tells({
    section: '§5.2',
    title: 'Everyone hears about it, once',
    says: `Every pull request and issue in ${version} gets a comment that it shipped.${guide.chats ? '' : ' That was a whole release: a label, three comments, a few ticks. Now try it yourself: break a test, drop a pick, approve as Mallory.'}`,
    view: `/issues/${fix.number}`,
    mark: 'timeline-end',
  })
  await guide.hopes({
    what: 'the comment on the pull request',
    seen: () => (hasWordOn(queries.issue(fix.number), version) ? true : undefined),
    seconds: 15,
  })
}

function hasWordOn(issue: ReturnType<TourContext['queries']['issue']>, version: string): boolean {
  return (
    issue?.timeline.some(({ what }) => what.event === 'commented' && what.comment.body.includes(version)) ??
    false
  )
}

/** Whether the App asks for a command in a comment of its own, one that answers no one. */
function asks({ guide }: TourContext, number: number, command: string): boolean {
  const { bot } = guide.github.world.installed.app
  return guide.repository.comments.some(
    ({ issue, by, body }) =>
      issue === number && by.id === bot.id && body.includes(command) && !body.startsWith('@'),
  )
}

/** Whether the App's text or answers on an issue name a command. */
function sayAnywhere({ guide, queries }: TourContext, number: number, command: string): boolean {
  const { bot } = guide.github.world.installed.app
  const comments = guide.repository.comments.filter((one) => one.issue === number && one.by.id === bot.id)
  const texts = [queries.issue(number)?.body ?? '', ...comments.map(({ body }) => body)]
  return texts.some((text) => text.includes(command))
}
