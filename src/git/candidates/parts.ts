import type { LeftOut } from '../../release/changes/candidate.ts'
import type { TakeResult } from '../picks/take-picks.ts'
import { extractPart, listSubstance, type MainChange, removeParts, toCandidate } from './group-commits.ts'
import type { ReadCommit } from './landings.ts'
import type { Recognition } from './recognize-changes.ts'

/** A change of main, with what of it the line has taken out of it. */
export interface InParts {
  /** What is left of it, or all of it. */
  readonly change: MainChange
  readonly whole: MainChange
  readonly recognition: Recognition
  /** Proved by content; empty unless something is left. */
  readonly parts: Recognition['parts']
}

/**
 * Takes out of a change of several commits those that the line has. A commit whose pick would still change something
 * there is none of them, whatever patch the line has. Where the line has all of it, it stays whole.
 */
export async function removeProvenParts(
  whole: MainChange,
  recognition: Recognition,
  pickAlone: (commit: ReadCommit) => Promise<TakeResult['kind']>,
): Promise<InParts> {
  const nothing = { change: whole, whole, recognition, parts: [] }
  const said = recognition.parts
  if (said.length === 0 || said.length === listSubstance(whole).length) return nothing

  const outcomes = await Promise.all(said.map(({ commit }) => pickAlone(commit)))
  const parts = said.filter((_, i) => outcomes[i] !== 'clean')
  if (parts.length === 0) return nothing
  return {
    change: removeParts(whole, new Set(parts.map(({ commit }) => commit.sha))),
    whole,
    recognition,
    parts,
  }
}

/** Of a change that the line has in part, the part. */
export function listLeftOutParts({ whole, parts }: InParts): LeftOut[] {
  return parts.map(({ commit, as: { key, lineCommit } }) => ({
    candidate: toCandidate(extractPart(whole, commit)),
    reason: { kind: 'already-on-line', key, lineCommit },
  }))
}
