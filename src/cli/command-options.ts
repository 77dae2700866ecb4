import { z } from 'zod'
import { Refused } from '../release/refusal.ts'
import type { CliCall, CommandWords, OptionSpec } from './command.ts'
import type { PlanRequest, RepositorySource } from './engine.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DIGEST_START = /^[0-9a-f]{8,64}$/i

/** What every command takes, before or after its name. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'repo',
    value: 'PATH',
    about: 'the clone to work on, or a remote URL (default: this folder)',
    completes: 'folder',
  },
  {
    name: 'date',
    value: 'DAY',
    about: 'use this day as today, such as 2026-02-11: due times, exceptions, notes',
  },
  { name: 'json', value: null, about: 'print one JSON document instead of a screen' },
  {
    name: 'color',
    value: 'WHEN',
    about: 'color: auto, always or never (default: auto)',
    choices: ['auto', 'always', 'never'],
  },
  { name: 'quiet', value: null, about: 'print only the result: no progress, warnings or next steps' },
  { name: 'debug', value: null, about: 'show where in the program an error came from' },
]

/** What every command takes that looks into a repository. */
export const SOURCE_OPTIONS: readonly OptionSpec[] = [
  { name: 'main', value: 'REF', about: "the main branch (default: the policy's, else the repository's own)" },
  {
    name: 'policy',
    value: 'FILE',
    about: 'a policy file to use instead of the one on main',
    completes: 'file',
  },
  {
    name: 'jobs',
    value: 'NUMBER',
    about: 'how many git processes may run at a time (default: 2; 1 on one core)',
  },
]

/** What every command takes that makes a plan; the same options give the same plan. */
export const PLAN_OPTIONS: readonly OptionSpec[] = [
  { name: 'line', value: 'LINE', about: 'the stable line, such as 2.0 (default: the highest one)' },
  { name: 'base', value: 'TAG', about: "the tag to start from (default: the line's last stable one)" },
  {
    name: 'facts',
    value: 'FILE',
    about: "a facts file: what commits don't prove (docs/facts.md)",
    completes: 'file',
  },
  {
    name: 'pick',
    value: 'CHANGE',
    about: "also take this change: '#12' or a commit; may be repeated",
    repeatable: true,
  },
  {
    name: 'drop',
    value: 'CHANGE',
    about: "leave out this change: '#13' or a commit; may be repeated",
    repeatable: true,
  },
  {
    name: 'with-dependencies',
    value: null,
    about: 'also take the earlier changes that a conflicting pick needs',
  },
  { name: 'skip-conflicts', value: null, about: 'continue without the picks that conflict' },
  ...SOURCE_OPTIONS,
]

const word = z.string().min(1, 'must not be empty')
const words = z.array(word).readonly()

const globalShape = {
  repo: word.optional(),
  date: z.string().optional(),
  json: z.literal(true).optional(),
  color: z.string().optional(),
  quiet: z.literal(true).optional(),
  debug: z.literal(true).optional(),
}

const sourceShape = {
  ...globalShape,
  main: word.optional(),
  policy: word.optional(),
  jobs: z
    .string()
    .regex(/^[1-9]\d?$/, 'must be a whole number from 1 to 99')
    .transform(Number)
    .optional(),
}

const planShape = {
  ...sourceShape,
  version: word.optional(),
  line: word.optional(),
  base: word.optional(),
  facts: word.optional(),
  pick: words.optional(),
  drop: words.optional(),
  'with-dependencies': z.literal(true).optional(),
  'skip-conflicts': z.literal(true).optional(),
}

/** What may follow a command that needs no repository of its own. */
export const globalInput = z.strictObject(globalShape)
export const sourceInput = z.strictObject(sourceShape)
export const planInput = z.strictObject(planShape)

/** The digest of a plan, or its first digits: fewer than eight could name another plan some day. */
export const digestInput = z.string().regex(DIGEST_START, 'must be 8 to 64 hexadecimal digits')

type SourceInput = z.output<typeof sourceInput>
type PlanInput = z.output<typeof planInput>

export function createSourceRequest(call: CliCall, input: SourceInput): RepositorySource {
  return {
    repository: input.repo ?? '.',
    main: input.main ?? null,
    policyFile: input.policy ?? null,
    jobs: input.jobs ?? null,
    now: call.now,
    onProgress: call.onProgress,
  }
}

export function createPlanRequest(call: CliCall, input: PlanInput): PlanRequest {
  return {
    ...createSourceRequest(call, input),
    version: input.version ?? null,
    line: input.line ?? null,
    base: input.base ?? null,
    factsFile: input.facts ?? null,
    pick: input.pick ?? [],
    drop: input.drop ?? [],
    skipConflicts: input['skip-conflicts'] ?? false,
    withDependencies: input['with-dependencies'] ?? false,
  }
}

/**
 * Seconds since 1970 at the start of a day, in UTC.
 *
 * @throws {Refused} when there is no such day
 */
export function parseDay(day: string): number {
  const at = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // Date.parse takes the 31st of a shorter month for the 1st or so of the next.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(day)) return at / 1000
  throw new Refused({
    kind: 'usage',
    what: `\`--date ${day}\` isn't a day.`,
    next: 'Write the year, month and day: `--date 2026-02-11`.',
  })
}

/**
 * The words of a call as its command understands them.
 *
 * @throws {Refused} naming every option or argument that does not fit
 */
export function parseWords<Input>(input: z.ZodType<Input>, words: CommandWords, command: string): Input {
  const read = input.safeParse({ ...words.options, ...words.arguments })
  if (read.success) return read.data
  const mistakes = read.error.issues.map(({ path, message }) => `${nameWord(words, path)} ${message}.`)
  throw new Refused({
    kind: 'usage',
    what: mistakes.join(' '),
    next: `\`release-captain ${command} --help\` shows its arguments and options, with examples.`,
  })
}

function nameWord(words: CommandWords, path: readonly PropertyKey[]): string {
  const name = String(path[0])
  const value = words.arguments[name] ?? words.options[name]
  if (name in words.arguments) return value === '' ? name.toUpperCase() : `\`${value}\``
  return typeof value === 'string' && value !== '' ? `\`--${name} ${value}\`` : `\`--${name}\``
}
