import { type Candidate, formatCandidateName, type LeftOut } from '../../../release/changes/candidate.ts'
import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { refuseRole } from '../../../release/lifecycle/rules/roles.ts'
import { deriveSelection } from '../../../release/lifecycle/rules/selection.ts'
import type { Release } from '../../../release/lifecycle/state.ts'
import { getPlan, getPlannedPick } from '../../../release/lifecycle/view.ts'
import type { Asker, Person } from '../../../release/lifecycle/who.ts'
import type { Plan } from '../../../release/planning/plan.ts'
import { type CommandContext, type CommandOutcome, refuseCommand } from '../command-context.ts'
import { fetchPlan } from '../explain.ts'

type Refused = Extract<CommandOutcome, { kind: 'refused' }>

/** What somebody wants to take into a release. */
interface PickRequest {
  readonly release: Release
  readonly asker: Asker
  readonly candidate: string
}

/**
 * Why no plan could take a change, with what to do; null where one can, or where the release says no by itself. It is
 * looked for before the pick is on record: after the cut a pick that cannot be planned leads back from where the
 * release was.
 *
 * @throws {Refused} where no plan can be made at all
 */
export async function refuseUnpickable(
  context: CommandContext,
  { release, asker, candidate }: PickRequest,
): Promise<Refused | null> {
  if (release.status !== 'open' || isPlanned(release, candidate)) return null
  const mayNot = refuseRole(ROLE_OF.Pick, asker, release.ledger.about.terms)
  if (mayNot || deriveSelection(release.place) === null) return null

  const plan = await fetchPlan(context, release)
  if (plan.considered.some((one) => isCalled(candidate, one.candidate))) return null
  const left = plan.leftOut.find((one) => isCalled(candidate, one.candidate))
  if (left) return refuseLeftOut(left)
  const number = parseNumber(candidate)
  return (
    (number === null ? null : await refuseNotMerged(context, number, 'Pick')) ??
    refuseNotThere(plan, candidate)
  )
}

/**
 * Why nothing that is said of a change could ever count, with what to do; null where it may, which a pull request that
 * is still open may too, or where the release says no by itself.
 *
 * @throws {Refused} where no plan can be made at all
 */
export async function refuseUnassessable(
  context: CommandContext,
  { release, asker, candidate }: PickRequest,
  by: 'Assess' | 'Except',
): Promise<Refused | null> {
  if (release.status !== 'open' || isShown(release, candidate)) return null
  const mayNot = refuseRole(ROLE_OF[by], asker, release.ledger.about.terms)
  if (mayNot || deriveSelection(release.place) === null) return null

  const number = parseNumber(candidate)
  const pull = number === null ? null : await context.repo.findPullRequest(number)
  if (pull?.state === 'open') return null
  const plan = await fetchPlan(context, release)
  const known = [...plan.considered, ...plan.leftOut].some((one) => isCalled(candidate, one.candidate))
  if (known) return null
  return (
    (number === null ? null : await refuseNotMerged(context, number, by)) ?? refuseNotThere(plan, candidate)
  )
}

/** Who wrote a change, as far as GitHub knows their accounts. */
export async function findAuthors(
  { repo }: CommandContext,
  release: Release,
  candidate: string,
): Promise<readonly Person[]> {
  const planned = getPlannedPick(release, candidate)?.authors ?? []
  const number = parseNumber(candidate)
  const known =
    number === null
      ? (await repo.findOutsideCommitters({ base: `${candidate}~1`, head: candidate }))?.people
      : (await repo.fetchFacts([number])).get(number)?.authors
  return [...planned, ...(known ?? []).map(({ id, login }) => ({ id, login }))]
}

/** The release says that it is in the plan. */
function isPlanned(release: Release, candidate: string): boolean {
  return getPlannedPick(release, candidate) !== null
}

/** It is in the plan, or among what the plan looked at and did not take, or it came onto the branch another way. */
function isShown(release: Release, candidate: string): boolean {
  const { picks, others = [] } = getPlan(release) ?? { picks: [] }
  const outside = release.status === 'open' ? release.ledger.outside.commits : []
  return [...picks, ...others, ...outside].some((one) => one.candidate === candidate)
}

function isCalled(id: string, { id: whole, commits, merged }: Candidate): boolean {
  return whole === id || [...commits, ...merged].some(({ sha }) => sha === id)
}

function refuseLeftOut({ candidate, reason }: LeftOut): Refused {
  const name = formatCandidateName(candidate.id)
  switch (reason.kind) {
    case 'already-on-line':
      return refuseCommand(`The line already has ${name}.`, "You don't need to do anything.")
    case 'empty':
      return refuseCommand(`${name} changes nothing on the line.`, "You don't need to do anything.")
    case 'reverted': {
      const by = formatCandidateName(reason.revert)
      return refuseCommand(
        `${name} was reverted on main, by ${by}, so the two cancel out.`,
        'Merge it to main again, and pick that.',
      )
    }
    case 'reverts': {
      const other = formatCandidateName(reason.reverted)
      return refuseCommand(
        `${name} takes back ${other}, which isn't on the line.`,
        "You don't need to do anything.",
      )
    }
  }
}

function parseNumber(candidate: string): number | null {
  return candidate.startsWith('#') ? Number(candidate.slice(1)) : null
}

async function refuseNotMerged(
  { repo }: CommandContext,
  number: number,
  by: 'Pick' | 'Assess' | 'Except',
): Promise<Refused | null> {
  const name = `#${number}`
  const pull = await repo.findPullRequest(number)
  if (pull?.state === 'open')
    return refuseCommand(
      `${name} isn't merged to main yet.`,
      `Merge it, then run \`/release pick ${name}\` again.`,
    )
  if (pull?.state === 'closed')
    return refuseCommand(
      `${name} was closed without a merge.`,
      'Name the pull request that was merged instead.',
    )
  const issue = pull ? null : await repo.findIssue(number)
  if (!issue) return null
  const closing = await repo.listPullRequestsClosing(number)
  const names = closing.map((one) => (by === 'Pick' ? `\`/release pick #${one}\`` : `#${one}`)).join(', ')
  return refuseCommand(
    `${name} is an issue. A release takes the change that fixes it.`,
    closing.length === 0
      ? 'Name the pull request that fixes it.'
      : `Name the pull request that fixes it: ${names}.`,
  )
}

function refuseNotThere({ range }: Plan, candidate: string): Refused {
  const { base, main } = range
  return refuseCommand(
    `${formatCandidateName(candidate)} isn't a change between ${base.tag} and ${main.ref}.`,
    `Name a pull request that was merged to the main branch since ${base.tag}, or one of its commits.`,
  )
}
