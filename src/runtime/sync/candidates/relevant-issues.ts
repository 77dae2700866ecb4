import type { Plan } from '../../../release/planning/plan.ts'
import type { GitHubRepository, Issue } from '../../ports/github.ts'

/** What a survey is about. */
interface RelevanceQuery {
  /** Null where nothing came to main. */
  readonly plan: Plan | null
  /** Issues and pull requests of which something was heard. */
  readonly asked: ReadonlySet<number>
}

/**
 * Which of the closed issues and pull requests with the label matter: those of which something was heard, changes of the
 * range, and the issues that these closed. All others were released long ago; there are more of them with each release.
 */
export async function createRelevanceCheck(
  repo: GitHubRepository,
  { plan, asked }: RelevanceQuery,
): Promise<(closed: Issue) => boolean> {
  const considered = plan?.considered ?? []
  const leftOut = (plan?.leftOut ?? []).map(({ candidate }) => candidate.id)
  const changes = new Set([...considered.map(({ candidate }) => candidate.id), ...leftOut])
  const issues = new Set([
    ...considered.flatMap(({ facts }) => (facts.issues.known ? facts.issues.value : [])).map(getNumber),
    ...(await listIssueNumbers(repo, [...leftOut.flatMap(listNumber), ...asked])),
  ])
  return ({ number, isPullRequest }) =>
    asked.has(number) || (isPullRequest ? changes.has(`#${number}`) : issues.has(number))
}

/** Of changes of which no plan knows more than that they are there; what is no pull request closed nothing. */
async function listIssueNumbers(
  repo: GitHubRepository,
  numbers: readonly number[],
): Promise<readonly number[]> {
  if (numbers.length === 0) return []
  const facts = await repo.fetchFacts(numbers)
  return [...facts.values()].flatMap(({ issues }) => issues.map(getNumber))
}

function listNumber(candidate: string): number[] {
  return candidate.startsWith('#') ? [Number(candidate.slice(1))] : []
}

function getNumber({ number }: { readonly number: number }): number {
  return number
}
