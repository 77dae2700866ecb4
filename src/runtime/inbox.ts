import { answer } from '../messages/github/answer.ts'
import { answerMessage } from '../messages/slack/answer.ts'
import { releasesOf } from '../store/releases.ts'
import { DONE, type Performed, type Task } from '../store/tasks.ts'
import type { Unit } from '../store/transaction.ts'
import { enqueue } from '../store/work.ts'
import { giveWhisper } from './chats/whispering.ts'
import { giveAnswer } from './commands/answering.ts'
import { type Seen, seenNothing } from './covered.ts'
import { type SlackArrival, slackArrival } from './ports/slack-arrival.ts'
import { laneOf, routeReport, type Turn } from './routing.ts'
import { knownRelease } from './summary.ts'
import { commentTurn } from './turns/comment.ts'
import { editTurn } from './turns/edit.ts'
import { observeTurn } from './turns/observe.ts'
import { turnSchema } from './turns/schema.ts'
import { slackTurn, whisperTo } from './turns/slack/turn.ts'
import { surveyTurn } from './turns/survey.ts'
import { dispatchDelivery } from './webhooks/dispatch-delivery.ts'
import type { World } from './world.ts'

/** Who turns come from: not from outside, but from a delivery that was read, or from the timer. */
export const TURN = 'turn'

/** Who somebody's deeds in Slack come from. */
export const SLACK = 'slack'

/** Works what came in: a delivery becomes turns, each in the lane of what it is about; a turn is done. */
export function inboxPerformer(world: World): (task: Task) => Promise<Performed> {
  const seen = seenNothing()
  return (task) => (task.source === TURN ? takeTurn(world, seen, task) : sort(world, seen, task))
}

/** Runs the handlers of a delivery, and writes what they report in the transaction that marks the delivery done. */
async function sort(world: World, { mains }: Seen, task: Task): Promise<Performed> {
  if (task.source === SLACK) return sortSlack(world, task)
  const [name = ''] = task.type.split('.')
  const delivery = { id: task.key, name, payload: JSON.parse(task.payload) }
  const { reports, malformed } = await dispatchDelivery(world.webhooks, delivery)
  if (malformed)
    world.log.warn({ delivery: task.key, event: name }, 'A payload is not as GitHub describes it.')
  if (reports.length === 0) return DONE
  return {
    kind: 'done',
    write: async (unit) => {
      const turns: Turn[] = []
      for (const report of reports) {
        const known = (await releasesOf(unit, String(report.repository))).map(knownRelease)
        turns.push(...routeReport(report, known, mains.get(report.repository)))
      }
      await putTurns(unit, turns, { because: task.key, at: world.now() })
    },
  }
}

/** The adapter wrote it: what does not fit was written by another version. */
function sortSlack({ now }: World, task: Task): Performed {
  const turn: Turn = { kind: 'slack', arrival: slackArrival.parse(JSON.parse(task.payload)) }
  return { kind: 'done', write: (unit) => putTurns(unit, [turn], { because: task.key, at: now() }) }
}

/** Puts turns to work. `because` names what they follow from: the same turns of the same cause are taken once. */
export async function putTurns(
  unit: Unit,
  turns: readonly Turn[],
  { because, at }: { readonly because: string; readonly at: number },
): Promise<void> {
  await enqueue(
    unit,
    turns.map((turn, i) => ({
      topic: 'inbox',
      source: TURN,
      key: `${because}:${i}`,
      lane: laneOf(turn),
      type: turn.kind,
      payload: JSON.stringify(turn),
      addedAt: at,
      at: null,
    })),
  )
}

function takeTurn(world: World, seen: Seen, task: Task): Promise<Performed> {
  const turn = turnOf(task)
  switch (turn.kind) {
    case 'comment':
      return commentTurn(world, turn)
    case 'edit':
      return editTurn(world, task.key, turn)
    case 'observe':
      return observeTurn(world, seen.covered, { task, release: turn.release })
    case 'survey':
      return surveyTurn(world, seen, { task, turn })
    case 'slack':
      return slackTurn(world, task.key, turn.arrival)
  }
}

function turnOf({ payload }: Task): Turn {
  return turnSchema.parse(JSON.parse(payload))
}

/** What was given up: whoever said something hears that nothing was done; what looks is looked at again by the timer. */
export async function giveUpInbox(world: World, unit: Unit, { task, problem }: GivenUp): Promise<void> {
  world.log.error({ work: task.key, type: task.type, problem }, 'A delivery could not be worked.')
  if (task.source !== TURN) return
  const turn = turnOf(task)
  if (turn.kind === 'slack')
    return giveUpSlack(unit, { key: task.key, arrival: turn.arrival, at: world.now() })
  if (turn.kind !== 'comment' || turn.said.by.kind === 'bot') return

  const { repository, number, comment, by } = turn.said
  const text = answer({
    to: by.login,
    answers: [{ said: '/release', outcome: { kind: 'refused', refusal: BROKEN } }],
  })
  await giveAnswer(unit, { repository, number, to: by.id, id: `comment-${comment}`, text }, world.now())
}

const BROKEN = {
  kind: 'repository',
  what: 'Something broke here, and nothing of what you said was done.',
  next: 'Say it again in some minutes. Whoever runs Release Captain finds the reason in its log.',
} as const

async function giveUpSlack(
  unit: Unit,
  { key, arrival, at }: { readonly key: string; readonly arrival: SlackArrival; readonly at: number },
): Promise<void> {
  if (arrival.kind === 'home') return
  const outcome = { kind: 'refused', refusal: BROKEN } as const
  const message = answerMessage({ answers: [{ said: '/release', outcome }] })
  await giveWhisper(unit, { id: key, to: whisperTo(arrival), message }, at)
}

interface GivenUp {
  readonly task: Task
  readonly problem: string
}
