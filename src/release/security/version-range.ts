import { satisfies, validRange } from 'semver'

/**
 * Checks whether a version is in a range as GitHub's advisories write it: `>= 2.0.0, < 2.0.1`, `= 1.9.3`. A range that can't be
 * read has no versions (https://docs.github.com/code-security/security-advisories, affected versions).
 */
export function isInRange(version: string, range: string): boolean {
  const spaced = range.replaceAll(',', ' ').replaceAll(/(?<![<>=])=\s*/g, '=')
  return validRange(spaced) !== null && satisfies(version, spaced)
}
