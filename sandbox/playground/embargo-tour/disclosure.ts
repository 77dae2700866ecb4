import { sayCommand } from '../tour/tour-context.ts'
import { EMBARGO_VIEW, type EmbargoPlay, waitForQuestion } from './embargo-context.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** So long before the minute the clock is moved to, to look once more. */
const BEFORE_MS = 4 * MINUTE_MS

/** From an agreed minute to the moment at which everyone reads it. */
export async function playDisclosure(playing: EmbargoPlay): Promise<void> {
  const due = await agree(playing)
  await rehearse(playing, due)
  await waitForMinute(playing, due)
  await showDisclosure(playing)
}

/** Embargo Period: the coordinated disclosure date. */
async function agree(playing: EmbargoPlay): Promise<number> {
  const { guide, version, tracking } = playing
  const due = Math.ceil((guide.now() + 2 * DAY_MS) / MINUTE_MS) * MINUTE_MS
  const on = new Date(due).toISOString().slice(0, 16)
  await guide.tells({
    section: 'Disclosure',
    title: 'Agree on the minute',
    says: `Sol agrees with the reporter on ${on.replace('T', ' ')} UTC: /release disclose at ${on} zone=UTC. Two members of the security team approve it.`,
    view: EMBARGO_VIEW,
    mark: 'said',
  })
  await guide.person('sol').comments(tracking, `/release disclose at ${on} zone=UTC`)
  await waitForQuestion(playing, `### Publish ${version}?`)
  for (const login of ['sam', 'sue'])
    await sayCommand(playing, {
      who: login,
      on: tracking,
      command: '/release go',
      what: `go of ${login}`,
      seen: () => (isAnsweredTo(playing, login) ? true : undefined),
      seconds: 60,
    })
  return due
}

/** Whether the App has answered the last word of a person. */
function isAnsweredTo({ guide, queries, tracking }: EmbargoPlay, login: string): boolean {
  const last = guide.repository.comments.findLast(({ issue, by }) => issue === tracking && by.login === login)
  return last !== undefined && queries.answers(tracking, last).length > 0
}

/** A day before, everything is tried but to publish. */
async function rehearse(playing: EmbargoPlay, due: number): Promise<void> {
  await playing.guide.tells({
    section: 'Disclosure',
    title: 'A rehearsal, the day before',
    says: 'A day before the minute the App tries everything but to publish, and says what would stop it. It also sends a mail to those on the list, with exactly the text that the policy allows.',
    view: EMBARGO_VIEW,
    mark: 'said',
  })
  playing.guide.passesTo(due - DAY_MS + 1000)
  await waitForQuestion(playing, 'The rehearsal of the disclosure found')
}

async function waitForMinute({ guide, stage, version }: EmbargoPlay, due: number): Promise<void> {
  guide.passesTo(due - BEFORE_MS)
  await guide.tells({
    section: 'Disclosure',
    title: 'Minutes before',
    says: 'Everything is ready, tagged, built and approved. Everyone else still sees nothing: no branch, no tag, no word. Watch the right side.',
    view: EMBARGO_VIEW,
    mark: 'outsider',
  })
  await guide.waits({
    what: 'the agreed minute',
    seen: () => (guide.now() >= due ? true : undefined),
    seconds: 60,
    otherwise: 'The clock stands still. Let it run, above, and play the tour again.',
  })
  await guide.waits({
    what: 'the fix, its release and its advisory',
    seen: () => (stage.open.advisories.at(-1)?.state === 'published' ? true : undefined),
    seconds: 90,
    otherwise: `${version} wasn't disclosed within 90 seconds of its minute. The tracking issue says what it waits for.`,
  })
}

async function showDisclosure({ guide, version }: EmbargoPlay): Promise<void> {
  await guide.tells({
    section: 'Disclosure',
    title: 'Disclosed',
    says: `At the minute the App pushed branch and tag of ${version} to the public repository, published the GitHub release, then the advisory, and announced it: the fix before the details. Now try it yourself: postpone a disclosure, or disclose now because it leaked.`,
    view: EMBARGO_VIEW,
    mark: 'outsider',
  })
}
