import { rows, shortened } from '../cut.ts'
import { markdownLink } from '../markdown.ts'
import { list } from '../release/wording.ts'
import { blocks, fitting, LONGEST_TITLE } from './fit.ts'
import { code, prose } from './inline.ts'
import { MARKS, mark } from './mark.ts'
import type { Page } from './tracking-issue.ts'

/** What a pull request brings back to main. */
export interface BackToMain {
  /** With its `v`. */
  readonly version: string
  /** The GitHub release's page. */
  readonly releaseUrl: string
  /** The id of its mark. */
  readonly id: string
  readonly main: string
  /** Files in which the version is raised. */
  readonly raised: readonly string[]
  readonly changelog: string | null
  /** What stays as it is, each with the reason: sentences with code in backquotes. */
  readonly left: readonly string[]
}

/** The pull request that tells main of a release: what is in it, and what is left for people to look at. */
export function backToMainPullRequest(told: BackToMain): Page {
  const { version, main, id } = told
  return {
    title: shortened(`chore: bring ${version} back to ${main}`, LONGEST_TITLE),
    body: fitting((most) => blocks(drawn(told, most), mark(MARKS.backToMain, id))),
  }
}

function drawn({ version, releaseUrl, main, raised, changelog, left }: BackToMain, most: number): string {
  const release = markdownLink(version, new URL(releaseUrl))
  const brought = [
    ...(raised.length === 0 ? [] : [`- The version is raised in ${list(raised.map((path) => code(path)))}.`]),
    ...(changelog === null ? [] : [`- ${code(changelog)} has a section of it, made from the release notes.`]),
  ]
  const more = (rest: number) => `- … and ${rest} more`
  const kept = left.map((sentence) => `- ${prose(shortened(sentence, 500))}`)
  return blocks(
    `${release} is published. This brings to ${code(main)} what it should know of it:`,
    brought.join('\n'),
    kept.length === 0 ? '' : ['These stay as they are:', '', ...rows(kept, most, more)].join('\n'),
    'Merge it as any other change, or close it where main needs none of it: nothing waits for it, and it is not opened again.',
  )
}
