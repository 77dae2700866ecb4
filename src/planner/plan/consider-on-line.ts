import type { Candidate, OnLine } from '../../release/changes/candidate.ts'
import type { ConsideredOnLine } from '../../release/planning/plan.ts'
import { type Judging, judgeIfClean } from './judge-candidates.ts'

/** What is known of a change of the line is told by the change of main that it is a copy of, where there is one. */
export function getSource({ change, main }: OnLine): Candidate {
  return main ?? change
}

/** Judges a change that the line has already. It needs no pick. */
export function considerOnLine(one: OnLine, judging: Judging): ConsideredOnLine {
  const source = getSource(one)
  const facts = judging.facts.of.get(source.id)
  if (!facts) throw new Error(`nothing was read of ${source.id}`)
  return { ...one, facts, verdict: judgeIfClean(source, judging) }
}
