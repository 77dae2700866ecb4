import { checkVerdict } from '../../messages/github/check.ts'
import { refusalText } from '../../messages/github/refusal.ts'
import type { Plan } from '../../release/plan.ts'
import { type Refusal, Refused } from '../../release/refusal.ts'
import type { Hub, OwnCheck, PullRequest } from '../ports/github.ts'
import type { World } from '../world.ts'
import { triedPullRequest } from './trying.ts'

/** The name of the check run in which a pull request shows what becomes of it as a candidate. */
export const VERDICT_CHECK = 'Release Captain / patch candidate'

/** Says the verdict on a candidate's pull request, before its merge too (§1.1). One that is merged is judged by a plan. */
export async function showVerdict(
  world: World,
  hub: Hub,
  of: { readonly number: number; readonly plan: Plan | null },
): Promise<void> {
  const pull = await hub.pullRequest(of.number)
  if (!pull) return
  const said = pull.state === 'open' ? await beforeMerge(world, hub, pull) : of.plan && merged(of.plan, pull)
  if (said) await hub.putCheck({ head: pull.head.sha, name: VERDICT_CHECK, ...said })
}

/** Why nothing can be said of a pull request now, which is for people to mend. */
export async function showRefusal(hub: Hub, number: number, refusal: Refusal): Promise<void> {
  const pull = await hub.pullRequest(number)
  if (!pull) return
  await hub.putCheck({ head: pull.head.sha, name: VERDICT_CHECK, ...untried(refusal) })
}

/**
 * A pull request that is no candidate any more says so, where it said something before. `number` may be that of an
 * issue, which stands for the pull requests that closed it.
 */
export async function withdrawVerdicts(
  hub: Hub,
  number: number,
  nominated: ReadonlySet<number>,
): Promise<void> {
  const issue = await hub.issue(number)
  if (!issue) return
  const numbers = issue.isPullRequest ? [number] : await hub.pullRequestsClosing(number)
  for (const one of numbers) if (!nominated.has(one)) await withdraw(hub, one)
}

async function withdraw(hub: Hub, number: number): Promise<void> {
  const pull = await hub.pullRequest(number)
  if (!pull) return
  const runs = await hub.checkRuns(pull.head.sha)
  if (!runs.some(({ name }) => name === VERDICT_CHECK)) return

  await hub.putCheck({
    head: pull.head.sha,
    name: VERDICT_CHECK,
    conclusion: 'neutral',
    title: 'No patch candidate',
    summary: 'The label that made it a candidate of the next patch was taken off.',
  })
}

type Said = Pick<OwnCheck, 'conclusion' | 'title' | 'summary'>

async function beforeMerge(world: World, hub: Hub, pull: PullRequest): Promise<Said> {
  try {
    const { considered, version, line, outcome, files } = await triedPullRequest(world, hub, pull)
    return checkVerdict({ considered, version, line, merged: false, outcome, files })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return untried(error.refusal)
  }
}

function untried(refusal: Refusal): Said {
  return { conclusion: 'action_required', title: 'It could not be tried', summary: refusalText(refusal) }
}

/** Null for one that is not in the range: it is released, or older than the line. */
function merged({ considered, leftOut, version, line }: Plan, { number }: PullRequest): Said | null {
  const found = considered.find(({ candidate }) => candidate.id === `#${number}`)
  if (!found) return leftOut.some(({ candidate }) => candidate.id === `#${number}`) ? already(version) : null

  const { alone } = found
  const files = alone.kind === 'conflict' ? alone.files.map(({ path }) => path) : []
  return checkVerdict({ considered: found, version, line, merged: true, outcome: alone.kind, files })
}

function already(version: string): Said {
  return {
    conclusion: 'neutral',
    title: `Nothing to take into ${version}`,
    summary: `It is on the line already, or was reverted. \`/release explain\` in a comment says which.`,
  }
}
