import { stripVersionPrefix } from '../version-form.ts'
import type { Embargo } from './embargo/state.ts'
import type { Artifact, OpenRelease, Pick, PlaceAt, QuestionState, Release, TagStands } from './state.ts'
import type { Person } from './who.ts'
import type { ImportedRelease, PinnedPick, Planned, PromptKey, Selection } from './words.ts'

/**
 * What other rooms ask of the state of a release. Each selector answers for every status, so that nobody else has to know
 * in which steps something is true.
 */

/** A release that there is something to say of. */
export type OpenedRelease = Exclude<Release, { status: 'unopened' }>

/** A release of which nothing is public: the security team alone hears of it. */
export type EmbargoedRelease = OpenedRelease & {
  readonly status: 'open' | 'aborted'
  readonly ledger: { readonly embargo: Embargo }
}

/** Checks whether nothing of a release may be public: it is embargoed, and not disclosed. */
export function isUnderEmbargo(release: OpenedRelease): release is EmbargoedRelease {
  return release.status !== 'published' && release.ledger.embargo !== null
}

/** A question that is asked now. */
export type OpenQuestion = Extract<QuestionState, { kind: 'open' }>

/** A place at which a question is asked, or about to be. */
type AskingPlace = PlaceAt<'asking-to-cut' | 'asking-to-tag' | 'asking-to-publish'>

/** Returns the plan that a release stands on; null where it has none. */
export function getPlan(release: Release): Planned | null {
  if (release.status === 'published') return release.release.plan
  if (release.status !== 'open' || release.place.step === 'planning') return null
  return release.place.plan
}

/**
 * Checks whether a release fixes security: it is on the security track, or what it brings fixes security, by any sign of
 * the change or by an assessment, and the security team did not say otherwise. What is told of such a release before it is
 * published says no more than that.
 */
export function isSecurityRelease(release: OpenedRelease): boolean {
  const { about, securityFixes, clearedFixes } = release.ledger
  return (
    release.ledger.embargo !== null ||
    about.track === 'security' ||
    about.emergency === 'critical-security' ||
    [...securityFixes, ...listAssessedFixes(release)].some((fix) => !clearedFixes.includes(fix))
  )
}

/** Lists the changes of a plan that were assessed as security fixes, whatever the plan calls them. */
function listAssessedFixes(release: OpenedRelease): readonly string[] {
  const { assessments } = release.ledger
  const plan = getPlan(release)
  const isTaken = (id: string) => plan === null || plan.picks.some(({ candidate }) => candidate === id)
  return assessments
    .filter(({ assessment, candidate }) => assessment.type === 'security' && isTaken(candidate))
    .map(({ candidate }) => candidate)
}

/** Lists who wrote the security fixes of a release: they don't answer for their review. */
export function listFixAuthors(release: OpenedRelease): readonly Person[] {
  const { securityFixes } = release.ledger
  const fixes = new Set([...securityFixes, ...listAssessedFixes(release)])
  const written = (getPlan(release)?.picks ?? []).filter(({ candidate }) => fixes.has(candidate))
  const resolved = getPicks(release).flatMap(({ became }) =>
    became.kind === 'resolved' ? [became.author] : [],
  )
  return [...written.flatMap(({ authors }) => authors), ...resolved, ...release.ledger.hands.people]
}

/** Returns a pick of the plan that a release stands on; null where that does not take it. */
export function getPlannedPick(release: Release, candidate: string): PinnedPick | null {
  return getPlan(release)?.picks.find((pick) => pick.candidate === candidate) ?? null
}

/** Returns what became of the picks; none before the branch was asked for. */
export function getPicks(release: Release): readonly Pick[] {
  if (release.status === 'published') return release.release.picks
  return release.status === 'open' && 'picks' in release.place ? release.place.picks : []
}

/** Checks whether a release has picks on a branch, or on their way to one. */
export function hasPicks(release: Release): boolean {
  return release.status === 'published' || (release.status === 'open' && 'picks' in release.place)
}

/** Returns which changes the next plan is to take, while a plan is still made; null once there is a branch. */
export function getSelection({ place }: OpenRelease): Selection | null {
  return 'selection' in place ? place.selection : null
}

/** Returns where the release branch stands; null where there is none. */
export function getHead(release: Release): string | null {
  if (release.status === 'published') return release.release.head
  return release.status === 'open' && 'head' in release.place ? release.place.head : null
}

/** Returns the name of the release branch: `release/v2.0.1`. */
export function getBranchName({
  terms,
  version,
}: {
  readonly terms: { readonly releaseBranch: string }
  readonly version: string
}): string {
  return terms.releaseBranch.replace('{version}', stripVersionPrefix(version))
}

/** Returns what was found of what the build has to leave behind; null before there is a tag. */
export function getArtifacts(release: Release): readonly Artifact[] | null {
  return getTagged(release)?.artifacts ?? null
}

/** Returns a release whose tag stands, with what was built from it; null before there is a tag. */
export function getTagged(release: Release): TagStands | null {
  if (release.status === 'published') return release.release
  return release.status === 'open' && 'artifacts' in release.place ? release.place : null
}

/** Returns who approved the tag; none before the tag was asked for. */
export function getTagApprovals(release: Release): readonly Person[] {
  if (release.status === 'published') return release.release.tagApprovals
  return release.status === 'open' && 'tagApprovals' in release.place ? release.place.tagApprovals : []
}

/** Checks whether the tag was asked for, and is not published yet. */
export function isTagAskedFor(release: Release): boolean {
  return release.status === 'open' && 'tagApprovals' in release.place
}

/** Returns what is asked now, and of what; null where nothing is. */
export function getOpenQuestion(release: Release, prompt?: PromptKey): OpenQuestion | null {
  const question = getStepQuestion(release) ?? getAsking(release)?.question
  if (question?.kind !== 'open') return null
  return prompt === undefined || question.prompt === prompt ? question : null
}

/** Returns the question about the next step of the rollout; null where there is none. */
function getStepQuestion(release: Release): OpenQuestion | null {
  if (release.status !== 'open' && release.status !== 'published') return null
  const { stage } = release.ledger.rollout
  return stage.stage === 'waiting' && stage.question.kind === 'open' ? stage.question : null
}

/** Returns the place of a release at which a question is asked, or about to be; null elsewhere. */
function getAsking(release: Release): AskingPlace | null {
  return release.status === 'open' && 'question' in release.place ? release.place : null
}

/** Returns the digest of the release notes; null before they were drafted. */
export function getNotesDigest(release: Release): string | null {
  if (release.status === 'published') return release.release.notes
  return release.status === 'open' && 'notes' in release.place ? release.place.notes : null
}

/** Returns the notes as Markdown, while people may still change them; null before and after. */
export function getEditableNotes(release: Release): string | null {
  if (release.status !== 'open' || !('text' in release.place)) return null
  return release.place.step === 'publishing' ? null : release.place.text
}

/** Checks whether tests are run again and items ticked: while there is a branch to look at, and no tag was asked for. */
export function isTestable(release: Release): boolean {
  return release.status === 'open' && ['testing', 'drafting', 'asking-to-tag'].includes(release.place.step)
}

/** Lists the changes of an imported release; none of one that the App made. */
export function listImportedChanges(release: Release): ImportedRelease['changes'] {
  return release.status === 'published' ? (release.imported?.changes ?? []) : []
}

/** Whether its branch isn't made or asked for yet, so that a freeze of its line keeps it. */
export function isUncut({ place }: OpenRelease): boolean {
  return place.step === 'planning' || place.step === 'planned' || place.step === 'asking-to-cut'
}
