import type { Artifact, Pick, Question, Release } from '../../release/lifecycle/state.ts'
import type { Planned, Subject } from '../../release/lifecycle/words.ts'

/** A release that there is something to say of. */
export type Opened = Exclude<Release, { status: 'unopened' }>

/** A question that is asked now. */
export type OpenQuestion = Extract<Question, { kind: 'open' }>

/** The plan that a release stands on; null where it has none. */
export function planOf(release: Opened): Planned | null {
  if (release.status === 'published') return release.release.plan
  if (release.status === 'aborted' || release.place.step === 'planning') return null
  return release.place.plan
}

/** What became of the picks; none before the branch was asked for. */
export function picksOf(release: Opened): readonly Pick[] {
  if (release.status === 'published') return release.release.picks
  return release.status === 'open' && 'picks' in release.place ? release.place.picks : []
}

/** Where the release branch stands; null where there is none. */
export function headOf(release: Opened): string | null {
  if (release.status === 'published') return release.release.head
  return release.status === 'open' && 'head' in release.place ? release.place.head : null
}

/** What was found of what the build has to leave behind; null before there is a tag. */
export function artifactsOf(release: Opened): readonly Artifact[] | null {
  if (release.status === 'published') return release.release.artifacts
  return release.status === 'open' && 'artifacts' in release.place ? release.place.artifacts : null
}

/** What is asked now, and of what. */
export function questionOf(release: Opened): OpenQuestion | null {
  if (release.status !== 'open' || !('question' in release.place)) return null
  const { question } = release.place
  return question.kind === 'open' ? question : null
}

/** The notes, while people may still change them. */
export function editableNotes(release: Opened): string | null {
  if (release.status !== 'open' || !('text' in release.place)) return null
  return release.place.step === 'publishing' ? null : release.place.text
}

/** Whether tests are run again and lines ticked: while there is a branch to look at, and no tag was asked for. */
export function isTestable(release: Opened): boolean {
  return release.status === 'open' && ['testing', 'drafting', 'asking-to-tag'].includes(release.place.step)
}

/** The numbers of what a release takes, and of its own pull requests. */
export function ownNumbers(release: Opened): ReadonlySet<number> {
  const taken = planOf(release)?.picks.flatMap(({ pullRequest }) => pullRequest ?? []) ?? []
  const conflicts = picksOf(release).flatMap(({ became }) =>
    became.kind === 'conflict' ? (became.pullRequest ?? []) : [],
  )
  return new Set([...taken, ...conflicts])
}

/** The release branch's name. */
export function branchOf({ ledger: { about } }: Opened): string {
  return about.terms.releaseBranch.replace('{version}', about.version.replace(/^v/, ''))
}

/** What a go is for, in words. */
export function subjectText(subject: Subject, version: string): string {
  switch (subject.step) {
    case 'cut':
      return `making the release branch of ${version} from the plan \`${subject.plan.slice(0, 12)}\``
    case 'tag':
      return `tagging \`${subject.commit.slice(0, 10)}\` as ${version}`
    case 'publish':
      return `publishing ${version} at \`${subject.commit.slice(0, 10)}\``
  }
}
