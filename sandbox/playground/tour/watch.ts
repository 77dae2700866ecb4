import type { Production } from '../../production/open.ts'
import type { RolloutPlace } from './rollout.ts'
import { tickAll } from './testing.ts'
import { CAPTAIN, type ReleasePlace, sayCommand, type TourContext } from './tour-context.ts'

/** The headings of the checklists of §5. */
const AFTER_RELEASE = /verification|communication/i
const HOUR_MS = 3_600_000
/** Production is looked at every two hours: the clock is moved no further before it was. */
const LOOKED_EVERY_MS = 2.2 * HOUR_MS

/** §5.2: those who don't chat read it too. */
export async function readForum({ guide, version }: TourContext, { forum }: Production): Promise<void> {
  await guide.hopes({
    what: 'the topic in the forum',
    seen: () => (forum.topics().some(({ title }) => title.includes(version)) ? true : undefined),
    seconds: 20,
  })
  await guide.tells({
    section: '§5.2',
    title: 'The forum',
    says: `The App posts ${version} in the forum, with what changed. It looks for the topic first, so that it is never posted twice.`,
    view: '/forum',
    mark: 'newest',
  })
}

/** §5.3: 48 hours, every two hours. */
export async function isWatched(playing: TourContext, { release, production }: RolloutPlace): Promise<void> {
  const { guide, version } = playing
  const { tracking } = release
  await guide.tells({
    section: '§5.3',
    title: 'Watched for 48 hours',
    says: `Every two hours the App compares the numbers with the 48 hours before the release, and counts issues that name ${version}. Something worse would ask for a decision. Meanwhile Ada answers for the last checklists.`,
    view: `/issues/${tracking.number}`,
    mark: 'tasks',
  })
  await tickAll(playing, tracking.number, AFTER_RELEASE)
  await guide.waits({
    what: 'the end of the 48 hours',
    seen: () => findReview(playing),
    seconds: 180,
    otherwise: `The watch of ${version} didn't end within three minutes. The tracking issue #${tracking.number} says what it waits for.`,
    hours: {
      byMs: HOUR_MS / 2,
      isDue: () =>
        guide.now() - Math.max(production.prometheus.askedAt(), production.history.changedAt()) <
        LOOKED_EVERY_MS,
    },
  })
}

function findReview({ guide, version }: TourContext) {
  return guide.repository.issues.findLast(({ title }) => title === `Review of ${version}`)
}

/** Post-Release Review. */
export async function isReviewed(playing: TourContext, { tracking }: ReleasePlace): Promise<void> {
  const { guide, version } = playing
  const review = findReview(playing)
  await guide.tells({
    section: 'Review',
    title: 'A review that is filled in',
    says: 'The review has the four questions, the timeline and the numbers of all steps. People add what they learned, and Ada closes the release.',
    view: `/issues/${review?.number ?? tracking.number}`,
    mark: null,
  })
  await sayCommand(playing, {
    who: CAPTAIN,
    on: tracking.number,
    command: '/release close',
    what: `end of ${version}`,
    seen: () => (tracking.closed ? true : undefined),
    seconds: 30,
  })
}
