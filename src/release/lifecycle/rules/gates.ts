import type { GatePoint } from '../../process/phases.ts'
import type { EventOf } from '../events.ts'
import type { Artifact, Ledger, OpenRelease, Pick, PublishedRelease } from '../state.ts'
import { type ChecklistTerm, type GateTerm, getChecklistItems, type Terms } from '../terms.ts'
import { getArtifacts, getHead, getPicks, getPlan, isSecurityRelease, type OpenedRelease } from '../view.ts'
import type { Originator } from '../who.ts'
import type { Planned } from '../words.ts'
import type { Missing } from './missing.ts'
import { findCountingRun, getCommitAfter, isRed } from './test-runs.ts'
import { findUnconfirmed } from './unconfirmed.ts'

/** Whether what a gate needs is there. */
type GateState = { readonly kind: 'open' } | { readonly kind: 'shut'; readonly missing: readonly Missing[] }

/** What of a release a gate looks at. */
interface GateContext {
  readonly ledger: Ledger
  readonly plan: Planned | null
  /** The commit that everything has to hold on; null before there is a branch. */
  readonly head: string | null
  readonly picks: readonly Pick[]
  readonly artifacts: readonly Artifact[]
}

type GateTerms = { readonly [K in GateTerm['kind']]: Extract<GateTerm, { kind: K }> }

/** What a kind of gate is. */
interface GateKind<K extends GateTerm['kind']> {
  /** Who opens it: the code of what people read about it. */
  readonly openedBy: 'criteria' | 'ci' | 'build' | 'people'
  /** What it needs and does not have. */
  readonly findMissing: (gate: GateTerms[K], context: GateContext) => readonly Missing[]
}

/** One row for each kind of gate: a new kind has to say what it needs and who opens it. */
export const GATES: { readonly [K in GateTerm['kind']]: GateKind<K> } = {
  criteria: {
    openedBy: 'criteria',
    findMissing: (_, { plan, ledger }) => [
      ...findUnfit(plan),
      ...findBlockers(plan),
      ...findUnknown(plan, ledger),
    ],
  },
  'pick-tests': { openedBy: 'ci', findMissing: (_, context) => findUntestedPicks(context) },
  tests: { openedBy: 'ci', findMissing: (_, context) => findMissingTests(context) },
  checklist: { openedBy: 'people', findMissing: findMissingItems },
  artifacts: { openedBy: 'build', findMissing: (_, context) => findMissingArtifacts(context) },
}

/** Returns the gates that a release has at a point of its course, in the order of its policy. */
export function listGates(release: OpenRelease | PublishedRelease, point: GatePoint): readonly GateTerm[] {
  return release.ledger.about.terms.gates.filter((gate) => standsAt(gate, point) && appliesTo(gate, release))
}

/** A release may turn out to fix security after its tag: what that takes is asked again before it is published. */
function standsAt(gate: GateTerm, point: GatePoint): boolean {
  return gate.point === point || (isForSecurity(gate) && gate.point === 'testing' && point === 'publication')
}

/** Checks whether a gate is for security releases alone. */
export function isForSecurity(gate: GateTerm): boolean {
  return gate.kind === 'checklist' && gate.track === 'security'
}

/** Checks whether a release has a gate: what is in the release says whether it is a security release. */
export function appliesTo(gate: GateTerm, release: OpenedRelease): boolean {
  return !isForSecurity(gate) || isSecurityRelease(release)
}

/** Checks whether an emergency release goes without a line of a checklist, by its policy (Emergency Releases). */
export function isSkippedInEmergency(gate: ChecklistTerm, item: string, { about }: Ledger): boolean {
  const { track, terms } = about
  return track === 'emergency' && !isForSecurity(gate) && (terms.emergencySkips ?? []).includes(item)
}

/** Lists the lines of checklists at a point that an emergency release goes without: each is named in the record. */
export function listSkippedItems(
  release: OpenRelease | PublishedRelease,
  point: GatePoint,
): readonly string[] {
  const { ledger } = release
  return listGates(release, point).flatMap((gate) =>
    gate.kind === 'checklist'
      ? getChecklistItems(gate, ledger.about.terms).flatMap(({ id }) =>
          isSkippedInEmergency(gate, id, ledger) ? [id] : [],
        )
      : [],
  )
}

/** Puts the lines that an emergency goes without at a point on record, once: nothing is skipped without a word. */
export function recordSkippedItems(
  release: OpenRelease | PublishedRelease,
  point: GatePoint,
  stamp: { readonly at: number; readonly by: Originator },
): readonly EventOf<'ItemsSkipped'>[] {
  const items = listSkippedItems(release, point)
  if (items.length === 0 || release.ledger.skippedAt.includes(point)) return []
  return [{ type: 'ItemsSkipped', ...stamp, gate: point, items }]
}

