import { checkVerdict } from '../../messages/github/check.ts'
import type { Plan } from '../../release/plan.ts'
import { Refused } from '../../release/refusal.ts'
import type { Hub, OwnCheck, PullRequest } from '../ports/github.ts'
import type { World } from '../world.ts'
import { triedPullRequest } from './trying.ts'

/** The name of the check run in which a pull request shows what becomes of it as a candidate. */
export const VERDICT_CHECK = 'Release Captain / patch candidate'

/** Says the verdict on a candidate's pull request, before its merge too (§1.1). */
export async function showVerdict(
  world: World,
  hub: Hub,
  of: { readonly number: number; readonly plan: Plan },
): Promise<void> {
  const pull = await hub.pullRequest(of.number)
  if (!pull) return
  const said = pull.state === 'open' ? await beforeMerge(world, hub, pull) : merged(of.plan, pull)
  if (said) await hub.putCheck({ head: pull.head.sha, name: VERDICT_CHECK, ...said })
}

/** A pull request that is no candidate any more says so, where it said something before. */
export async function withdrawVerdict(hub: Hub, number: number): Promise<void> {
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
    const { what, next } = error.refusal
    return { conclusion: 'action_required', title: 'It could not be tried', summary: `${what}\n\n${next}` }
  }
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
