import { z } from 'zod'
import { isDate, parseInstant } from '../calendar.ts'
import type { Candidate } from '../changes/candidate.ts'
import { CHANGE_TYPES, type Facts, known, RISKS, SEVERITIES } from './facts.ts'

/** What somebody states of a change; what is left out stays as it was known before. */
export type StatedFacts = { readonly [Name in keyof Facts]?: Facts[Name] }

/** What people or other systems know of changes, by `#12` or by the first digits of a commit (docs/facts.md). */
export interface FactsFile {
  readonly changes: ReadonlyMap<string, StatedFacts>
  /** Releases that production went back from, by their tags, each with the keys of its changes. */
  readonly rolledBack?: ReadonlyMap<string, readonly string[]>
}

/** The statements of a file, by candidate id, and the keys of the file that name no candidate. */
export interface MatchedFacts {
  /** What changes are called, where somebody knows better than their commits. */
  readonly titles?: ReadonlyMap<string, string>
  readonly of: ReadonlyMap<string, StatedFacts>
  /** Whether the repository has a label that nominates; absent where only the labels of changes tell. */
  readonly hasNominatingLabel?: boolean
  readonly unmatched: readonly string[]
  /** Candidates that were rolled back, by id, each with the tag that they were released in; absent where none was. */
  readonly rolledBack?: ReadonlyMap<string, string>
}

/** One thing that is wrong in a facts file, where, and what would be right. */
export type FactsProblem = {
  /** The keys that lead to it. */
  readonly path: readonly string[]
  readonly expected: string
} & (
  | { readonly kind: 'unknown-key' | 'wrong-key' }
  | { readonly kind: 'wrong-value'; readonly found: string }
)

/** Why a facts file can't be used. The words are in `src/messages/refusals`. */
export type FactsRefusal =
  | { readonly code: 'facts-wrong'; readonly problems: readonly FactsProblem[] }
  | { readonly code: 'fits-several'; readonly key: string; readonly candidates: readonly [string, string] }
  | { readonly code: 'stated-twice'; readonly candidate: string; readonly keys: readonly [string, string] }

/** Carries the refusal of a facts file up to who reads it. */
export class FactsRefused extends Error {
  readonly refusal: FactsRefusal

  constructor(refusal: FactsRefusal) {
    super(refusal.code)
    this.name = 'FactsRefused'
    this.refusal = refusal
  }
}

const SOURCE = 'the facts file'

const label = z.string().trim().min(1)
const person = z.string().trim().min(1, 'expected the name of a person')
const text = z.string().trim().min(1, 'expected some words')
const changeType = z.enum(CHANGE_TYPES)
const severity = z.enum(SEVERITIES)
const time = z
  .string()
  .transform((given) => parseInstant(given) ?? Number.NaN)
  .refine(Number.isFinite, 'expected a time with its offset, `2026-03-01T09:00:00Z`, or a date')

const issue = createStrictSchema({
  number: z.int().positive(),
  labels: z.array(label).optional(),
  reportedAt: time.optional(),
})

const assessment = createStrictSchema({
  by: person,
  risk: z.enum(RISKS),
  type: changeType.optional(),
  severity: severity.optional(),
  note: text.optional(),
})

const exception = createStrictSchema({
  by: person,
  because: text,
  until: z.string().refine(isDate, 'expected a date of the calendar, `2026-03-01`'),
})

const change = createStrictSchema({
  labels: z.array(label).optional(),
  issues: z.array(issue).optional(),
  reviewed: z.boolean().optional(),
  checksPassed: z.boolean().optional(),
  severity: severity.optional(),
  cvss: z.number().min(0).max(10).refine(hasOneDecimal, 'expected one decimal at most, `9.8`').optional(),
  cve: z
    .string()
    .regex(/^CVE-\d{4}-\d{4,19}$/, 'expected a CVE id, `CVE-2026-12345`')
    .optional(),
  breaking: z.boolean().optional(),
  assessment: assessment.optional(),
  exception: exception.optional(),
})

