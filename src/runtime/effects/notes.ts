import { createHash } from 'node:crypto'
import { canonicalNotes } from '../../messages/github/issue/notes-block.ts'
import { dateIn } from '../../release/calendar.ts'
import type { Built } from '../../release/lifecycle/state.ts'
import type { Planned } from '../../release/lifecycle/words.ts'
import { learnFrom } from '../learning.ts'
import { type Perform, remoteOf } from './performing.ts'

/** §3.1: the notes of what is on the branch. The same asking gives the same text: its date is when they were asked for. */
export const draftNotes: Perform<'draft-notes'> = async (scene, { key, head }) => {
  const { world, hub, release } = scene
  if (release.status !== 'open' || release.place.step !== 'drafting') return []

  const { about, askedAt } = release.ledger
  const drafted = await world.git.notes({
    at: await remoteOf(scene),
    version: about.version,
    policy: about.policy,
    plan: onBranch(release.place),
    head,
    date: dateIn(about.terms.timeZone, askedAt),
    learn: learnFrom(hub, release.ledger),
    now: askedAt,
  })
  // As people's edits of them are read, so that an edit of nothing is none.
  const text = canonicalNotes(drafted)
  return [{ type: 'NotesDrafted', at: world.now(), answers: key, notes: notesDigest(text), text }]
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
