import type { ProposedSetting, SettingReason } from '../../release/onboarding/proposal.ts'
import type { ReplayScore } from '../../release/onboarding/replay.ts'

/** Explains why a setting is proposed, in one or two sentences. */
export function explainSetting({ reason }: Pick<ProposedSetting, 'reason'>): string {
  return explainReason(reason)
}

function explainReason(reason: SettingReason): string {
  switch (reason.kind) {
    case 'tags':
      return `Your ${reason.count} release tags are named like this.`
    case 'line-branches':
      return `Each line has a branch of its own: ${listSome(reason.branches)}. A release starts from its head.`
    case 'tags-on-main':
      return `Line ${reason.line} has no branch of its own: ${reason.tag} is on main. A release starts from main's head.`
    case 'branch-in-the-way':
      return `There is a branch \`${reason.branch}\`, and git can't have \`${reason.branch}/…\` beside it.`
    case 'backport-labels':
      return `These labels say which line a change belongs on: ${listSome(reason.labels)} (${reason.file}).`
    case 'bumped-before':
      return `${formatFiles(reason.files)} changed from ${reason.from} to ${reason.to} in your last release.`
    case 'named-as-version-files':
      return `${formatFiles(reason.files)} with ${reason.version} in it, by the name of a version file. Check this list: your history doesn't tell.`
    case 'no-version-files':
      return `No file has to change: nothing that says ${reason.version} was raised by your last release.`
    case 'left-before':
      return `These say ${reason.version} or the version before, and your last release left them as they were.`
    case 'test-workflows':
      return `What has to be green before a release goes on: ${listSome(reason.files)}.`
    case 'no-test-workflows':
      return 'No workflow of yours tests pull requests, so a release waits for none.'
    case 'release-workflow':
      return explainReleaseWorkflow(reason.file, reason.starts)
    case 'artifacts':
      return `What ${reason.file} leaves behind. A release is built when all of it is there.`
    case 'no-artifacts':
      return 'Nothing is waited for: no workflow says by a fixed name what it leaves behind. Add what users download.'
    case 'changelog':
      return `${reason.path} on main gets a section for each release.`
    case 'owners':
      return `Who may say go: the owners by ${reason.file}.`
    case 'learned':
      return `${explainGain(reason.before, reason.after)} (learned from ${formatReleases(reason.releases)}).`
  }
}

function explainReleaseWorkflow(file: string, starts: 'tag' | 'dispatch' | 'release'): string {
  switch (starts) {
    case 'tag':
      return `${file} builds a release when its tag is pushed.`
    case 'dispatch':
      return `${file} builds a release when it is started with the input \`tag\`.`
    case 'release':
      return `${file} builds when a GitHub release is published, which is after Release Captain waits for it: let it run on tags.`
  }
}

/** Explains what a setting would have changed: `proposes 12 more of the changes that you released, and 3 more that you didn't`. */
export function explainGain(before: ReplayScore, after: ReplayScore): string {
  const right = after.right - before.right
  const wrong = after.proposed - after.right - (before.proposed - before.right)
  const parts = [
    right === 0 ? null : `${formatMore(right)} of the changes that you released`,
    wrong === 0 ? null : `${formatMore(wrong)} that you didn't release`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'Proposes the same changes' : `Proposes ${parts.join(', and ')}`
}

function formatFiles(count: number): string {
  return count === 1 ? 'One file' : `${count} files`
}

/** Names the releases that something was learned from. */
export function formatReleases(count: number): string {
  return count === 1 ? 'your last patch release' : `your last ${count} patch releases`
}

function formatMore(count: number): string {
  return count > 0 ? `${count} more` : `${-count} fewer`
}

const MOST = 4

function listSome(names: readonly string[]): string {
  const more = names.length - MOST
  return `${names.slice(0, MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
