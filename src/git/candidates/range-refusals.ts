import { type Refusal, Refused } from '../../release/refusal.ts'
import { findTellingLine } from '../remotes/remote-failure.ts'
import { GitError } from '../run-git.ts'

/** The two ends of the range, as the plan names them. */
export interface Ends {
  readonly base: { readonly tag: string; readonly commit: string }
  /** Where the release starts from. */
  readonly start: { readonly commit: string; readonly branch: string | null }
  readonly main: { readonly ref: string; readonly commit: string }
}

export function refuseUnrelated({ base, main }: Ends): Refusal {
  return {
    kind: 'repository',
    what: `The tag ${base.tag} (${shortenSha(base.commit)}) and ${main.ref} (${shortenSha(main.commit)}) share no history, so the tag is not on a line of ${main.ref}.`,
    next: 'Name a line of this repository with `--line`, or its tag with `--base`.',
  }
}

export function refuseEmptyRange({ base, main }: Ends): Refusal {
  return {
    kind: 'rule',
    what: `${main.ref} (${shortenSha(main.commit)}) has no commit that ${base.tag} does not have: there is nothing to pick (§1.1).`,
    next: `Fetch ${main.ref} if something was merged since, or name another main branch with \`--main\`.`,
  }
}

export function refuseShallow({ base, main }: Ends): Refusal {
  return {
    kind: 'repository',
    what: `This clone is shallow and ends somewhere between ${base.tag} and ${main.ref}, so not every change can be seen.`,
    next: 'Run `git fetch --unshallow`, or `git fetch --shallow-since=DATE` with a date before the line left main.',
  }
}

/** Says what a person can do where git could not read an object; hands on whatever else went wrong. */
export function explainReadError(error: unknown): unknown {
  if (!(error instanceof GitError)) return error
  const first = findTellingLine(error.stderr)
  if (DAMAGED_REFS.test(error.stderr)) return new Refused(refuseDamagedRefs(first), error)
  if (DAMAGED.test(error.stderr)) return new Refused(refuseDamaged(first), error)
  return MISSING.test(error.stderr) ? new Refused(refuseMissingObject(first), error) : error
}

/** What was computed lies beside the clone and is read together with it. */
export const IF_NOTHING_IS_FOUND =
  'If it finds nothing, the cache folder is damaged: delete it. `release-captain doctor` shows where it is.'

/** git has no other way to say which of the two it is; the language is fixed to C. */
const DAMAGED =
  /corrupt|inflate|garbage|unable to (?:unpack|parse|stream)|is empty|too long|hash mismatch|bad packed|CRC/i
const DAMAGED_REFS = /(?:unexpected|unterminated) line in|bad ref/i
const MISSING =
  /unable to read|could not read|bad object|bad tree|missing|failed to traverse|could not fetch/i

function refuseDamagedRefs(said: string): Refusal {
  return {
    kind: 'repository',
    what: `The refs of this repository are damaged: ${said}.`,
    next: 'Run `git fsck` to see which, and fix them or clone again.',
  }
}

function refuseDamaged(said: string): Refusal {
  return {
    kind: 'repository',
    what: `An object of this repository is damaged: ${said}.`,
    next: `Run \`git fsck --full\` to see which, and fetch them again from a complete clone. ${IF_NOTHING_IS_FOUND}`,
  }
}

function refuseMissingObject(said: string): Refusal {
  return {
    kind: 'repository',
    what: `An object of this repository is missing: ${said}.`,
    next: 'Run `git fetch --refetch --no-filter`: it gets all objects again, including those that a partial clone (`--filter`) left out.',
  }
}

function shortenSha(sha: string): string {
  return sha.slice(0, 10)
}
