import type { GatePoint } from '../../process/phases.ts'
import type { OpenRelease, PublishedRelease, Release } from '../state.ts'
import { type ChecklistTerm, getChecklistItems, type Terms } from '../terms.ts'
import { appliesTo, isForSecurity } from './gates.ts'

/** A line of a checklist with the gate that it stands in. */
interface ChecklistLine {
  readonly gate: ChecklistTerm
  readonly item: Terms['checklist'][number]
}

const BEFORE_THE_TAG: readonly OpenRelease['place']['step'][] = ['testing', 'drafting', 'asking-to-tag']
const BEFORE_PUBLICATION: readonly OpenRelease['place']['step'][] = [
  ...BEFORE_THE_TAG,
  'tagging',
  'building',
  'delivering',
  'asking-to-publish',
]

/** From where on the lines of a gate can be answered for: there has to be a commit that was looked at. */
const ANSWERED_AT: Readonly<Record<GatePoint, readonly OpenRelease['place']['step'][]>> = {
  cut: [],
  testing: BEFORE_THE_TAG,
  artifacts: BEFORE_PUBLICATION,
  staging: BEFORE_PUBLICATION,
  'pre-deployment': BEFORE_PUBLICATION,
  publication: BEFORE_PUBLICATION,
  'post-release': [],
}

/** Checks whether the lines of a checklist can be answered for where a release is now. */
export function isTickable(release: Release, gate: ChecklistTerm): boolean {
  if (release.status === 'unopened' || release.status === 'aborted') return false
  if (gate.point === 'post-release') return isFollowedUp(release)
  if (release.status === 'open') {
    const at = isForSecurity(gate) ? BEFORE_PUBLICATION : ANSWERED_AT[gate.point]
    return at.includes(release.place.step)
  }
  return BEFORE_PRODUCTION.includes(gate.point) && isOnItsWay(release)
}

/** What is answered for before production changes, though the GitHub release is out already. */
const BEFORE_PRODUCTION: readonly GatePoint[] = ['staging', 'pre-deployment']

function isOnItsWay({ ledger: { rollout } }: PublishedRelease): boolean {
  return ['not-begun', 'waiting', 'deploying', 'soaking'].includes(rollout.stage.stage)
}

/** §5: once production has the version, and until the release is closed. */
function isFollowedUp({ ledger: { about, rollout } }: OpenRelease | PublishedRelease): boolean {
  return about.terms.rollout !== null && rollout.stage.stage === 'completed' && rollout.closedAt === null
}

/** Returns the checklists of a release in the order of its policy; that of security releases is for those alone. */
export function listChecklists(release: Exclude<Release, { status: 'unopened' }>): ChecklistTerm[] {
  return release.ledger.about.terms.gates.flatMap((gate) =>
    gate.kind === 'checklist' && appliesTo(gate, release) ? [gate] : [],
  )
}

/** Returns every line that can be answered for where a release is now. */
export function listTickableLines(release: OpenRelease | PublishedRelease): ChecklistLine[] {
  const { terms } = release.ledger.about
  return listChecklists(release)
    .filter((gate) => isTickable(release, gate))
    .flatMap((gate) => getChecklistItems(gate, terms).map((item) => ({ gate, item })))
}

/** Returns the gate in which a line can be answered for now; null where there is none. */
export function findGateOfLine(release: Release, item: string): ChecklistTerm | null {
  if (release.status === 'unopened' || release.status === 'aborted') return null
  return listTickableLines(release).find((line) => line.item.id === item)?.gate ?? null
}

/** Returns the gate of a checklist that has a line, wherever the release is; null where none has it. */
export function findGateOfItem(
  release: Exclude<Release, { status: 'unopened' }>,
  item: string,
): ChecklistTerm | null {
  const { terms } = release.ledger.about
  return (
    listChecklists(release).find((gate) => getChecklistItems(gate, terms).some(({ id }) => id === item)) ??
    null
  )
}
