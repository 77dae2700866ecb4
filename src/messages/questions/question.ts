import { countMissingApprovals, getApprovalTerms } from '../../release/lifecycle/rules/approvals.ts'
import { getOpenQuestion, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { PromptKey, Subject } from '../../release/lifecycle/words.ts'

/** A go/no-go question. */
export interface QuestionInput {
  readonly release: OpenedRelease
  readonly prompt: PromptKey
  readonly subject: Subject
  /** Where the picture of the numbers of the step before is; null where there is none. */
  readonly chart?: URL | null
}

/** The question itself. */
export function formatQuestion(subject: Subject, version: string): string {
  switch (subject.step) {
    case 'cut':
      return `Create the release branch of ${version}?`
    case 'tag':
      return `Tag ${version}?`
    case 'publish':
      return `Publish ${version}?`
    case 'deploy':
      return `Deploy ${version} to ${subject.at.share} % of ${subject.at.environment}?`
  }
}

/** Law 9, as it is said under every question. */
export const SILENCE =
  'Without an answer the release waits. A go counts for exactly what is shown here, and is void when that changes.'

/** How many have to say go in all, and how many still have to. */
export function countGoes({ release, prompt, subject }: QuestionInput): {
  readonly all: number
  readonly needed: number
} {
  const { count: all } = getApprovalTerms(release.ledger.about, subject.step)
  const question = getOpenQuestion(release)
  if (question?.prompt !== prompt) return { all, needed: all }
  return { all, needed: countMissingApprovals(release.ledger, question, subject.step) }
}
