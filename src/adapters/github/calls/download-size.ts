import { Refused } from '../../../release/refusal.ts'

/** The largest file that is copied from one repository to another, in bytes: it is held in memory on its way. */
export const MOST_BYTES = 512 * 1024 * 1024

/** Refuses to copy a file that doesn't fit into memory. */
export function refuseTooLarge(name: string, size: number): Refused {
  return new Refused({
    kind: 'repository',
    what: `\`${name}\` has ${Math.round(size / 2 ** 20)} MiB, which is too large to be copied.`,
    next: 'Split it, or publish it on a registry; then run `/release retry publish`.',
  })
}
