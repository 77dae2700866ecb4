/*
 * A version has one form in the code: with its `v`, as in Version Numbering. Arithmetic, the product's files, registries
 * and tag patterns have it bare; these two convert there, and nothing else does.
 */

/** `2.0.1` for `v2.0.1`; a bare one stays as it is. */
export function stripVersionPrefix(version: string): string {
  return version.replace(/^v/i, '')
}

/** `v2.0.1` for `2.0.1`; one with its `v` stays as it is. */
export function addVersionPrefix(version: string): string {
  return `v${stripVersionPrefix(version)}`
}