/** Checks all gates at a point of the course, as the release is now. */
export function checkGates(release: OpenRelease | PublishedRelease, point: GatePoint): GateState {
  const context = toContext(release)
  const missing = listGates(release, point).flatMap((gate) => findMissing(gate.kind, gate, context))
  return missing.length === 0 ? { kind: 'open' } : { kind: 'shut', missing }
}

/** Returns what a gate needs and does not have. A gate meets the row of its own kind. */
export function findMissing<K extends GateTerm['kind']>(
  kind: K,
  gate: GateTerms[K],
  context: GateContext,
): readonly Missing[] {
  return GATES[kind].findMissing(gate, context)
}

/** Collects what gates look at. */
export function toContext(release: OpenRelease | PublishedRelease): GateContext {
  return {
    ledger: release.ledger,
    plan: getPlan(release),
    head: getHead(release),
    picks: getPicks(release),
    artifacts: getArtifacts(release) ?? [],
  }
}

/** §1.1: what the criteria keep out gets in by an exception, and in no other way. */
function findUnfit(plan: Planned | null): Missing[] {
  return (plan?.picks ?? [])
    .filter(({ verdict }) => verdict !== 'eligible')
    .map(({ candidate, verdict }) => ({ code: 'not-eligible', candidate, verdict }))
}

/** What people say has to be done before any release. */
function findBlockers(plan: Planned | null): Missing[] {
  return (plan?.blockers ?? []).map((issue) => ({ code: 'release-blocker', issue }))
}

/** §1.1: an unknown is never a yes; a person confirms it. */
function findUnknown(plan: Planned | null, ledger: Ledger): Missing[] {
  return findUnconfirmed(plan, ledger).map((one) => ({ code: 'not-confirmed', ...one }))
}

/** §1.2 “Re-run tests after each pick”, where the policy has it so: each must be green by itself, in its turn. */
function findUntestedPicks({ ledger: { about, checks }, picks }: GateContext): Missing[] {
  const { terms } = about
  if (!terms.testEachPick) return []
  return picks.flatMap(({ candidate, became }): Missing[] => {
    const head = getCommitAfter(became)
    if (head === null) return []
    const runs = terms.tests.map((test) => findCountingRun(test, { head, checks }))
    if (runs.every((run) => run?.conclusion === 'success')) return []

    const red = terms.tests.find((_, i) => isRed(runs[i] ?? null))
    return [
      red
        ? { code: 'pick-breaks-test', candidate, check: red.check }
        : { code: 'pick-not-tested', candidate },
    ]
  })
}

/** §2.1: every test green on exactly this commit. */
function findMissingTests({ ledger: { about, checks }, head }: GateContext): Missing[] {
  if (head === null) return []
  return about.terms.tests.flatMap((test) => findMissingTest(test, { head, checks }))
}

function findMissingTest(
  { id, check, app }: Terms['tests'][number],
  { head, checks }: { readonly head: string; readonly checks: Ledger['checks'] },
): Missing[] {
  const run = findCountingRun({ check, app }, { head, checks })
  if (run?.conclusion === 'success') return []
  if (!run) return [{ code: 'test-not-run', check, app, head }]
  if (run.conclusion === 'pending') return [{ code: 'test-running', check, head }]
  return [{ code: 'test-failed', test: id, check, head, conclusion: run.conclusion }]
}

/** §2.2: every line answered for on exactly this commit. */
function findMissingItems(gate: ChecklistTerm, { ledger, head }: GateContext): Missing[] {
  if (head === null) return []
  const isProved = (item: string) =>
    ledger.proofs.some((one) => one.checklist === gate.checklist && one.item === item && one.head === head)
  return getChecklistItems(gate, ledger.about.terms).flatMap(({ id: item, text }): Missing[] => {
    if (isSkippedInEmergency(gate, item, ledger)) return []
    const found = ledger.ticks.find((tick) => tick.checklist === gate.checklist && tick.item === item)
    if (found?.head === head || isProved(item)) return []
    return [{ code: 'item-not-ticked', item, text, head, tickedOn: found?.head ?? null }]
  })
}

/** §3.2: every artifact that the policy names was seen to exist. */
function findMissingArtifacts({ ledger: { about }, artifacts }: GateContext): Missing[] {
  const seen = new Set(artifacts.map(({ artifact }) => artifact))
  return about.terms.artifacts
    .filter(({ id }) => !seen.has(id))
    .map(({ id, text }) => ({ code: 'artifact-not-found', artifact: id, text }))
}
