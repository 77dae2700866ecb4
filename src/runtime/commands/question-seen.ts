import type { AskedOf } from '../../release/lifecycle/commands.ts'
import { getOpenQuestion } from '../../release/lifecycle/view.ts'
import { waitingWork } from '../../store/work.ts'
import { markedComment } from '../effects/comments.ts'
import { questionMark } from '../effects/questions.ts'
import type { Comment } from '../ports/github.ts'
import { Later } from '../ports/later.ts'
import { type Loaded, shownLane } from '../record.ts'
import type { World } from '../world.ts'
import type { Saying } from './saying.ts'

/** Seconds until it is looked again for a question that is about to be asked. */
const LOOK_AGAIN = 2

/**
 * The question that a go in a comment is an answer to: what stood on the tracking issue when it was written. Both times
 * are GitHub's, so that a clock of ours that is wrong does not make an old go count for what is asked anew.
 *
 * @throws {Later} while the question is about to be put there
 */
export async function questionSeen(
  { world, hub, at, comment }: Saying,
  { id, release, events }: Loaded,
): Promise<AskedOf<'Go'>['saw']> {
  if (comment === null || release.status !== 'open') return null
  const question = getOpenQuestion(release)
  if (!question) return 'nothing'

  const { prompt } = question
  const { issue } = release.ledger.shown
  // A comment that is made is found whether or not that is on record yet, so the work is looked for first.
  const isAboutToBe = await isAsking(world, id)
  const asked = issue === null ? null : await markedComment(hub, issue, questionMark({ id, events }, prompt))
  if (asked) return isBefore(asked, { id: comment, at }) ? prompt : 'nothing'
  if (isAboutToBe) throw new Later(world.now() + LOOK_AGAIN, 'The question does not stand on GitHub yet.')
  // Somebody deleted it there, or GitHub did not let it in.
  return null
}

type Written = Pick<Comment, 'id' | 'at'>

/** GitHub counts its comments up, which tells those of one second apart. */
function isBefore(one: Written, other: Written): boolean {
  return one.at < other.at || (one.at === other.at && one.id < other.id)
}

async function isAsking({ store }: World, id: string): Promise<boolean> {
  const work = { topic: 'effects', lane: shownLane(id), type: 'ask' } as const
  const waiting = await store.transact((unit) => waitingWork(unit, work))
  return waiting.length > 0
}
