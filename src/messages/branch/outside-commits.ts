import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { OutsideCommit } from '../../release/lifecycle/words.ts'
import { nameRule } from '../rule-names.ts'
import { formatNumber, formatSome, shortenSha } from '../wording.ts'

/** Says what came onto the release branch another way, and what the criteria say of it. Nothing came: says that. */
export function describeOutsideCommits(commits: readonly OutsideCommit[]): string {
  if (commits.length === 0) return 'Only changes of the plan are on the release branch.'
  const each = commits.map((one) => `${nameOutsideCommit(one)}: ${describeOutsideVerdict(one)}`)
  return `${formatNumber(commits.length, 'change')} came onto the release branch outside the plan. ${formatSome(each, 5)}.`
}

/** Returns what a change is called that came another way: its pull request, and the commit on the branch. */
export function nameOutsideCommit({ candidate, commit }: OutsideCommit): string {
  const at = `\`${shortenSha(commit)}\``
  return candidate === commit ? at : `${formatCandidateName(candidate)} (${at})`
}

/** Says what the criteria say of such a change, and what accepting it answers for. */
export function describeOutsideVerdict({
  verdict,
  type,
  toConfirm = [],
  onMain,
  markers,
}: OutsideCommit): string {
  const open = toConfirm.length === 0 ? '' : `, to confirm: ${formatSome(toConfirm.map(nameRule), 5)}`
  return `${verdict} (${type})${open}${onMain ? '' : ", isn't on main"}${markers ? ', has conflict markers' : ''}`
}
