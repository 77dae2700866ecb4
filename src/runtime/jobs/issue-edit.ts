import { renderAnswer } from '../../messages/github/comments/answer.ts'
import { parseConfirmItem } from '../../messages/github/issue/confirm-item.ts'
import { parseTrackingIssue } from '../../messages/github/issue/parse-tracking-issue.ts'
import type { PersonCommand } from '../../release/lifecycle/commands.ts'
import { isUnderWay } from '../../release/lifecycle/rollout/view.ts'
import { getHead } from '../../release/lifecycle/view.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import { type Performed, TASK_DONE } from '../../store/jobs/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { giveAnswer } from '../commands/answer.ts'
import { fetchAsker } from '../commands/asker.ts'
import type { RuntimeDependencies } from '../context.ts'
import { computeNotesDigest } from '../effects/publication/draft-notes.ts'
import { executeCommand, loadRelease } from '../record/execute-command.ts'
import { drawAgain, drawSoon } from '../record/redraw.ts'
import type { Job } from './route-delivery.ts'

type IssueEditJob = Extract<Job, { kind: 'edit' }>

/** What somebody meant by an edit of the tracking issue. */
interface Meant {
  readonly said: string
  /** The commit that it is about, as the issue showed it; null for what is about none. */
  readonly about: string | null
  readonly command: (asker: Asker, at: number) => PersonCommand
}

/**
 * An edit of a tracking issue: what a person ticked and what they wrote into the notes is taken as said by them, and the
 * issue is drawn again, which puts everything else back. What counts is the difference that they made, so that an edit is
 * not lost when the issue was drawn at the same moment. What a bot changes is no word of anybody's, and is put back.
 */
export async function handleIssueEdit(
  deps: RuntimeDependencies,
  task: string,
  { edit, release: id }: IssueEditJob,
): Promise<Performed> {
  const repo = await deps.github.openRepository(edit.repository)
  if (edit.by.id === repo.self.id) return TASK_DONE
  if (edit.by.kind === 'bot') {
    const drawing = { release: id, now: deps.now() }
    return { kind: 'done', write: (unit) => drawSoon(unit, drawing) }
  }
  const { release } = await deps.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened') return TASK_DONE
  const asker = await fetchAsker({ repo, by: edit.by }, release.ledger.about.terms)
  // There is nothing to tick or write in one that has ended: what says so is an edit of before, delivered late or again.
  const meant = isUnderWay(release) ? listMeant(edit) : []
  const at = deps.now()
  const write = async (unit: Unit) => {
    const refusals: Parameters<typeof renderAnswer>[0]['answers'][number][] = []
    const head = getHead((await loadRelease(unit, id)).release)
    for (const { said, about, command } of meant) {
      const isStale = about !== null && about !== head
      const told = isStale ? STALE_TICK : await executeCommand(unit, id, command(asker, at))
      if (told.kind === 'refused') refusals.push({ said, outcome: told })
    }
    await drawAgain(unit, { release: id, because: task, at })
    if (refusals.length === 0) return
    const text = renderAnswer({ to: edit.by.login, answers: refusals })
    await giveAnswer(
      unit,
      { repository: repo.ref.id, number: edit.number, to: edit.by.id, id: `edit-${task}`, text },
      at,
    )
  }
  return { kind: 'done', write }
}

/** Who ticks answers for the commit that they looked at, and for no other: not by an old edit that comes again either. */
const STALE_TICK = {
  kind: 'refused',
  refusal: {
    kind: 'rule',
    what: 'The release branch has another commit now than the one that the tracking issue showed you.',
    next: 'Look at what is there now, and tick it again.',
  },
} as const

function listMeant({ before, after }: IssueEditJob['edit']): Meant[] {
  const [old, now] = [parseTrackingIssue(before), parseTrackingIssue(after)]
  const was = new Map(old.ticks.map(({ item, ticked }) => [item, ticked]))
  const ticks = now.ticks
    .filter(({ item, ticked }) => was.has(item) && was.get(item) !== ticked)
    .flatMap((tick) => readTick(tick, now.head))
  const { notes } = now
  if (notes === null || old.notes === null || notes === old.notes) return ticks

  const digest = computeNotesDigest(notes)
  const from = computeNotesDigest(old.notes)
  return [
    ...ticks,
    {
      about: null,
      said: 'edited the release notes',
      command: (asker, at) => ({ type: 'EditNotes', at, asker, notes: digest, text: notes, from }),
    },
  ]
}

/** A tick answers for the commit that the issue showed; that of what is to confirm, for the plan that it showed. */
function readTick(
  { item, ticked }: { readonly item: string; readonly ticked: boolean },
  head: string | null,
): Meant[] {
  const plan = parseConfirmItem(item)
  if (plan !== null) {
    if (!ticked) return []
    return [
      {
        about: null,
        said: 'ticked what is to confirm',
        command: (asker, at) => ({ type: 'Confirm', at, asker, changes: null, rules: null, plan }),
      },
    ]
  }
  const as = ticked ? 'done' : 'undone'
  return [
    {
      about: head ?? 'none',
      said: `${ticked ? 'ticked' : 'unticked'} ${item}`,
      command: (asker, at) => ({ type: 'Check', at, asker, item, as, evidence: null }),
    },
  ]
}
