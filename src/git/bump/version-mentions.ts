import { runGit } from '../run-git.ts'

/** A line of a file that says a version. */
export interface VersionMention {
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** The line, or the part of a long one around the version. */
  readonly text: string
}

interface MentionQuery {
  readonly gitDir: string
  /** A tree or a commit. */
  readonly tree: string
  /** Without its `v`. */
  readonly version: string
}

/** A minified file has lines of a megabyte; so much of one is enough to recognise it. */
const AROUND = 80
/** Nobody reads more, and a version like 1.0.0 may stand in every lock file. */
const MOST = 20_000

/**
 * Finds every line of a tree's text files that says a version as a whole: `2.0.0` is neither in `12.0.0` nor in
 * `2.0.0-rc.1`. A file that a partial clone lacks is passed over.
 */
export async function findVersionMentions({
  gitDir,
  tree,
  version,
}: MentionQuery): Promise<VersionMention[]> {
  const args = ['grep', '-I', '-n', '-z', '--no-color', '-F', '-e', version, tree]
  const { stdout } = await runGit(args, { gitDir, answers: [1] })
  return stdout
    .toString()
    .split('\n')
    .flatMap((row) => toMention(row, version))
    .slice(0, MOST)
}

function toMention(row: string, version: string): VersionMention[] {
  const [place = '', line = '', text] = row.split('\0')
  if (text === undefined) return []
  const at = findWholeVersion(text, version)
  if (at < 0) return []
  const path = place.slice(place.indexOf(':') + 1)
  const shown = text.length > 2 * AROUND ? text.slice(Math.max(0, at - AROUND), at + AROUND) : text
  return [{ path, line: Number(line), text: shown.replace(/\r$/, '') }]
}

/** Where a text says a version as a whole; -1 where it doesn't. */
export function findWholeVersion(text: string, version: string, from = 0): number {
  for (let at = text.indexOf(version, from); at >= 0; at = text.indexOf(version, at + 1))
    if (isBefore(text.slice(0, at)) && isBehind(text.slice(at + version.length))) return at
  return -1
}

function isBefore(before: string): boolean {
  return !/[0-9]\.$|[0-9A-Za-z_]$/.test(before.replace(/v$/i, ''))
}

/** Neither a further number nor a prerelease follows; a file extension or the end of a sentence may. */
function isBehind(behind: string): boolean {
  return !/^(?:[0-9A-Za-z_]|\.[0-9*]|[-.]?(?:alpha|beta|rc|dev|pre|next|canary|nightly|snapshot)(?![a-z]))/i.test(
    behind,
  )
}
