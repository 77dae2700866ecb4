import { parse } from 'semver'
import { PRERELEASE_CHANNELS, type PrereleaseChannel } from './process/schedule.ts'
import { tagName, versionIn } from './tag-names.ts'
import {
  accept,
  channelOf,
  chooseLine,
  type Line,
  lineNamed,
  lineOf,
  linesOf,
  nextVersion,
  nextVersions,
  oneOf,
  refuse,
  type Tag,
  type VersionCheck,
  type VersionOptions,
} from './versions.ts'

type Refused = Extract<VersionCheck, { kind: 'refused' }>

/**
 * Version Numbering: only the next patch of a line, or the next alpha, beta or rc of it, may be cut.
 * Everything else is refused with what would be right. The version is written as in the process document, `v2.0.1`,
 * or as its tag will be named.
 */
export function checkVersion(requested: string, tags: readonly Tag[], options: VersionOptions): VersionCheck {
  const version = readVersion(requested, options)
  if (version === null) return misspelt(requested, tags, options)

  const wanted = lineOf(version)
  if (options.line != null && lineNamed(options.line) !== wanted) return otherLine(version, options.line)

  const existing = tags.find(({ name }) => name === tagName(options.tagPattern, version))
  if (existing) return exists(existing, tags, options)

  const lines = linesOf(tags, options)
  if (lines.length > 0 && !lines.some(({ name }) => name === wanted)) return newLine(version, lines)

  const chosen = chooseLine(tags, { ...options, line: wanted })
  if (chosen.kind === 'refused') return chosen

  return (
    wrongPatch(version, chosen.line) ??
    wrongPrerelease(version, chosen.line) ??
    accept(version, chosen.line, options)
  )
}

function readVersion(requested: string, { tagPattern }: VersionOptions): string | null {
  return versionIn(requested, 'v{version}') ?? versionIn(requested, tagPattern)
}

function misspelt(requested: string, tags: readonly Tag[], options: VersionOptions): Refused {
  const shown = `\`${requested.slice(0, 60)}\``
  const bare = requested.trim().replace(/^v/i, '')
  if (bare.includes('+'))
    return refuse(
      'usage',
      `${shown} has build metadata, which a release never has.`,
      instead(bare, tags, options),
    )
  if (/^\d+\.\d+$/.test(bare))
    return refuse('usage', `${shown} is a line, not a version.`, instead(`${bare}.1`, tags, options))
  if (/^\d+\.\d+\.\d+(-|$)/.test(bare) && /(^|[.-])0\d/.test(bare))
    return refuse('usage', `${shown} has a leading zero in a number.`, instead(bare, tags, options))
  if (parse(bare)?.version === bare)
    return refuse('usage', `${shown} is not how a version is written here.`, `Write \`v${bare}\`.`)

  return refuse(
    'usage',
    `${shown} is not a version such as v2.0.1 or v2.0.1-rc.1.`,
    instead('', tags, options),
  )
}

/** What would be right, as near to what was asked as can be told. */
function instead(bare: string, tags: readonly Tag[], options: VersionOptions): string {
  const lines = linesOf(tags, options)
  const line = lines.find(({ name }) => bare.startsWith(`${name}.`)) ?? lines.at(-1)
  return line ? `Cut ${oneOf(nextVersions(line))}.` : 'Write MAJOR.MINOR.PATCH after a `v`, as in `v2.0.1`.'
}

function otherLine(version: string, line: string): Refused {
  return refuse(
    'usage',
    `v${version} belongs to line ${lineOf(version)}, and line ${lineNamed(line)} was asked for.`,
    `Ask for line ${lineOf(version)}, or for a version of line ${lineNamed(line)}.`,
  )
}

function exists(tag: Tag, tags: readonly Tag[], options: VersionOptions): Refused {
  return refuse(
    'rule',
    `\`${tag.name}\` exists already: it is commit ${tag.commit.slice(0, 10)}. A version is never cut twice.`,
    instead(versionIn(tag.name, options.tagPattern) ?? '', tags, options),
  )
}

function newLine(version: string, lines: readonly Line[]): Refused {
  const read = parse(version)
  const line = lines.findLast(({ name }) => name.startsWith(`${read?.major}.`)) ?? lines.at(-1)
  const next = line ? `Cut ${oneOf(nextVersions(line))}.` : ''
  if (read?.patch !== 0)
    return refuse('rule', `There is no line ${lineOf(version)}: v${lineOf(version)}.0 is not tagged.`, next)

  const kind = read.minor === 0 ? 'major' : 'minor'
  return refuse(
    'rule',
    `v${version} opens line ${lineOf(version)}: that is a ${kind} release, and only patches are cut here.`,
    next,
  )
}

function wrongPatch(version: string, line: Line): Refused | null {
  const asked = parse(version)?.patch ?? 0
  const last = parse(line.base.version)?.patch ?? 0
  if (asked === last + 1) return null

  const next = `Cut ${oneOf(nextVersions(line))}.`
  if (asked > last + 1)
    return refuse(
      'rule',
      `v${version} skips v${nextVersion(line)}: the last stable version of line ${line.name} is \`${line.base.name}\`.`,
      next,
    )
  if (channelOf(version) && line.stable.some((tag) => tag.version === `${line.name}.${asked}`))
    return refuse(
      'rule',
      `v${version} would be a prerelease of v${line.name}.${asked}, which is released already.`,
      next,
    )

  return refuse(
    'rule',
    `v${version} lies behind \`${line.base.name}\`, the last stable version of line ${line.name}.`,
    next,
  )
}

function wrongPrerelease(version: string, line: Line): Refused | null {
  const asked = channelOf(version)
  if (!asked) return null

  const next = `Cut ${oneOf(nextVersions(line))}.`
  if (asked.channel === 'other')
    return refuse('rule', `v${version} is no prerelease that the process knows: those are ${forms()}.`, next)

  const right = nextVersion(line, asked.channel)
  if (right === version) return null
  if (right === null)
    return refuse(
      'rule',
      `v${version} comes too late: ${line.name} has reached ${reached(line, asked.channel)} for its next patch.`,
      next,
    )

  return refuse('rule', `v${version} is not the next ${asked.channel}: that is v${right}.`, next)
}

function forms(): string {
  return PRERELEASE_CHANNELS.map((channel) => `-${channel}.N`).join(', ')
}

/** The last prerelease that a later channel has. */
function reached(line: Line, channel: PrereleaseChannel): string {
  const later: readonly string[] = PRERELEASE_CHANNELS.slice(PRERELEASE_CHANNELS.indexOf(channel) + 1)
  const found = line.prereleases.findLast(
    ({ version }) =>
      version.startsWith(`${nextVersion(line)}-`) && later.includes(channelOf(version)?.channel ?? ''),
  )
  return found ? `\`${found.name}\`` : 'a later channel'
}
