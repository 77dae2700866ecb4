import leven from 'leven'
import { type Candidate, formatCandidateName, type LeftOut } from '../../release/changes/candidate.ts'
import { Refused } from '../../release/refusal.ts'

/** The changes of a range, as a person may name one. */
interface ChangeList {
  readonly candidates: readonly Candidate[]
  readonly leftOut: readonly LeftOut[]
}

type FoundChange =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'left-out'; readonly leftOut: LeftOut }

/**
 * The change that somebody named: `#12`, `12`, or a commit by seven digits or more, also one behind a merge.
 *
 * @throws {Refused} when nothing or more than one fits
 */
export function findChange({ candidates, leftOut }: ChangeList, typed: string): FoundChange {
  const found = [
    ...candidates.map((candidate) => ({ kind: 'candidate' as const, candidate })),
    ...leftOut.map((left) => ({ kind: 'left-out' as const, leftOut: left, candidate: left.candidate })),
  ].filter(({ candidate }) => isNamed(candidate, typed))
  const [first, second] = found
  if (!first) throw new Refused(refuseUnknownChange(typed, candidates))
  // Part of a pull request may be left out while the rest is a candidate: the candidate answers for both.
  if (second && first.candidate.id !== second.candidate.id) {
    throw new Refused(refuseAmbiguous(typed, [first.candidate.id, second.candidate.id]))
  }
  return first
}

/**
 * The candidates that somebody named, to be taken and to be left.
 *
 * @throws {Refused} when one is no candidate, or is to be both
 */
export function resolveChoice(
  changes: ChangeList,
  { pick, drop }: { readonly pick: readonly string[]; readonly drop: readonly string[] },
): { readonly named: ReadonlySet<string>; readonly dropped: ReadonlySet<string> } {
  const [named, dropped] = [findCandidatesNamed(changes, pick), findCandidatesNamed(changes, drop)]
  const [both] = named.intersection(dropped)
  if (both !== undefined) throw new Refused(refuseTakenAndLeft(formatCandidateName(both)))
  return { named, dropped }
}

function refuseTakenAndLeft(name: string) {
  return {
    kind: 'usage',
    what: `${name} is both taken (\`--pick\`) and left out (\`--drop\`).`,
    next: 'Remove one of the two options.',
  } as const
}

function findCandidatesNamed(changes: ChangeList, typed: readonly string[]): ReadonlySet<string> {
  return new Set(
    typed.map((name) => {
      const found = findChange(changes, name)
      if (found.kind === 'candidate') return found.candidate.id
      throw new Refused({
        kind: 'rule',
        what: `${formatCandidateName(found.leftOut.candidate.id)} isn't a candidate: ${found.leftOut.reason.kind.replaceAll('-', ' ')}.`,
        next: `\`release-captain explain '${formatCandidateName(found.leftOut.candidate.id)}'\` shows more.`,
      })
    }),
  )
}

function isNamed({ id, commits, merged }: Candidate, typed: string): boolean {
  // Seven digits and more without a # are a commit's.
  if (/^(?:#\d+|\d{1,6})$/.test(typed)) return id === `#${typed.replace('#', '')}`
  if (!/^[0-9a-f]{7,64}$/i.test(typed)) return false
  const digits = typed.toLowerCase()
  return [...commits, ...merged].some(({ sha }) => sha.startsWith(digits))
}

function refuseUnknownChange(typed: string, candidates: readonly Candidate[]) {
  const near = candidates.map(({ id }) => formatCandidateName(id)).filter((name) => leven(name, typed) <= 2)
  return {
    kind: 'usage',
    what: `No change since the line's last tag is called ${JSON.stringify(typed)}.`,
    next:
      near.length > 0
        ? `Did you mean ${near.slice(0, 3).join(', ')}? \`release-captain plan --all --left-out\` lists every change.`
        : 'Name a pull request (`#12`) or a commit (seven digits or more); `release-captain plan --all --left-out` lists every change.',
  } as const
}

function refuseAmbiguous(typed: string, ids: readonly string[]) {
  return {
    kind: 'usage',
    what: `${JSON.stringify(typed)} matches more than one change: ${ids.map(formatCandidateName).join(' and ')}.`,
    next: 'Give more digits of the commit.',
  } as const
}
