import { formatProse } from '../markdown/inline.ts'

/** Told once at every pull request of a release that was rolled back. */
export function renderRolledBackPick(version: string): string {
  return formatProse(`Rolled back in ${version}: production runs without this change again.`)
}
