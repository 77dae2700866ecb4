import type { RehearsalProblem } from '../../release/lifecycle/embargo/words.ts'
import { formatNumber } from '../wording.ts'

const PROBLEMS: Readonly<Record<RehearsalProblem, string>> = {
  'repository-unreachable':
    'The public repository can’t be reached. Install the App on it, with write access to its contents.',
  'branch-taken': 'The public repository has a branch of this name already. Delete it or rename it.',
  'tag-taken': 'The public repository has a tag of this name already.',
  'tag-missing': 'The tag doesn’t stand in the private repository yet.',
  'advisory-unreadable':
    'The advisory can’t be read. Give the App the permission `repository_advisories`, or check its id.',
  'advisory-incomplete': 'The advisory isn’t complete. The security checklist says what is missing.',
  'advisory-published': 'The advisory is published already. Disclose now: `/release disclose now because …`.',
  'approvals-missing': 'Two members of the security team have to approve the disclosure with `/release go`.',
  'other-line-not-ready':
    'Another line of this advisory isn’t ready. All lines are disclosed together, or none.',
}

/** Says what a rehearsal of a disclosure found, and what to do about it. */
export function describeRehearsal(problems: readonly RehearsalProblem[]): string {
  if (problems.length === 0) return 'The rehearsal of the disclosure found no problem.'
  const found = `The rehearsal of the disclosure found ${formatNumber(problems.length, 'problem')}.`
  return [found, ...problems.map((problem) => PROBLEMS[problem])].join(' ')
}
