import { limitRows } from '../../text/limit-rows.ts'
import { formatNumber } from '../../wording.ts'
import { formatCode } from '../markdown/inline.ts'

/** A pull request to a release branch, by what people see of the release. */
interface ReleaseBranchCheckInput {
  readonly version: string
  readonly branch: string
  /** The tracking issue; null while there is none. */
  readonly issue: number | null
}

/** Says what a pull request to a release branch is, and what its merge would do: text of a check run. */
export function renderReleaseBranchCheck({ version, branch, issue }: ReleaseBranchCheckInput) {
  const where = issue === null ? 'its tracking issue' : `#${issue}`
  return {
    conclusion: 'action_required' as const,
    title: `Goes into ${version} without the plan`,
    summary: [
      `This pull request goes to \`${branch}\`, the branch of ${version}. A release takes changes from main, and no one approved this one as part of the plan.`,
      [
        'If you merge it:',
        '',
        `- ${version} is held. Its commits are judged by the criteria like a pick, and listed in the notes. A captain who didn't write them accepts them by name: \`/release resume COMMIT\` in ${where}.`,
        '- What the criteria keep out is not accepted without an exception.',
        '- Every approval is void, and all tests run again.',
        `- \`/release plan\` builds the branch again without it.`,
      ].join('\n'),
      `Better: merge the change to main, then run \`/release pick #N\` in ${where}.`,
    ].join('\n\n'),
  }
}

/** Renders the check against conflict markers; null where the files can't be read. */
export function renderMarkerCheck(marked: readonly string[] | null) {
  if (marked === null)
    return {
      conclusion: 'failure' as const,
      title: "Can't look for conflict markers",
      summary:
        "Release Captain can't read the head of this pull request. Push its branch to this repository.",
    }
  if (marked.length === 0)
    return {
      conclusion: 'success' as const,
      title: 'No conflict markers',
      summary: 'No file of this pull request has conflict markers in it.',
    }
  return {
    conclusion: 'failure' as const,
    title: `Conflict markers in ${formatNumber(marked.length, 'file')}`,
    summary: [
      'Take the conflict markers out of these files:',
      '',
      ...limitRows(
        marked.map((path) => `- ${formatCode(path)}`),
        50,
        (more) => `- … and ${more} more`,
      ),
    ].join('\n'),
  }
}
