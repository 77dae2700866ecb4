import type { AskedOf } from '../../../release/lifecycle/commands.ts'
import { getOpenQuestion } from '../../../release/lifecycle/view.ts'
import { listWaitingWork } from '../../../store/jobs/outbox.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { createQuestionMark } from '../../effects/issue/questions.ts'
import { findMarkedComment } from '../../github-state/marked-comments.ts'
import type { Comment } from '../../ports/github.ts'
import { Later } from '../../ports/retry-later.ts'
import { getDisplayLane, type Loaded } from '../../record/execute-command.ts'
import type { CommandContext } from '../command-context.ts'

/** Seconds until it is looked again for a question that is about to be asked. */
const LOOK_AGAIN = 2

/**
 * The question that a go in a comment is an answer to: what stood on the tracking issue when it was written. Both times
 * are GitHub's, so that a clock of ours that is wrong does not make an old go count for what is asked anew.
 *
 * @throws {Later} while the question is about to be put there
 */
export async function findQuestionSeen(
  { deps, repo, at, comment }: CommandContext,
  { id, release, events }: Loaded,
): Promise<AskedOf<'Go'>['saw']> {
  if (comment === null || release.status !== 'open') return null
  const question = getOpenQuestion(release)
  if (!question) return 'nothing'

  const { prompt } = question
  const { issue } = release.ledger.shown
  // A comment that is made is found whether or not that is on record yet, so the work is looked for first.
  const isAboutToBe = await isAsking(deps, id)
  const asked =
    issue === null ? null : await findMarkedComment(repo, issue, createQuestionMark({ id, events }, prompt))
  if (asked) return isBefore(asked, { id: comment, at }) ? prompt : 'nothing'
  if (isAboutToBe) throw new Later(deps.now() + LOOK_AGAIN, "The question isn't on GitHub yet.")
  // Somebody deleted it there, or GitHub did not let it in.
  return null
}

type Written = Pick<Comment, 'id' | 'at'>

/** GitHub counts its comments up, which tells those of one second apart. */
function isBefore(one: Written, other: Written): boolean {
  return one.at < other.at || (one.at === other.at && one.id < other.id)
}

async function isAsking({ store }: RuntimeDependencies, id: string): Promise<boolean> {
  const work = { topic: 'effects', lane: getDisplayLane(id), type: 'ask' } as const
  const waiting = await store.transact((unit) => listWaitingWork(unit, work))
  return waiting.length > 0
}
