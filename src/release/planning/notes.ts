import { type Candidate, formatCandidateName } from '../changes/candidate.ts'
import { listConventionalTypes } from '../changes/commit-message.ts'
import { cleanTitle } from '../changes/titles.ts'
import type { ChangeType } from '../facts/facts.ts'
import type { Policy } from '../policy.ts'
import { PROCESS } from '../process.ts'
import type { Considered, ConsideredOnLine, Plan } from './plan.ts'

/** One change as the release notes tell it (§3.1). */
export interface NotesEntry {
  readonly title: string
  readonly pullRequest: number | null
  /** What stands on main for it: the squash, the merge, or the last commit. */
  readonly commit: string
  readonly type: ChangeType
  readonly cve: string | null
  /** Base score, 0.0 to 10.0. */
  readonly cvss: number | null
  /** Who reported it, by the `Reported-by` trailers of its commits. */
  readonly credits: readonly string[]
}

/** The release notes of §3.1 as data. What they look like is the template's. */
export interface ReleaseNotes {
  readonly product: string
  /** With its `v`. */
  readonly version: string
  /** `YYYY-MM-DD` */
  readonly date: string
  /** The tag before, with its `v`. */
  readonly previous: string
  /** Highest CVSS first, unknown last. */
  readonly security: readonly NotesEntry[]
  /** Data loss, crashes, regressions and minor bugs, in main's order. */
  readonly bugFixes: readonly NotesEntry[]
  readonly performance: readonly NotesEntry[]
  /** Features and refactors that an exception let in. */
  readonly other: readonly NotesEntry[]
  /** Markdown, as the maintainers wrote it. */
  readonly knownIssues: readonly string[]
  /** Markdown, as the maintainers wrote it. */
  readonly upgradeNotes: string
}

/** The part of the policy that notes are made by. */
interface NotesPolicy {
  readonly product: Policy['product']
  readonly changeTypes: Policy['changeTypes']
  readonly notes: Pick<Policy['notes'], 'upgradeNotes' | 'knownIssues'>
}

export interface NotesInput {
  readonly plan: Pick<Plan, 'version' | 'picks' | 'considered' | 'onLine'>
  readonly policy: NotesPolicy
  /** The release date, `YYYY-MM-DD`. */
  readonly date: string
  readonly previousTag: string
  /** What authors wrote of their changes, by their ids: it stands in place of the title. */
  readonly written?: ReadonlyMap<string, string>
  /** Of this release, behind those of the policy. */
  readonly knownIssues?: readonly string[]
  /** Of this release, in place of the policy's. */
  readonly upgradeNotes?: string
}

const { security, bugFixes, performance } = PROCESS.notes.sections
/** What §3.1 has no heading for comes last: features and refactors that an exception let in. */
const WITH_A_HEADING: readonly ChangeType[] = [security, bugFixes, performance].flatMap(
  ({ changeTypes }) => changeTypes,
)

/** §3.1: the notes tell what the plan takes and what applies, and nothing else. */
export function createNotes(input: NotesInput): ReleaseNotes {
  const { plan, policy, date, previousTag } = input
  const types = listConventionalTypes(policy.changeTypes)
  const entries = [...plan.onLine.filter(isTold).map(asOnMain), ...listTaken(plan)].map((one) =>
    createEntry(one, types, input.written?.get(one.candidate.id)),
  )
  const listEntries = (types: readonly ChangeType[]) => entries.filter(({ type }) => types.includes(type))
  return {
    product: policy.product.name,
    version: plan.version,
    date,
    previous: previousTag,
    security: listEntries(security.changeTypes).toSorted(compareScores),
    bugFixes: listEntries(bugFixes.changeTypes),
    performance: listEntries(performance.changeTypes),
    other: entries.filter(({ type }) => !WITH_A_HEADING.includes(type)),
    knownIssues: [...policy.notes.knownIssues, ...(input.knownIssues ?? [])],
    upgradeNotes: input.upgradeNotes ?? policy.notes.upgradeNotes,
  }
}

/** What came to the line is told by the change of main that it is a copy of, where there is one. */
function asOnMain({ change, main, facts, verdict }: ConsideredOnLine): Noted {
  return { candidate: main ?? change, facts, verdict }
}

/** Preparing a release is no news of it. */
const PREPARES =
  /^(?:\W|chore|build|release|ci|\([^)]*\)|:)*(?:(?:prepare|preparing|bump|update|set)\b.{0,20}\b(?:release|version)|releas(?:e|ing)\b|version\b|v?\d+\.\d+)/i

function isTold({ change, main }: ConsideredOnLine): boolean {
  return !PREPARES.test((main ?? change).title)
}

/** The changes whose picks are clean, in main's order. */
function listTaken(plan: NotesInput['plan']): readonly Considered[] {
  const clean = new Set(
    plan.picks.filter(({ outcome }) => outcome.kind === 'clean').map(({ candidate }) => candidate),
  )
  return plan.considered.filter(({ candidate }) => clean.has(candidate.id))
}

/** What an entry is made of. */
type Noted = Pick<Considered, 'candidate' | 'facts' | 'verdict'>

function createEntry(
  { candidate, facts, verdict }: Noted,
  types: ReadonlySet<string>,
  written: string | undefined,
): NotesEntry {
  return {
    title: written || cleanTitle(candidate.title, types) || `Change ${formatCandidateName(candidate.id)}`,
    pullRequest: candidate.source.kind === 'pull-request' ? candidate.source.number : null,
    commit: candidate.commits.at(-1)?.sha ?? candidate.id,
    type: verdict.type,
    cve: facts.cve.known ? facts.cve.value : null,
    cvss: facts.cvss.known ? facts.cvss.value : null,
    credits: listCredits(candidate),
  }
}

function compareScores(one: NotesEntry, another: NotesEntry): number {
  return (another.cvss ?? -1) - (one.cvss ?? -1)
}

function listCredits({ commits, merged }: Candidate): readonly string[] {
  const trailers = [...merged, ...commits].flatMap(({ message }) => [
    ...message.matchAll(/^Reported-by:([^<\n]*)/gim),
  ])
  return [...new Set(trailers.map(([, name = '']) => name.trim()).filter((name) => name !== ''))]
}
