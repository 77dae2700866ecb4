import { limitRows } from '../../text/limit-rows.ts'
import { formatNumber } from '../../wording.ts'
import { formatCode } from '../markdown/inline.ts'

/** A config that a pull request brings, and the releases that are open. */
interface ConfigCheckInput {
  readonly reading:
    | { readonly kind: 'valid'; readonly digest: string }
    | {
        readonly kind: 'wrong'
        readonly mistakes: readonly { readonly line: number; readonly text: string }[]
      }
  /** Whether the pull request deletes the config. */
  readonly isGone: boolean
  readonly releases: readonly {
    readonly version: string
    readonly issue: number | null
    /** Of the policy that it follows. */
    readonly digest: string
  }[]
}

const MOST_MISTAKES = 100

/** Says whether a config is valid, every mistake of it, and what its merge does to open releases: text of a check run. */
export function renderConfigCheck({ reading, isGone, releases }: ConfigCheckInput) {
  if (reading.kind === 'wrong') {
    const lines = reading.mistakes.map(({ line, text }) => `- Line ${line}: ${formatCode(text)}`)
    return {
      conclusion: 'failure' as const,
      title: formatNumber(reading.mistakes.length, 'mistake'),
      summary: [
        'If you merge this, no release can be planned or opened until the config is right again. Releases that are open keep their policy.',
        limitRows(lines, MOST_MISTAKES, (more) => `- … and ${more} more`).join('\n'),
      ].join('\n\n'),
    }
  }
  const says = isGone
    ? 'This removes the config. The process document applies as it is.'
    : 'The config is valid. It applies to releases that open after the merge.'
  return {
    conclusion: 'success' as const,
    title: isGone ? 'The process document applies' : 'The config is valid',
    summary: [says, renderReleases(releases, reading.digest)].join('\n\n'),
  }
}

function renderReleases(releases: ConfigCheckInput['releases'], digest: string): string {
  if (releases.length === 0) return 'No release is open.'
  const lines = releases.map(({ version, issue, digest: pinned }) => {
    const name = issue === null ? version : `${version} (#${issue})`
    if (pinned === digest) return `- ${name} follows this policy already.`
    return `- ${name} keeps the policy that it has. After the merge, an approver may take this one over with \`/release take-policy\`; that makes its plan again and voids its approvals.`
  })
  return ['**Open releases**', '', ...lines].join('\n')
}
