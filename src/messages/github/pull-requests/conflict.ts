import { formatCandidateName } from '../../../release/changes/candidate.ts'
import { getPlan, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { ConflictFile } from '../../../release/planning/plan.ts'
import type { Refusal } from '../../../release/refusal.ts'
import { limitRows, shorten } from '../../text/limit-rows.ts'
import { formatList, formatNumber } from '../../wording.ts'
import { mention } from '../comments/answer.ts'
import type { IssueText } from '../issue/tracking-issue.ts'
import { fitDrawing, joinBlocks, LONGEST_TITLE } from '../markdown/fit.ts'
import { renderFileBlocks } from '../markdown/hunks.ts'
import { escapeAndShorten, formatCode, formatCodeBlock } from '../markdown/inline.ts'
import { linkChange, linkCommit, linkIssue } from '../markdown/links.ts'
import { createMark, MARKS } from '../markdown/mark.ts'
import { quoteForShell } from '../markdown/quote-for-shell.ts'
import { renderRefusal } from '../markdown/refusal.ts'
import { renderUnresolvedLine, type UnresolvedPath, type UnresolvedSides } from './unresolved-files.ts'

/** The pull request in which one conflict is resolved (§1.2 “Resolve any conflicts”). */
interface ConflictPullInput {
  readonly release: OpenedRelease
  /** Of its mark. */
  readonly id: string
  readonly candidate: string
  /** The candidate's own title. */
  readonly title: string
  /** User names of those who reviewed it on main. */
  readonly reviewers: readonly string[]
  readonly files: readonly ConflictFile[]
  /** Those of them that show no markers. */
  readonly undecided: readonly UnresolvedPath[]
  /** Earlier changes of main with which it applies. */
  readonly needs: readonly string[]
  /** The commit of main that does not apply, and its mainline where it is a merge. */
  readonly commit: string
  readonly mainline: 1 | null
  /** The branch with the conflict in it. */
  readonly branch: string
  /** The release branch. */
  readonly base: string
  readonly webUrl: string
}

/** A draft pull request that shows a conflict and how it is resolved: on one's own machine, step by step. */
export function renderConflictPullRequest(asked: ConflictPullInput): IssueText {
  const { release, candidate, id } = asked
  const title = `Resolve the conflict of ${formatCandidateName(candidate)} in ${release.ledger.about.version}`
  return {
    title: shorten(title, LONGEST_TITLE),
    body: fitDrawing((most) =>
      joinBlocks(renderPage(asked, most), createMark(MARKS.conflictPullRequest, id)),
    ),
  }
}

function renderPage(asked: ConflictPullInput, most: number): string {
  const { release, candidate, title, files, commit, base, webUrl } = asked
  const { version } = release.ledger.about
  return joinBlocks(
    `${linkChange(candidate, webUrl)} ${escapeAndShorten(title)} does not apply to ${formatCode(base)}: ${linkCommit(commit, webUrl)} conflicts in ${formatNumber(files.length, 'file')}. This branch contains the conflict, so that you can resolve it.`,
    renderNeeds(asked),
    '### Resolve it',
    formatCodeBlock(renderSteps(asked).join('\n'), 'sh'),
    renderUndecidedPart(asked, most),
    `Then mark this pull request as ready, and merge it. That adds the resolved change to ${formatCode(base)}, and ${version} continues automatically. While any part of the conflict is left, this stays a draft and can't be merged.`,
    mentionPeople(asked),
    renderInstead(asked),
    '### The conflict',
    ...files
      .slice(0, most)
      .flatMap((file) =>
        renderFileBlocks(file, { line: base, change: formatCandidateName(candidate) }, most),
      ),
    files.length > most
      ? `… and ${formatNumber(files.length - most, 'more file')}: see the files of this pull request.`
      : '',
    renderOwnTools(asked),
  )
}

/** Who knows the change best: GitHub notifies whom a text mentions. */
function mentionPeople({ release, candidate, reviewers }: ConflictPullInput): string {
  const pick = getPlan(release)?.picks.find((one) => one.candidate === candidate)
  const authors = (pick?.authors ?? []).map(({ login }) => login)
  const others = reviewers.filter((login) => !authors.includes(login)).slice(0, MOST_MENTIONED)
  const wrote =
    authors.length === 0
      ? []
      : [`${formatList(authors.slice(0, MOST_MENTIONED).map(mention))} wrote the change`]
  const reviewed = others.length === 0 ? [] : [`${formatList(others.map(mention))} reviewed it`]
  return wrote.length + reviewed.length === 0 ? '' : `${[...wrote, ...reviewed].join(', and ')}.`
}

const MOST_MENTIONED = 5

/** What a person types, in order. Paths that cannot be typed are staged with everything that git follows. */
function renderSteps({ branch, files, undecided, candidate, release }: ConflictPullInput): string[] {
  const others = new Set(undecided.map(({ path }) => path))
  const paths = files.flatMap(({ path }) => (others.has(path) ? [] : [path]))
  const areTypeable = paths.length <= 10 && paths.every((path) => !/\p{C}/u.test(path))
  const message = `Resolve the conflict of ${formatCandidateName(candidate)} in ${release.ledger.about.version}`
  return [
    'git fetch origin',
    `git switch ${quoteForShell(branch)}`,
    ...(paths.length === 0
      ? []
      : [EDIT, areTypeable ? `git add --all -- ${paths.map(quoteForShell).join(' ')}` : 'git add --update']),
    ...(others.size === 0 ? [] : [DECIDE]),
    `git commit ${others.size === 0 ? '' : '--allow-empty '}-m ${quoteForShell(message)}`,
    `git push origin ${quoteForShell(branch)}`,
  ]
}

const EDIT = '# edit the files below: keep what is right, take the lines <<<<<<<, ======= and >>>>>>> out'
const DECIDE = '# type what is right for each of the files without markers, as is said below'

/** What git cannot show by markers is nobody's decision yet, whatever stands there. */
function renderUndecidedPart(
  { undecided, candidate, commit, base }: ConflictPullInput,
  most: number,
): string {
  if (undecided.length === 0) return ''
  const sides = { base, change: formatCandidateName(candidate), commit }
  const lines = undecided.map((file) => renderUnresolvedLine(file, sides))
  return joinBlocks(
    `Git writes no markers in ${formatNumber(undecided.length, 'file')}. For each, run one of these before you push:`,
    limitRows(lines, most, (more) => `- … and ${more} more`).join('\n'),
  )
}

/** Proved by picking them, so it is worth a look before anyone resolves by hand. */
function renderNeeds(asked: ConflictPullInput): string {
  const { needs, candidate, webUrl } = asked
  if (needs.length === 0) return ''
  const names = needs.map((id) => linkChange(id, webUrl)).join(' and ')
  const [it, belongs] = needs.length === 1 ? ['it', 'it belongs'] : ['them', 'they belong']
  const first = `**${names} first**: with ${it} on the branch, ${linkChange(candidate, webUrl)} applies without a conflict.`
  const commands = needs.map((id) => suggestTaking(asked, id))
  return commands.every((command) => command !== null)
    ? `${first} If ${belongs} in this release, comment ${commands.map(formatCode).join(' and ')} on the tracking issue instead.`
    : `${first} The criteria keep ${needs.length === 1 ? 'it' : 'one of them'} out of a patch.`
}

/** Null where no command takes it: a cut would refuse what the criteria keep out. */
function suggestTaking({ release }: ConflictPullInput, id: string): string | null {
  const name = formatCandidateName(id)
  const verdict = getPlan(release)?.others?.find((one) => one.candidate === id)?.verdict ?? 'eligible'
  if (verdict === 'eligible') return `/release pick ${name}`
  return verdict === 'case-by-case' ? `/release except ${name} because …` : null
}

function renderInstead({ release, candidate, webUrl }: ConflictPullInput): string {
  const { issue } = release.ledger.shown
  const where = issue === null ? 'the tracking issue' : linkIssue(issue, webUrl)
  return `Or leave it out of this release: run ${formatCode(`/release drop ${formatCandidateName(candidate)} because …`)} in ${where}.`
}

/** For whoever wants the conflict in their own merge tool. */
function renderOwnTools({ commit, mainline, branch, base }: ConflictPullInput): string {
  const mainlineOption = mainline === null ? '' : ` -m ${mainline}`
  const commands = [
    'git fetch origin',
    `git switch --detach ${quoteForShell(`origin/${base}`)}`,
    `git cherry-pick -x${mainlineOption} ${quoteForShell(commit)}`,
    'git mergetool && git cherry-pick --continue',
    `git push --force-with-lease origin ${quoteForShell(`HEAD:refs/heads/${branch}`)}`,
  ]
  return joinBlocks(
    '<details><summary>With your own merge tool</summary>',
    formatCodeBlock(commands.join('\n'), 'sh'),
    '</details>',
  )
}

/** What is left of a conflict in a pull request, which therefore is not merged. */
export interface UnresolvedConflict {
  /** Files with conflict markers in them. */
  readonly marked: readonly string[]
  /** Files without, that nobody decided about. */
  readonly undecided: readonly UnresolvedPath[]
  readonly sides: UnresolvedSides
  /** Why it could not be told whether such files are left; null where it could. */
  readonly untold: Refusal | null
}

/** What somebody has to do before a conflict may be merged. */
export function renderLeft({ marked, undecided, sides, untold }: UnresolvedConflict): string {
  return joinBlocks(
    untold === null ? '' : `Can't tell whether this is resolved. ${renderRefusal(untold)}`,
    marked.length === 0 ? '' : renderMarkers(marked),
    undecided.length === 0 ? '' : renderUndecided(undecided, sides),
  )
}

function renderUndecided(files: readonly UnresolvedPath[], sides: UnresolvedSides): string {
  return joinBlocks(
    `No decision yet about ${formatNumber(files.length, 'file')}, where git can't show the conflict with markers, so you can't merge this yet:`,
    limitRows(
      files.map((file) => renderUnresolvedLine(file, sides)),
      30,
      (more) => `- … and ${more} more`,
    ).join('\n'),
    'Run one of these for each, commit and push. Then mark it as ready again.',
  )
}

function renderMarkers(files: readonly string[]): string {
  const lines = files.map((path) => `- ${formatCode(shorten(path, 300))}`)
  return joinBlocks(
    `Conflict markers are left in ${formatNumber(files.length, 'file')}, so you can't merge this yet:`,
    limitRows(lines, 30, (more) => `- … and ${more} more`).join('\n'),
    'Delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`, keep what is right between them, commit and push. Then mark it as ready again.',
  )
}
