/** Both without their `v`. */
export interface Versions {
  readonly from: string
  readonly to: string
}

/** A place in a file's text that holds a version: from `start` (inclusive) to `end` (exclusive). */
export interface Spot {
  /** What a person calls it: `/version`, `image.tag`, `the pattern`. */
  readonly name: string
  /** What the place says, read as the file's format reads it. */
  readonly value: string
  readonly start: number
  readonly end: number
  /** The bytes that say `value` in this place, in the place's own style. */
  readonly write: (value: string) => string
}

/** What stops the bump, and what to do about it. Whole sentences. */
export interface BumpProblem {
  readonly kind: 'problem'
  /** Where the mistake is: it decides the kind of the refusal. */
  readonly about: 'config' | 'repository'
  readonly what: string
  readonly next: string
}

/** What was found in a file's text. */
export type Search =
  | {
      readonly kind: 'searched'
      readonly spots: readonly Spot[]
      /** What the config names and the file does not have, as part of a sentence: "`/version`". */
      readonly missing: readonly string[]
      /** What is left as it is although a person might expect otherwise. Whole sentences. */
      readonly notes: readonly string[]
    }
  | BumpProblem

/** Where a person changes what is bumped. */
export const CONFIG = '`versionBump.files` in `.github/release-captain.yml`'

/** Something in the repository that stops the bump. */
export function createProblem(what: string, next: string): BumpProblem {
  return { kind: 'problem', about: 'repository', what, next }
}

/** A mistake in the config that stops the bump, whatever the repository holds. */
export function createMistake(what: string, next: string): BumpProblem {
  return { kind: 'problem', about: 'config', what, next }
}

/** 1-based. */
export function countLine(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

/** A value of a file as it is shown inside a sentence. */
export function quoteValue(value: string): string {
  return `\`${value.length > 60 ? `${value.slice(0, 60)}…` : value}\``
}

/** What a branch says behind the version that it goes towards: `4.1.2-SNAPSHOT`, `2.0.1.dev0`. */
const IN_DEVELOPMENT =
  /^(?:-SNAPSHOT|[-.+](?:dev|devel|develop|unreleased|git|next)(?:[.-]?\d{1,6})?|\.pre|-pre)(?![\w.-])/

/** What follows on a version and says that it isn't released yet; empty where nothing does. */
export function findDevelopmentMark(behind: string): string {
  return IN_DEVELOPMENT.exec(behind)?.[0] ?? ''
}

/** The value after the bump, with the `v` that it had; null for a value that is neither version, nor on the way to it. */
export function getNextValue(value: string, { from, to }: Versions): string | null {
  const bare = value.startsWith('v') ? value.slice(1) : value
  const isOn = (version: string) =>
    bare === version ||
    (bare.startsWith(version) &&
      findDevelopmentMark(bare.slice(version.length)) === bare.slice(version.length))
  if (!isOn(from) && !isOn(to)) return null
  return value.startsWith('v') ? `v${to}` : to
}
