import { limitRows, shorten } from '../../text/limit-rows.ts'
import { formatMarkdownLink } from '../../text/markdown.ts'
import { formatList } from '../../wording.ts'
import type { IssueText } from '../issue/tracking-issue.ts'
import { fitDrawing, joinBlocks, LONGEST_TITLE } from '../markdown/fit.ts'
import { escapeAndShorten, formatCode, formatProse } from '../markdown/inline.ts'
import { createMark, MARKS } from '../markdown/mark.ts'

/** What a pull request brings back to main. */
interface BackToMain {
  /** With its `v`. */
  readonly version: string
  /** The GitHub release's page. */
  readonly releaseUrl: string
  /** The id of its mark. */
  readonly id: string
  readonly main: string
  /** The titles of the fixes that only the line had. */
  readonly fixes: readonly string[]
  /** Files in which the version is raised. */
  readonly raised: readonly string[]
  readonly changelog: string | null
  /** What stays as it is, each with the reason: sentences with code in backquotes. */
  readonly left: readonly string[]
}

/** The pull request that tells main of a release: what is in it, and what is left for people to look at. */
export function renderBackToMainPullRequest(told: BackToMain): IssueText {
  const { version, main, id } = told
  return {
    title: shorten(`chore: bring ${version} back to ${main}`, LONGEST_TITLE),
    body: fitDrawing((most) => joinBlocks(renderPage(told, most), createMark(MARKS.backToMain, id))),
  }
}

function renderPage(
  { version, releaseUrl, main, fixes, raised, changelog, left }: BackToMain,
  most: number,
): string {
  const release = formatMarkdownLink(version, new URL(releaseUrl))
  const brought = [
    ...fixes.map((title) => `- A fix that only the line had: ${escapeAndShorten(title)}`),
    ...(raised.length === 0
      ? []
      : [`- The version is bumped in ${formatList(raised.map((path) => formatCode(path)))}.`]),
    ...(changelog === null
      ? []
      : [`- ${formatCode(changelog)} has a section for it, made from the release notes.`]),
  ]
  const renderMore = (rest: number) => `- … and ${rest} more`
  const kept = left.map((sentence) => `- ${formatProse(shorten(sentence, 500))}`)
  return joinBlocks(
    `${release} is published. This brings to ${formatCode(main)} what main is missing:`,
    brought.join('\n'),
    kept.length === 0
      ? ''
      : ["These don't change. Check whether main needs them:", '', ...limitRows(kept, most, renderMore)].join(
          '\n',
        ),
    "Merge it like any other change, or close it if main doesn't need it. Nothing waits for it, and it isn't opened again.",
  )
}
