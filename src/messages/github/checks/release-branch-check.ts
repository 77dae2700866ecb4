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
      `This pull request goes to \`${branch}\`, the branch of ${version}. A release takes changes from main: it isn't judged by the criteria, and no one approved it as part of the plan.`,
      [
        'If you merge it:',
        '',
        `- ${version} is held until a captain who didn't write it accepts the new commit by its name: \`/release resume COMMIT\` in ${where}.`,
        '- Every approval is void, and all tests run again.',
        `- \`/release plan\` builds the branch again without it.`,
      ].join('\n'),
      `Better: merge the change to main, then run \`/release pick #N\` in ${where}.`,
    ].join('\n\n'),
  }
}
