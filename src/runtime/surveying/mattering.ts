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
  const leftOut = (plan?.leftOut ?? []).map(({ candidate }) => candidate.id)
  const changes = new Set([...considered.map(({ candidate }) => candidate.id), ...leftOut])
  const issues = new Set([
    ...considered.flatMap(({ facts }) => (facts.issues.known ? facts.issues.value : [])).map(numberOf),
    ...(await issuesOf(hub, [...leftOut.flatMap(numberIn), ...asked])),
  ])
  return ({ number, isPullRequest }) =>
    asked.has(number) || (isPullRequest ? changes.has(`#${number}`) : issues.has(number))
}

/** Of changes of which no plan knows more than that they are there; what is no pull request closed nothing. */
async function issuesOf(hub: Hub, numbers: readonly number[]): Promise<readonly number[]> {
  if (numbers.length === 0) return []
  const facts = await hub.facts(numbers)
  return [...facts.values()].flatMap(({ issues }) => issues.map(numberOf))
}

function numberIn(candidate: string): number[] {
  return candidate.startsWith('#') ? [Number(candidate.slice(1))] : []
}

function numberOf({ number }: { readonly number: number }): number {
  return number
}
