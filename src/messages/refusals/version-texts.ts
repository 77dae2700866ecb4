import { PRERELEASE_CHANNELS } from '../../release/process/schedule.ts'
import type { VersionRefusalCode } from '../../release/versions/refusals.ts'
import { formatChoice, shortenSha } from '../wording.ts'
import type { RefusalTexts } from './texts.ts'

const CONFIG = '.github/release-captain.yml'
/** So many lines are named of many. */
const MOST_LINES = 8

/** Version Numbering: why a version can't be cut, and which can. */
export const VERSION_TEXTS: RefusalTexts<VersionRefusalCode> = {
  'no-tags': () => ({
    what: 'The repository has no tags, so there is no stable version to patch.',
    next: 'Fetch the tags (`git fetch --tags`), or tag the first stable version, `git tag -s v1.0.0`.',
  }),
  'no-stable-tag': ({ names, tagPattern, proposal }) => ({
    what:
      names.length === 1
        ? `The only tag, \`${names[0]}\`, isn't a stable version by the pattern \`${tagPattern}\`.`
        : `None of ${names.length} tags is a stable version by the pattern \`${tagPattern}\`.`,
    next:
      proposal === null
        ? 'Tag the first stable version, or fetch the tags (`git fetch --tags`).'
        : `Set \`tagPattern: '${proposal}'\` in ${CONFIG}.`,
  }),
  'unknown-line': ({ line, known }) => ({
    what: `There is no line \`${line}\`: no stable version of it is tagged.`,
    next: `Choose one of the lines ${listLastLines(known)}.`,
  }),
  'tagged-twice': ({ line, version, twins: [one, other] }) => ({
    what:
      `${version} of line ${line} is tagged twice: \`${one.name}\` is commit ${shortenSha(one.commit)}, and ` +
      `\`${other.name}\` is commit ${shortenSha(other.commit)}. You decide which of them was released.`,
    next:
      `Set \`tagPattern: '${one.pattern}'\` or \`tagPattern: '${other.pattern}'\` in ${CONFIG}: ` +
      'tags of any other spelling are ignored then. You can plan other lines as they are.',
  }),
  'later-channel': ({ base, channel, next }) => ({
    what: `${base} already has prereleases of a later channel than ${channel} for its next patch.`,
    next: suggestCut(next),
  }),
  'has-build-metadata': ({ asked, next }) => ({
    what: `\`${asked}\` has build metadata, which a release never has.`,
    next: suggestCut(next),
  }),
  'is-line': ({ asked, next }) => ({
    what: `\`${asked}\` is a line, not a version.`,
    next: suggestCut(next),
  }),
  'has-leading-zero': ({ asked, next }) => ({
    what: `\`${asked}\` has a leading zero in a number.`,
    next: suggestCut(next),
  }),
  'other-spelling': ({ asked, right }) => ({
    what: `\`${asked}\` isn't how a version is written here.`,
    next: `Write \`${right}\`.`,
  }),
  'not-a-version': ({ asked, next }) => ({
    what: `\`${asked}\` isn't a version such as v2.0.1 or v2.0.1-rc.1.`,
    next: suggestCut(next),
  }),
  'other-line': ({ version, belongsTo, line }) => ({
    what: `v${version} belongs to line ${belongsTo}, and you asked for line ${line}.`,
    next: `Ask for line ${belongsTo}, or for a version of line ${line}.`,
  }),
  'version-exists': ({ tag, commit, next }) => ({
    what: `\`${tag}\` already exists at commit ${shortenSha(commit)}. A version is never cut twice.`,
    next: suggestCut(next),
  }),
  'line-not-open': ({ line, next }) => ({
    what: `There is no line ${line}: v${line}.0 isn't tagged.`,
    next: suggestCut(next),
  }),
  'opens-line': ({ version, line, release, next }) => ({
    what: `v${version} opens line ${line}: that is a ${release} release, and only patches are cut here.`,
    next: suggestCut(next),
  }),
  'skips-version': ({ version, right, line, base, next }) => ({
    what: `v${version} skips v${right}: the last stable version of line ${line} is \`${base}\`.`,
    next: suggestCut(next),
  }),
  'prerelease-of-released': ({ version, stable, next }) => ({
    what: `v${version} would be a prerelease of v${stable}, which is already released.`,
    next: suggestCut(next),
  }),
  'behind-base': ({ version, line, base, next }) => ({
    what: `v${version} is behind \`${base}\`, the last stable version of line ${line}.`,
    next: suggestCut(next),
  }),
  'too-many-parts': ({ version, line, base, next }) => ({
    what: `v${version} has one part more than the versions of line ${line}, such as \`${base}\`.`,
    next: suggestCut(next),
  }),
  'wrong-fourth-part': ({ version, base, right, next }) => ({
    what: `v${version} doesn't follow \`${base}\`: that is v${right}.`,
    next: suggestCut(next),
  }),
  'unknown-prerelease': ({ version, next }) => ({
    what: `v${version} isn't a prerelease of the process. Those are ${PRERELEASE_CHANNELS.map((channel) => `-${channel}.N`).join(', ')}.`,
    next: suggestCut(next),
  }),
  'prerelease-too-late': ({ version, line, reached, next }) => ({
    what: `v${version} is too late: ${line} has reached ${reached === null ? 'a later channel' : `\`${reached}\``} for its next patch.`,
    next: suggestCut(next),
  }),
  'wrong-prerelease': ({ version, channel, right, next }) => ({
    what: `v${version} isn't the next ${channel}: that is v${right}.`,
    next: suggestCut(next),
  }),
}

function suggestCut(versions: readonly string[]): string {
  return versions.length === 0
    ? 'Write MAJOR.MINOR.PATCH after a `v`, as in `v2.0.1`.'
    : `Cut ${formatChoice(versions.map((version) => `v${version}`))}.`
}

function listLastLines(known: readonly string[]): string {
  const last = known.slice(-MOST_LINES)
  const more = known.length > last.length ? ` (the last ${last.length} of ${known.length})` : ''
  return `${last.map((name) => `\`${name}\``).join(', ')}${more}`
}
