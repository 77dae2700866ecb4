import { nameOf } from '../../release/candidate.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import type { ConflictFile } from '../../release/plan.ts'
import type { Refusal } from '../../release/refusal.ts'
import { rows, shortened } from '../cut.ts'
import { count } from '../release/wording.ts'
import { blocks, fitting, LONGEST_TITLE } from './fit.ts'
import { fileBlocks } from './hunks.ts'
import { code, codeBlock, shown } from './inline.ts'
import { changeLink, commitLink, issueLink } from './links.ts'
import { MARKS, mark } from './mark.ts'
import { refusalText } from './refusal.ts'
import { quoted } from './shell.ts'
import type { Page } from './tracking-issue.ts'
import { type UndecidedFile, type UndecidedSides, undecidedLine } from './undecided.ts'

/** The pull request in which one conflict is resolved (§1.2 “Resolve any conflicts”). */
export interface ConflictToDraw {
  readonly release: OpenedRelease
  /** Of its mark. */
  readonly id: string
  readonly candidate: string
  /** The candidate's own title. */
  readonly title: string
  readonly files: readonly ConflictFile[]
  /** Those of them that show no markers. */
  readonly undecided: readonly UndecidedFile[]
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
export function conflictPullRequest(asked: ConflictToDraw): Page {
  const { release, candidate, id } = asked
  const title = `Resolve the conflict of ${nameOf(candidate)} in ${release.ledger.about.version}`
  return {
    title: shortened(title, LONGEST_TITLE),
    body: fitting((most) => blocks(drawn(asked, most), mark(MARKS.conflictPullRequest, id))),
  }
}

function drawn(asked: ConflictToDraw, most: number): string {
  const { release, candidate, title, files, commit, base, webUrl } = asked
  const { version } = release.ledger.about
  return blocks(
    `${changeLink(candidate, webUrl)} ${shown(title)} does not apply to ${code(base)}: ${commitLink(commit, webUrl)} conflicts in ${count(files.length, 'file')}. This branch has the conflict in it, for somebody to resolve.`,
    '### Resolve it',
    codeBlock(steps(asked).join('\n'), 'sh'),
    undecidedPart(asked, most),
    `Then mark this pull request as ready, and merge it. That puts the resolved change on ${code(base)}, and ${version} goes on by itself. While anything of the conflict is left, it stays a draft and is not merged.`,
    insteadText(asked),
    '### The conflict',
    ...files
      .slice(0, most)
      .flatMap((file) => fileBlocks(file, { line: base, change: nameOf(candidate) }, most)),
    files.length > most
      ? `… and ${count(files.length - most, 'more file')}: see the files of this pull request.`
      : '',
    ownToolsText(asked),
  )
}

/** What a person types, in order. Paths that cannot be typed are staged with everything that git follows. */
function steps({ branch, files, undecided, candidate, release }: ConflictToDraw): string[] {
  const others = new Set(undecided.map(({ path }) => path))
  const paths = files.flatMap(({ path }) => (others.has(path) ? [] : [path]))
  const areTypeable = paths.length <= 10 && paths.every((path) => !/\p{C}/u.test(path))
  const message = `Resolve the conflict of ${nameOf(candidate)} in ${release.ledger.about.version}`
  return [
    'git fetch origin',
    `git switch ${quoted(branch)}`,
    ...(paths.length === 0
      ? []
      : [EDIT, areTypeable ? `git add --all -- ${paths.map(quoted).join(' ')}` : 'git add --update']),
    ...(others.size === 0 ? [] : [DECIDE]),
    `git commit ${others.size === 0 ? '' : '--allow-empty '}-m ${quoted(message)}`,
    `git push origin ${quoted(branch)}`,
  ]
}

const EDIT = '# edit the files below: keep what is right, take the lines <<<<<<<, ======= and >>>>>>> out'
const DECIDE = '# type what is right for each of the files without markers, as is said below'

/** What git cannot show by markers is nobody's decision yet, whatever stands there. */
function undecidedPart({ undecided, candidate, commit, base }: ConflictToDraw, most: number): string {
  if (undecided.length === 0) return ''
  const sides = { base, change: nameOf(candidate), commit }
  const lines = undecided.map((file) => undecidedLine(file, sides))
  return blocks(
    `Git shows no markers in ${count(undecided.length, 'file')}. For each, type one of these before you push:`,
    rows(lines, most, (more) => `- … and ${more} more`).join('\n'),
  )
}

function insteadText({ release, candidate, webUrl }: ConflictToDraw): string {
  const { issue } = release.ledger.shown
  const where = issue === null ? 'the tracking issue' : issueLink(issue, webUrl)
  return `Or leave it out of this release: say ${code(`/release drop ${nameOf(candidate)} because …`)} in ${where}.`
}

/** For whoever wants the conflict in their own merge tool. */
function ownToolsText({ commit, mainline, branch, base }: ConflictToDraw): string {
  const mainlineOption = mainline === null ? '' : ` -m ${mainline}`
  const commands = [
    'git fetch origin',
    `git switch --detach ${quoted(`origin/${base}`)}`,
    `git cherry-pick -x${mainlineOption} ${quoted(commit)}`,
    'git mergetool && git cherry-pick --continue',
    `git push --force-with-lease origin ${quoted(`HEAD:refs/heads/${branch}`)}`,
  ]
  return blocks(
    '<details><summary>With your own merge tool</summary>',
    codeBlock(commands.join('\n'), 'sh'),
    '</details>',
  )
}

/** What is left of a conflict in a pull request, which therefore is not merged. */
export interface LeftOfConflict {
  /** Files with conflict markers in them. */
  readonly marked: readonly string[]
  /** Files without, that nobody decided about. */
  readonly undecided: readonly UndecidedFile[]
  readonly sides: UndecidedSides
  /** Why it could not be told whether such files are left; null where it could. */
  readonly untold: Refusal | null
}

/** What somebody has to do before a conflict may be merged. */
export function leftText({ marked, undecided, sides, untold }: LeftOfConflict): string {
  return blocks(
    untold === null ? '' : `Whether this is resolved cannot be told. ${refusalText(untold)}`,
    marked.length === 0 ? '' : markersText(marked),
    undecided.length === 0 ? '' : undecidedText(undecided, sides),
  )
}

function undecidedText(files: readonly UndecidedFile[], sides: UndecidedSides): string {
  return blocks(
    `Nobody decided yet about ${count(files.length, 'file')} in which git cannot show the conflict by markers, so this cannot be merged yet:`,
    rows(
      files.map((file) => undecidedLine(file, sides)),
      30,
      (more) => `- … and ${more} more`,
    ).join('\n'),
    'Type one of these for each, commit and push. Then mark it as ready again.',
  )
}

function markersText(files: readonly string[]): string {
  const lines = files.map((path) => `- ${code(shortened(path, 300))}`)
  return blocks(
    `Conflict markers are left in ${count(files.length, 'file')}, so this cannot be merged yet:`,
    rows(lines, 30, (more) => `- … and ${more} more`).join('\n'),
    'Take the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>` out, keep what is right between them, commit and push. Then mark it as ready again.',
  )
}
