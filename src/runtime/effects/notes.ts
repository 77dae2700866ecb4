import { createHash } from 'node:crypto'
import { canonicalNotes } from '../../messages/github/issue/notes-block.ts'
import { dateIn } from '../../release/calendar.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import type { Built } from '../../release/lifecycle/state.ts'
import type { Planned } from '../../release/lifecycle/words.ts'
import { learnFrom } from '../learning.ts'
import { type OpenScene, type Perform, remoteOf } from './performing.ts'

/**
 * §3.1: the notes of what is on the branch. What people made of them stands, unless they are asked for anew; else the same
 * asking gives the same text, as its date is when they were asked for.
 */
export const draftNotes: Perform<'draft-notes'> = async (scene, { key, head }) => {
  const { world, release, events } = scene
  if (release.status !== 'open' || release.place.step !== 'drafting') return []

  const text = editedNotes(events) ?? (await drafted({ ...scene, release }, { head, place: release.place }))
  return [{ type: 'NotesDrafted', at: world.now(), answers: key, notes: notesDigest(text), text }]
}

/** A test that fails and is mended, or a tick that is taken back, leads here again with the same branch. */
function editedNotes(events: readonly ReleaseEvent[]): string | null {
  const from = events.findLastIndex(({ type }) => BEGINS_ANEW.includes(type))
  const edited = events.slice(from + 1).findLast((event) => event.type === 'NotesEdited')
  return edited?.type === 'NotesEdited' ? edited.text : null
}

/** What notes were written for is another then, or somebody wants them drafted again. */
const BEGINS_ANEW: readonly ReleaseEvent['type'][] = [
  'Opened',
  'BranchPushed',
  'BranchMoved',
  'NotesRequested',
]

async function drafted(
  { world, hub, release }: OpenScene,
  { head, place }: { readonly head: string; readonly place: Built },
): Promise<string> {
  const { about, askedAt } = release.ledger
  const notes = await world.git.notes({
    at: await remoteOf({ hub }),
    version: about.version,
    policy: about.policy,
    plan: onBranch(place),
    head,
    date: dateIn(about.terms.timeZone, askedAt),
    learn: learnFrom(hub, release.ledger),
    now: askedAt,
  })
  // As people's edits of them are read, so that an edit of nothing is none.
  return canonicalNotes(notes)
}

/** By what notes are told from others: a go is bound to it. sha256, hex. */
export function notesDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A pick that changed nothing is no news: the line has it. */
function onBranch({ plan, picks }: Built): Planned {
  const there = new Set(
    picks
      .filter(
        ({ became }) =>
          became.kind === 'resolved' || (became.kind === 'applied' && became.outcome === 'clean'),
      )
      .map(({ candidate }) => candidate),
  )
  return { ...plan, picks: plan.picks.filter(({ candidate }) => there.has(candidate)) }
}
