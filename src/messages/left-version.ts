import type { Refusal } from '../release/refusal.ts'

/** A line that still says a version. */
interface LeftMention {
  readonly path: string
  readonly line: number
  readonly text: string
}

/** So many lines are named; `release-captain bump` shows the others. */
const SHOWN = 12

/** Refuses to go on where files still say the version before the release: someone would ship them unnoticed. */
export function refuseLeftVersion(version: string, left: readonly LeftMention[]): Refusal {
  const files = new Set(left.map(({ path }) => path)).size
  const rows = left.slice(0, SHOWN).map(({ path, line, text }) => `- ${path}:${line}: ${text.trim()}`)
  const more = left.length > SHOWN ? [`- and ${left.length - SHOWN} more lines`] : []
  return {
    kind: 'rule',
    what: [
      `The version bump leaves ${version} in ${files === 1 ? 'one file' : `${files} files`}, and the policy doesn't say that it may stay there:`,
      ...rows,
      ...more,
    ].join('\n'),
    next: 'Add each file to `versionBump.files` in `.github/release-captain.yml`, or to `versionBump.leave` where the old version is right. `release-captain init` proposes both; `release-captain bump` shows every line.',
  }
}
