import { type Candidate, type LeftOut, nameOf } from '../../release/candidate.ts'
import { ROLE_OF } from '../../release/lifecycle/commands.ts'
import { refusedRole } from '../../release/lifecycle/roles.ts'
import { selectionOf } from '../../release/lifecycle/selection.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import { getPlan, getPlannedPick } from '../../release/lifecycle/view.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import type { Plan } from '../../release/plan.ts'
import { planNow } from './explained.ts'
import { type Outcome, refused, type Saying } from './saying.ts'

type Refused = Extract<Outcome, { kind: 'refused' }>

/** What somebody wants to take into a release. */
export interface Picking {
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
export async function whyNotPickable(
  saying: Saying,
  { release, asker, candidate }: Picking,
): Promise<Refused | null> {
  if (release.status !== 'open' || isPlanned(release, candidate)) return null
  const mayNot = refusedRole(ROLE_OF.Pick, asker, release.ledger.about.terms)
  if (mayNot || selectionOf(release.place) === null) return null

  const plan = await planNow(saying, release)
  if (plan.considered.some((one) => isCalled(candidate, one.candidate))) return null
  const left = plan.leftOut.find((one) => isCalled(candidate, one.candidate))
  if (left) return leftOut(left)
  const number = numberOf(candidate)
  return (number === null ? null : await notMerged(saying, number, 'Pick')) ?? notThere(plan, candidate)
}

/**
 * Why nothing that is said of a change could ever count, with what to do; null where it may, which a pull request that
 * is still open may too, or where the release says no by itself.
 *
 * @throws {Refused} where no plan can be made at all
 */
export async function whyNotWeighable(
  saying: Saying,
  { release, asker, candidate }: Picking,
  by: 'Assess' | 'Except',
): Promise<Refused | null> {
  if (release.status !== 'open' || isShown(release, candidate)) return null
  const mayNot = refusedRole(ROLE_OF[by], asker, release.ledger.about.terms)
  if (mayNot || selectionOf(release.place) === null) return null

  const number = numberOf(candidate)
  const pull = number === null ? null : await saying.hub.pullRequest(number)
  if (pull?.state === 'open') return null
  const plan = await planNow(saying, release)
  const known = [...plan.considered, ...plan.leftOut].some((one) => isCalled(candidate, one.candidate))
  if (known) return null
  return (number === null ? null : await notMerged(saying, number, by)) ?? notThere(plan, candidate)
}

/** The release says that it is in the plan. */
function isPlanned(release: Release, candidate: string): boolean {
  return getPlannedPick(release, candidate) !== null
}

/** It is in the plan, or among what the plan looked at and did not take. */
function isShown(release: Release, candidate: string): boolean {
  const { picks, others = [] } = getPlan(release) ?? { picks: [] }
  return [...picks, ...others].some((one) => one.candidate === candidate)
}

function isCalled(id: string, { id: whole, commits, merged }: Candidate): boolean {
  return whole === id || [...commits, ...merged].some(({ sha }) => sha === id)
}

function leftOut({ candidate, reason }: LeftOut): Refused {
  const name = nameOf(candidate.id)
  switch (reason.kind) {
    case 'already-on-line':
      return refused(`The line has ${name} already.`, 'Nothing has to be done.')
    case 'empty':
      return refused(`${name} changes nothing on the line.`, 'Nothing has to be done.')
    case 'reverted': {
      const by = nameOf(reason.revert)
      return refused(
        `${name} was reverted on main, by ${by}, so the two cancel out.`,
        'Have it merged to main again, and take that.',
      )
    }
    case 'reverts': {
      const other = nameOf(reason.reverted)
      return refused(`${name} takes back ${other}, which the line does not have.`, 'Nothing has to be done.')
    }
  }
}

function numberOf(candidate: string): number | null {
  return candidate.startsWith('#') ? Number(candidate.slice(1)) : null
}

async function notMerged(
  { hub }: Saying,
  number: number,
  by: 'Pick' | 'Assess' | 'Except',
): Promise<Refused | null> {
  const name = `#${number}`
  const pull = await hub.pullRequest(number)
  if (pull?.state === 'open')
    return refused(
      `${name} is not merged to main yet.`,
      `Have it merged, then say \`/release pick ${name}\` again.`,
    )
  if (pull?.state === 'closed')
    return refused(
      `${name} was closed and never merged.`,
      'Name the pull request that was merged in its place.',
    )
  const issue = pull ? null : await hub.issue(number)
  if (!issue) return null
  const closing = await hub.pullRequestsClosing(number)
  const names = closing.map((one) => (by === 'Pick' ? `\`/release pick #${one}\`` : `#${one}`)).join(', ')
  return refused(
    `${name} is an issue, and a release takes the change that mends it.`,
    closing.length === 0
      ? 'Name the pull request that mends it.'
      : `Name the pull request that mends it: ${names}.`,
  )
}

function notThere({ range }: Plan, candidate: string): Refused {
  const { base, main } = range
  return refused(
    `${nameOf(candidate)} is no change between ${base.tag} and ${main.ref}.`,
    `Name a pull request that was merged to the main branch since ${base.tag}, or one of its commits.`,
  )
}
