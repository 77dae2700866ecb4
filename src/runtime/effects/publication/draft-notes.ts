import { createHash } from 'node:crypto'
import { renderNotesReplaced } from '../../../messages/github/comments/notes-replaced.ts'
import { normalizeNotes } from '../../../messages/github/issue/notes-block.ts'
import { formatDate } from '../../../release/calendar.ts'
import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import { replay } from '../../../release/lifecycle/evolve/evolve.ts'
import type { Built } from '../../../release/lifecycle/state.ts'
import type { Person } from '../../../release/lifecycle/who.ts'
import type { Planned } from '../../../release/lifecycle/words.ts'
import { toCanonicalJson } from '../../../release/policy/canonical.ts'
import {
  createRemote,
  type EffectContext,
  type OpenEffectContext,
  type Perform,
} from '../../github-state/effect-context.ts'
import { learnFrom } from '../../github-state/learn-facts.ts'
import { commentOnce } from '../../github-state/marked-comments.ts'

/**
 * §3.1: the notes of what is on the branch. What people made of them stands, unless they are asked for anew or are about
 * other changes; else the same asking gives the same text, as its date is when they were asked for.
 */
export const draftNotesOnce: Perform<'draft-notes'> = async (context, { key, head }) => {
  const { deps, release, events } = context
  if (release.status !== 'open' || release.place.step !== 'drafting') return []

  const { place } = release
  const edited = findLastEdit(events)
  const text =
    edited && edited.about === describeContents(place)
      ? edited.text
      : await draftText({ ...context, release }, { head, place })
  if (edited?.stands && edited.text !== text) await commentReplaced(context, { key, by: edited.by })
  return [{ type: 'NotesDrafted', at: deps.now(), answers: key, notes: computeNotesDigest(text), text }]
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

function findLastEdit(events: readonly ReleaseEvent[]): Edited | null {
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
    about: place && describeContents(place),
    stands: last !== undefined && 'text' in last && last.text === event.text,
  }
}

/** Nobody means notes of before any more then. */
const BEGINS_ANEW: readonly ReleaseEvent['type'][] = ['Opened', 'NotesRequested']

/** What notes are about: the changes in them, and the heading under which each stands. */
function describeContents(place: Pick<Built, 'plan' | 'picks'>): string {
  return toCanonicalJson(
    selectPicksOnBranch(place).picks.map(({ candidate, title, type = null }) => ({ candidate, title, type })),
  )
}

async function commentReplaced(
  { repo, release }: EffectContext,
  { key, by }: { readonly key: string; readonly by: Person | null },
): Promise<void> {
  const { about, shown } = release.ledger
  if (shown.issue === null) return
  const text = renderNotesReplaced({ version: about.version, by })
  await commentOnce(repo, shown.issue, { kind: 'told', id: key, text })
}

async function draftText(
  { deps, repo, release }: OpenEffectContext,
  { head, place }: { readonly head: string; readonly place: Built },
): Promise<string> {
  const { about, askedAt, outside } = release.ledger
  const notes = await deps.git.notes({
    at: await createRemote({ repo }),
    version: about.version,
    policy: about.policy,
    plan: selectPicksOnBranch(place),
    head,
    outside: outside.commits.map(({ commit }) => commit),
    date: formatDate(about.terms.timeZone, askedAt),
    origins: repo.findPullRequestsOf,
    learn: learnFrom(repo, release.ledger),
    now: askedAt,
  })
  // As people's edits of them are read, so that an edit of nothing is none.
  return normalizeNotes(notes)
}

/** By what notes are told from others: a go is bound to it. sha256, hex. */
export function computeNotesDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A pick that changed nothing is no news: the line has it. */
function selectPicksOnBranch({ plan, picks }: Pick<Built, 'plan' | 'picks'>): Planned {
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
