import { runGitText } from '../run-git.ts'
import { isAncestor } from './ancestry.ts'

/** So many commits make a release: its version, its changelog, and the version after it. */
const MOST = 3

/**
 * Whether all of a release can be reached from a head, but for the commits that only say its version: many projects tag
 * those beside the branch, which never gets them. Both are whole ids.
 */
export async function isReachedButForRelease(
  gitDir: string,
  release: string,
  head: string,
): Promise<boolean> {
  if (await isAncestor(gitDir, release, head)) return true
  const args = ['log', `--max-count=${MOST + 1}`, '--format=%P%x00%s', release, `^${head}`, '--']
  const beside = (await runGitText(args, { gitDir })).split('\n').filter((row) => row !== '')
  return beside.length <= MOST && beside.every(saysVersionOnly)
}

/** Its subject speaks of the version alone, and it isn't a merge. */
function saysVersionOnly(row: string): boolean {
  const [parents = '', subject = ''] = row.split('\0')
  const bare = subject
    .replace(/^(?:chore|build|ci|release|docs?)(?:\([^)]*\))?!?: */i, '')
    .replace(/^\W*\[[^\]]*\] */, '')
  return !parents.includes(' ') && OF_A_RELEASE.some((form) => form.test(bare))
}

/** "Release 4.1.1", "prepare release v2.0", "Bump version to 3.15.1", "Next development version", "Update changelog", "v1.2.3". */
const OF_A_RELEASE = [
  /^(?:release|released|releasing)\b/i,
  /^(?:prepare|prep|cut|make|tag|create|start|finali[sz]e|publish|set|bump|bumps|update|updated|change|next|new|increment|raise)\b.*\b(?:release|versions?|changelog|change log|snapshot|release notes)\b/i,
  /^(?:(?:bump|update|set|version) (?:to )?)?v?\d+(?:\.\d+)+\S*$/i,
]
