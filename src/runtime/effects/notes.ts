import { createHash } from 'node:crypto'
import { canonicalNotes } from '../../messages/github/issue/notes-block.ts'
import { notesReplacedText } from '../../messages/github/notes-replaced.ts'
import { dateIn } from '../../release/calendar.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { replay } from '../../release/lifecycle/evolve.ts'
import type { Built } from '../../release/lifecycle/state.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import type { Planned } from '../../release/lifecycle/words.ts'
import { canonicalJson } from '../../release/policy/canonical.ts'
import { learnFrom } from '../learning.ts'
import { commentOnce } from './comments.ts'
import { type OpenScene, type Perform, remoteOf, type Scene } from './performing.ts'

/**
 * §3.1: the notes of what is on the branch. What people made of them stands, unless they are asked for anew or are about
 * other changes; else the same asking gives the same text, as its date is when they were asked for.
 */
export const draftNotes: Perform<'draft-notes'> = async (scene, { key, head }) => {
  const { world, release, events } = scene
  if (release.status !== 'open' || release.place.step !== 'drafting') return []

  const { place } = release
  const edited = lastEdit(events)
  const text =
    edited && edited.about === contentsOf(place)
      ? edited.text
      : await drafted({ ...scene, release }, { head, place })
  if (edited?.stands && edited.text !== text) await tellReplaced(scene, { key, by: edited.by })
  return [{ type: 'NotesDrafted', at: world.now(), answers: key, notes: notesDigest(text), text }]
}

/** What somebody made of the notes. */
interface Edited {
  readonly text: string
  /** Null where GitHub did not say. */
  readonly by: Person | null
  /** The changes that were on the branch then. */
  readonly about: string | null
  /** Whether it is what the notes were last, and was not drafted over since. */
  readonly stands: boolean
}

function lastEdit(events: readonly ReleaseEvent[]): Edited | null {
  const from = events.findLastIndex(({ type }) => BEGINS_ANEW.includes(type))
  const at = events.findLastIndex(({ type }) => type === 'NotesEdited')
  const event = events[at]
  if (at < from || event?.type !== 'NotesEdited') return null

  const then = replay(events.slice(0, at + 1))
  const place = then.status === 'open' && 'picks' in then.place ? then.place : null
  const last = events.findLast((one) => one.type === 'NotesDrafted' || one.type === 'NotesEdited')
  return {
    text: event.text,
    by: event.by.kind === 'person' ? event.by.person : null,
    about: place && contentsOf(place),
    stands: last !== undefined && 'text' in last && last.text === event.text,
  }
}

/** Nobody means notes of before any more then. */
const BEGINS_ANEW: readonly ReleaseEvent['type'][] = ['Opened', 'NotesRequested']

/** What notes are about: the changes in them, and the heading under which each stands. */
function contentsOf(place: Pick<Built, 'plan' | 'picks'>): string {
  return canonicalJson(
    onBranch(place).picks.map(({ candidate, title, type = null }) => ({ candidate, title, type })),
  )
}

async function tellReplaced(
  { hub, release }: Scene,
  { key, by }: { readonly key: string; readonly by: Person | null },
): Promise<void> {
  const { about, shown } = release.ledger
  if (shown.issue === null) return
  const text = notesReplacedText({ version: about.version, by })
  await commentOnce(hub, shown.issue, { kind: 'told', id: key, text })
}

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
function onBranch({ plan, picks }: Pick<Built, 'plan' | 'picks'>): Planned {
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
