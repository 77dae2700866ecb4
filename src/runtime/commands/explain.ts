import { explainText, renderLeftOut } from '../../messages/github/comments/explanation.ts'
import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import { getSelection } from '../../release/lifecycle/view.ts'
import type { Selection } from '../../release/lifecycle/words.ts'
import type { Plan } from '../../release/planning/plan.ts'
import { learnFrom } from '../github-state/learn-facts.ts'
import { loadRelease } from '../record/execute-command.ts'
import { readRolledBackContent } from '../record/rollbacks.ts'
import { tryOpenPullRequest } from '../sync/candidates/try-pull-request.ts'
import {
  type CommandContext,
  type CommandOutcome,
  type Prepared,
  type RequestNamed,
  refuseCommand,
} from './command-context.ts'
import { findTarget, resolveCandidate } from './target.ts'

/** `explain #N`: every rule on a change, what it saw and what would change it, by a plan that is made for it now. */
export async function prepareExplanation(
  request: RequestNamed<'explain'>,
  context: CommandContext,
): Promise<Prepared> {
  const outcome = await explainCandidate(request, context)
  return async () => outcome
}

async function explainCandidate(
  request: RequestNamed<'explain'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const release = await findRelease(context)
  const found = resolveCandidate(request, context, release)
  if (found.kind === 'refused') return found

  const { candidate } = found
  // The plan in force: with what people took and left.
  const selection = release.status === 'open' ? getSelection(release) : null
  const plan = await fetchPlan(context, release, selection ?? BY_CRITERIA)
  const text = renderExplanation(plan, candidate)
  if (text !== null) return { kind: 'shown', text }

  const unmerged = candidate.startsWith('#')
    ? await explainNotMerged(Number(candidate.slice(1)), context)
    : null
  return (
    unmerged ??
    refuseCommand(
      `${formatCandidateName(candidate)} isn't a change between ${plan.range.base.tag} and ${plan.range.main.ref}.`,
      'Name a pull request that was merged to the main branch since, or one that is open.',
    )
  )
}

async function findRelease(context: CommandContext): Promise<Release> {
  const target = findTarget(context)
  if (target.kind === 'refused') return { status: 'unopened' }
  return (await context.deps.store.transact((unit) => loadRelease(unit, target.release.id))).release
}

const BY_CRITERIA: Selection = { kind: 'by-criteria', take: [], leave: [] }

/** The plan as it would be now: of the release that is on its way, by its policy, else of the next patch. */
export async function fetchPlan(
  { deps, repo }: CommandContext,
  release: Release,
  selection: Selection = BY_CRITERIA,
): Promise<Plan> {
  const open = release.status === 'open' ? release.ledger : null
  const content = await deps.store.transact((unit) => readRolledBackContent(unit, repo.ref.id))
  const { plan } = await deps.git.plan({
    at: { url: await repo.createGitUrl() },
    version: open?.about.version ?? null,
    main: null,
    policy: open?.about.policy ?? null,
    selection,
    rolledBack: open ? { ...content, tags: open.about.passedOver ?? [] } : content,
    now: deps.now(),
    origins: repo.findPullRequestsOf,
    learn: learnFrom(repo, open),
  })
  return plan
}

function renderExplanation(plan: Plan, candidate: string): string | null {
  const considered = plan.considered.find((one) => one.candidate.id === candidate)
  if (considered) {
    const planned = plan.picks.find((one) => one.candidate === candidate) ?? null
    const flags = plan.flags.filter((flag) => flag.candidate === candidate || flag.by === candidate)
    const { version, line } = plan
    return explainText({ considered, planned, flags, version, line })
  }
  const leftOut = plan.leftOut.find((one) => one.candidate.id === candidate)
  return leftOut ? renderLeftOut(leftOut, plan.version) : null
}

async function explainNotMerged(
  number: number,
  { deps, repo }: CommandContext,
): Promise<CommandOutcome | null> {
  const pull = await repo.findPullRequest(number)
  if (pull?.state !== 'open') return null

  const { considered, version, line } = await tryOpenPullRequest(deps, repo, { pull, line: null })
  const text = explainText({ considered, planned: null, flags: [], version, line })
  return { kind: 'shown', text: `#${number} isn't merged yet. If it were:\n\n${text}` }
}
