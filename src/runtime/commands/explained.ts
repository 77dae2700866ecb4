import { explainText, leftOutText } from '../../messages/github/explain.ts'
import { nameOf } from '../../release/candidate.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import type { Plan } from '../../release/plan.ts'
import { learnFrom } from '../learning.ts'
import { loadRelease } from '../record.ts'
import { triedPullRequest } from '../surveying/trying.ts'
import { type Outcome, type Prepared, type RequestNamed, refused, type Saying } from './saying.ts'
import { candidateOf, targetOf } from './target.ts'

/** `explain #N`: every rule on a change, what it saw and what would change it, by a plan that is made for it now. */
export async function explained(request: RequestNamed<'explain'>, saying: Saying): Promise<Prepared> {
  const outcome = await explanation(request, saying)
  return async () => outcome
}

async function explanation(request: RequestNamed<'explain'>, saying: Saying): Promise<Outcome> {
  const release = await releaseMeant(saying)
  const found = candidateOf(request, saying, release)
  if (found.kind === 'refused') return found

  const { candidate } = found
  const plan = await planNow(saying, release)
  const text = textOf(plan, candidate)
  if (text !== null) return { kind: 'shown', text }

  const unmerged = candidate.startsWith('#') ? await notMergedYet(Number(candidate.slice(1)), saying) : null
  return (
    unmerged ??
    refused(
      `${nameOf(candidate)} is no change between ${plan.range.base.tag} and ${plan.range.main.ref}.`,
      'Name a pull request that was merged to the main branch since, or one that is open.',
    )
  )
}

async function releaseMeant(saying: Saying): Promise<Release> {
  const target = targetOf(saying)
  if (target.kind === 'refused') return { status: 'unopened' }
  return (await saying.world.store.transact((unit) => loadRelease(unit, target.release.id))).release
}

/** The plan as it would be now: of the release that is on its way, by its policy, else of the next patch. */
export async function planNow({ world, hub }: Saying, release: Release): Promise<Plan> {
  const open = release.status === 'open' ? release.ledger : null
  const { plan } = await world.git.plan({
    at: { url: await hub.gitUrl() },
    version: open?.about.version ?? null,
    main: null,
    policy: open?.about.policy ?? null,
    selection: { kind: 'by-criteria', take: [], leave: [] },
    now: world.now(),
    learn: learnFrom(hub, open),
  })
  return plan
}

function textOf(plan: Plan, candidate: string): string | null {
  const considered = plan.considered.find((one) => one.candidate.id === candidate)
  if (considered) {
    const planned = plan.picks.find((one) => one.candidate === candidate) ?? null
    const flags = plan.flags.filter((flag) => flag.candidate === candidate || flag.by === candidate)
    const { version, line } = plan
    return explainText({ considered, planned, flags, version, line })
  }
  const leftOut = plan.leftOut.find((one) => one.candidate.id === candidate)
  return leftOut ? leftOutText(leftOut, plan.version) : null
}

async function notMergedYet(number: number, { world, hub }: Saying): Promise<Outcome | null> {
  const pull = await hub.pullRequest(number)
  if (pull?.state !== 'open') return null

  const { considered, version, line } = await triedPullRequest(world, hub, pull)
  const text = explainText({ considered, planned: null, flags: [], version, line })
  return { kind: 'shown', text: `#${number} is not merged yet. If it were:\n\n${text}` }
}
