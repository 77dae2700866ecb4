import { nameOf } from '../../release/candidate.ts'
import type { ConflictFile } from '../../release/plan.ts'
import { rows, shortened } from '../cut.ts'
import type { Opened } from '../release/parts.ts'
import { count } from '../release/wording.ts'
import { blocks, fitting, LONGEST_TITLE } from './fit.ts'
import { fileBlocks } from './hunks.ts'
import { code, codeBlock, shown } from './inline.ts'
import { changeLink, commitLink, issueLink } from './links.ts'
import { MARKS, mark } from './mark.ts'
import { quoted } from './shell.ts'
import type { Page } from './tracking-issue.ts'

/** The pull request in which one conflict is resolved (§1.2 “Resolve any conflicts”). */
export interface ConflictToDraw {
  readonly release: Opened
  /** Of its mark. */
  readonly id: string
  readonly candidate: string
  /** The candidate's own title. */
  readonly title: string
  readonly files: readonly ConflictFile[]
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
    `Then mark this pull request as ready, and merge it. That puts the resolved change on ${code(base)}, and ${version} goes on by itself. With conflict markers left in it, it stays a draft and is not merged.`,
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
function steps({ branch, files, candidate, release }: ConflictToDraw): string[] {
  const paths = files.map(({ path }) => path)
  const areTypeable = paths.length <= 10 && paths.every((path) => !/\p{C}/u.test(path))
  const message = `Resolve the conflict of ${nameOf(candidate)} in ${release.ledger.about.version}`
  return [
    'git fetch origin',
    `git switch ${quoted(branch)}`,
    files.some(({ hunks }) => hunks.length > 0)
      ? '# edit the files below: keep what is right, take the lines <<<<<<<, ======= and >>>>>>> out'
      : '# decide for each file below: bring it to what is right, or delete it',
    areTypeable ? `git add --all -- ${paths.map(quoted).join(' ')}` : 'git add --update',
    `git commit -m ${quoted(message)}`,
    `git push origin ${quoted(branch)}`,
  ]
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

/** Conflict markers are left in files of a pull request, which therefore is not merged. */
export function markersText(files: readonly string[]): string {
  const lines = files.map((path) => `- ${code(shortened(path, 300))}`)
  return blocks(
    `Conflict markers are left in ${count(files.length, 'file')}, so this cannot be merged yet:`,
    rows(lines, 30, (more) => `- … and ${more} more`).join('\n'),
    'Take the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>` out, keep what is right between them, commit and push. Then mark it as ready again.',
  )
}
