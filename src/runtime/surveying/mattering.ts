import type { Plan } from '../../release/plan.ts'
import type { Hub, Issue } from '../ports/github.ts'

/** What a survey is about. */
interface Surveying {
  /** Null where nothing came to main. */
  readonly plan: Plan | null
  /** Issues and pull requests of which something was heard. */
  readonly asked: ReadonlySet<number>
}

/**
 * Which of the closed issues and pull requests with the label matter: those of which something was heard, changes of the
 * range, and the issues that these closed. All others were released long ago; there are more of them with each release.
 */
export async function mattering(hub: Hub, { plan, asked }: Surveying): Promise<(closed: Issue) => boolean> {
  const considered = plan?.considered ?? []
  const reverted = (plan?.leftOut ?? []).filter(({ reason }) => reason.kind === 'reverted')
  const range = [...considered, ...(plan?.leftOut ?? [])]
  const changes = new Set(range.map(({ candidate }) => candidate.id))
  const issues = new Set([
    ...considered.flatMap(({ facts }) => (facts.issues.known ? facts.issues.value : [])).map(numberOf),
    ...(await issuesOf(
      hub,
      reverted.map(({ candidate }) => candidate.id),
    )),
  ])
  return ({ number, isPullRequest }) =>
    asked.has(number) || (isPullRequest ? changes.has(`#${number}`) : issues.has(number))
}

/** Nothing more is known of what was reverted. */
async function issuesOf(hub: Hub, candidates: readonly string[]): Promise<readonly number[]> {
  const numbers = candidates.flatMap((id) => (id.startsWith('#') ? [Number(id.slice(1))] : []))
  if (numbers.length === 0) return []
  const facts = await hub.facts(numbers)
  return [...facts.values()].flatMap(({ issues }) => issues.map(numberOf))
}

function numberOf({ number }: { readonly number: number }): number {
  return number
}