const changeKey = z
  .string()
  .regex(/^(#[1-9]\d{0,9}|[0-9a-f]{7,64})$/, 'expected "#12" (in quotes), or 7 or more digits of a commit')

/** A map, because a record would pass over a key named `__proto__` without a word. */
const changes = z.preprocess(
  (given) =>
    typeof given === 'object' && given && !Array.isArray(given) ? new Map(Object.entries(given)) : given,
  z.map(changeKey, change),
)

const rolledBack = z.record(z.string().min(1).max(250), z.array(changeKey))

const schema = createStrictSchema({ changes: changes.optional(), rolledBack: rolledBack.optional() })

/**
 * Reads a facts file that the caller has parsed as YAML or JSON. Refuses it with everything that is wrong in it;
 * an empty file states nothing.
 */
export function parseFactsFile(value: unknown): FactsFile {
  const read = schema.safeParse(value ?? {})
  if (!read.success) {
    const problems = read.error.issues.flatMap((issue) => toProblem(issue, value))
    throw new FactsRefused({ code: 'facts-wrong', problems })
  }

  const entries = [...(read.data.changes ?? [])]
  const back = Object.entries(read.data.rolledBack ?? {})
  return {
    changes: new Map(entries.map(([key, stated]) => [key, toStatedFacts(stated)])),
    ...(back.length > 0 && { rolledBack: new Map(back) }),
  }
}

/**
 * Which candidate each statement is about. Refused where a key fits several candidates, or several keys one:
 * guessing would judge a change by the facts of another.
 */
export function matchFacts(file: FactsFile, candidates: readonly Candidate[]): MatchedFacts {
  const of = new Map<string, StatedFacts>()
  const unmatched: string[] = []
  const keyOf = new Map<string, string>()
  for (const [key, stated] of file.changes) {
    const [candidate, other] = candidates.filter((one) => isNamedBy(key, one))
    if (!candidate) {
      unmatched.push(key)
      continue
    }
    if (other) throw new FactsRefused({ code: 'fits-several', key, candidates: [candidate.id, other.id] })

    const before = keyOf.get(candidate.id)
    if (before !== undefined)
      throw new FactsRefused({ code: 'stated-twice', candidate: candidate.id, keys: [before, key] })

    keyOf.set(candidate.id, key)
    of.set(candidate.id, stated)
  }
  return {
    of,
    unmatched,
    ...(file.rolledBack && { rolledBack: matchRolledBack(file.rolledBack, candidates) }),
  }
}

/** A change that was rolled back and isn't a candidate any more needs no mark. */
function matchRolledBack(
  releases: ReadonlyMap<string, readonly string[]>,
  candidates: readonly Candidate[],
): ReadonlyMap<string, string> {
  return new Map(
    [...releases].flatMap(([tag, keys]) =>
      candidates
        .filter((one) => keys.some((key) => isNamedBy(key, one)))
        .map((one): [string, string] => [one.id, tag]),
    ),
  )
}

function isNamedBy(key: string, { id, commits, merged }: Candidate): boolean {
  if (key.startsWith('#')) return id === key
  return commits.some(({ sha }) => sha.startsWith(key)) || merged.some(({ sha }) => sha.startsWith(key))
}

function toStatedFacts(stated: z.output<typeof change>): StatedFacts {
  const { labels, issues, reviewed, checksPassed, cvss, cve, breaking } = stated
  return {
    ...(labels && { labels: known(labels, SOURCE) }),
    ...(issues && { issues: known(issues.map(toLinkedIssue), SOURCE) }),
    ...(stated.severity && { severity: known(stated.severity, SOURCE) }),
    ...(cvss !== undefined && { cvss: known(cvss, SOURCE) }),
    ...(cve && { cve: known(cve, SOURCE) }),
    ...(reviewed !== undefined && { reviewed: known(reviewed, SOURCE) }),
    ...(checksPassed !== undefined && { checksPassed: known(checksPassed, SOURCE) }),
    ...(breaking !== undefined && { breaking: known(breaking, SOURCE) }),
    ...(stated.assessment && { assessment: known(toAssessment(stated.assessment), SOURCE) }),
    ...(stated.exception && { exception: known(stated.exception, SOURCE) }),
  }
}

function toLinkedIssue({ number, labels, reportedAt }: z.output<typeof issue>) {
  return { number, labels: labels ?? null, reportedAt: reportedAt ?? null }
}

function toAssessment({ by, risk, type, severity: level, note }: z.output<typeof assessment>) {
  return { by, risk, type: type ?? null, severity: level ?? null, note: note ?? null }
}

function hasOneDecimal(score: number): boolean {
  return Math.round(score * 10) / 10 === score
}

/** An object whose unknown keys are errors that name the known ones. */
function createStrictSchema<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `expected none but ${keys}` : undefined),
  })
}

function toProblem(problem: z.core.$ZodIssue, value: unknown): FactsProblem[] {
  const path = problem.path.map(String)
  if (problem.code === 'unrecognized_keys')
    return problem.keys.map((key) => ({
      kind: 'unknown-key',
      path: [...path, key],
      expected: problem.message,
    }))
  // A wrong key is told at the place of its value.
  if (problem.code === 'invalid_format' && path.length === 2)
    return [{ kind: 'wrong-key', path, expected: problem.message }]

  const found = (JSON.stringify(getValueAt(value, path)) ?? 'nothing').slice(0, 60)
  const expected = problem.message.replace(/^(Invalid (input|option)|Too (small|big)): /, '')
  return [{ kind: 'wrong-value', path, found, expected }]
}

function getValueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null) return undefined
    return Object.entries(inner).find(([name]) => name === key)?.[1]
  }, value)
}
