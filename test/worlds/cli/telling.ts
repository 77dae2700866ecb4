import type { z } from 'zod'
import type { planDocument } from '../../../src/cli/json/plan.ts'

type Plan = z.output<typeof planDocument>

/** A plan in a line per change: what is taken and what becomes of it, what is not taken, what is left out, flags. */
export function tell(plan: Plan): string {
  const titles = new Map(
    [...plan.candidates, ...plan.leftOut].map(({ candidate }) => [candidate.id, candidate.title]),
  )
  const name = (id: string) => (id.startsWith('#') ? id : `"${titles.get(id) ?? id}"`)
  const picked = new Set(plan.picks.map(({ candidate }) => candidate))
  const verdictOf = new Map(plan.candidates.map(({ candidate, verdict }) => [candidate.id, verdict]))
  return [
    ...plan.picks.map((pick) => {
      const verdict = verdictOf.get(pick.candidate)
      return `takes ${name(pick.candidate)}, ${verdict?.type}, ${verdict?.kind}: ${outcomeOf(pick, name)}`
    }),
    ...plan.candidates
      .filter(({ candidate }) => !picked.has(candidate.id))
      .map(({ candidate, verdict }) => `leaves ${name(candidate.id)}, ${verdict.type}: ${verdict.kind}`),
    ...plan.leftOut.map(({ candidate, reason }) => {
      const how = reason.kind === 'already-on-line' ? `${reason.kind} by ${reason.key}` : reason.kind
      return `is no candidate ${name(candidate.id)}: ${how}`
    }),
    ...plan.flags.map(({ kind, candidate, by }) => `flags ${name(candidate)}: ${kind} by ${name(by)}`),
  ].join('\n')
}

function outcomeOf({ outcome, dependencies }: Plan['picks'][number], name: (id: string) => string): string {
  if (outcome.kind !== 'conflict') return outcome.kind
  const paths = outcome.files.map(({ path }) => path).join(', ')
  const needs = dependencies?.kind === 'found' ? `, needs ${dependencies.on.map(name).join(' and ')}` : ''
  return `conflict in ${paths}${needs}`
}

/** Several refusals under their titles, so that one snapshot shows them side by side. */
export async function tellEach<Case>(
  cases: Readonly<Record<string, Case>>,
  refusal: (one: Case) => Promise<string>,
): Promise<string> {
  const told: string[] = []
  for (const [title, one] of Object.entries(cases)) told.push(`[${title}] ${await refusal(one)}`)
  return told.join('\n\n')
}
