import { formatCandidateName, type LineEvidence, type LineKey } from '../release/changes/candidate.ts'
import type { Considered } from '../release/planning/plan.ts'

/** What a sign that the line has a change is, as `its cherry-pick trailer says so`. */
export function formatLineKeyText(key: LineKey): string {
  switch (key) {
    case 'patch-id':
      return 'the same patch'
    case 'trailer':
      return 'its cherry-pick trailer says so'
    case 'pull-request':
      return 'it has the number'
    case 'authorship':
      return 'the same author, time and subject'
    case 'subject':
      return 'the same subject'
    case 'white-space':
      return 'the patch differs only in whitespace'
    case 'history':
      return 'merged back from the line'
    case 'content':
      return 'its pick changes nothing'
  }
}

/** How many commits of the line are named. */
const MOST_NAMED = 3

/** `as 1a2b3c4d5e (its cherry-pick trailer says so)`. */
function evidenceText(evidence: readonly LineEvidence[]): string {
  const named = evidence
    .slice(0, MOST_NAMED)
    .map(({ key, lineCommit }) => `${formatCandidateName(lineCommit)} (${formatLineKeyText(key)})`)
  return `as ${named.join(' or ')}`
}

/**
 * Why a plan does not take a change that the line probably has, without a full stop; null for any other. It says what
 * contradicts that too: that its pick would still change something there.
 */
export function explainProbablyOnLine({ lineEvidence, alone }: Considered): string | null {
  if (lineEvidence.length === 0) return null
  return `probably already on the line, ${evidenceText(lineEvidence)}${doubtText(alone)}`
}

function doubtText({ kind }: Considered['alone']): string {
  switch (kind) {
    case 'clean':
      return '; but its pick still changes something there'
    case 'conflict':
      return '; and its pick conflicts there'
    case 'empty':
    case 'unknown':
      return ''
  }
}
