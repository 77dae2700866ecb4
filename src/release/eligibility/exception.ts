import { countDays, formatDate, isDate } from '../calendar.ts'
import type { Exception } from '../facts/facts.ts'
import type { RuleFinding } from '../planning/verdict.ts'
import type { Obstacle } from './eligible-changes-table.ts'
import {
  capitalizeSentence,
  createFinding,
  type EligibilityQuestion,
  type RuleAnswer,
  suggestStating,
} from './findings.ts'

/** A recorded permission, or why there is none that holds today. */
type ExceptionState =
  | { readonly kind: 'holds'; readonly exception: Exception; readonly found: RuleAnswer }
  | { readonly kind: 'none' | 'void'; readonly found: RuleAnswer }

/**
 * A recorded exception holds with a name and a reason, through its last day in the policy's time zone, and only so far
 * ahead as the policy allows: a permission for ever is a change of the policy.
 */
export function getPermission(asked: EligibilityQuestion): ExceptionState {
  const { candidate, facts, policy, now } = asked
  const record = suggestStating(candidate, 'exception: { by, because, until }')
  if (!facts.exception.known)
    return {
      kind: 'none',
      found: createFinding(
        'unknown',
        `No exception is recorded: ${facts.exception.why}.`,
        capitalizeSentence(record),
      ),
    }

  const exception = facts.exception.value
  const today = formatDate(policy.calendar.timeZone, now)
  const problem = findProblem(exception, today, policy.exceptions.maxDays)
  if (problem !== null)
    return {
      kind: 'void',
      found: createFinding('no', problem, capitalizeSentence(`to record a new one, ${record}`)),
    }

  const saw = `${exception.by} allows it until ${exception.until}: ${exception.because.replace(/[\s.]+$/, '')}.`
  return { kind: 'holds', exception, found: createFinding('yes', saw, null) }
}

function findProblem({ by, because, until }: Exception, today: string, maxDays: number): string | null {
  if (by.trim() === '') return 'The exception does not say who allows it.'
  if (because.trim() === '') return `The exception by ${by} does not say why.`
  if (!isDate(until)) return `The exception by ${by} does not say until when.`

  const left = countDays(today, until)
  if (left < 0) return `The exception by ${by} ran out with ${until}.`
  if (left > maxDays)
    return `The exception by ${by} runs until ${until}, more than ${maxDays} days from today.`
  return null
}

/** What the exception does for the verdict; told where one is recorded, or where one is what is missing. */
export function judgeException(seen: {
  readonly permission: ExceptionState
  readonly obstacles: readonly Obstacle[]
  readonly breaks: boolean
  readonly lifts: readonly Obstacle[]
}): RuleFinding[] {
  const { permission, obstacles } = seen
  const isMissing = obstacles.includes('case-by-case') && !obstacles.includes('next-minor')
  if (permission.kind === 'none' && !isMissing) return []

  const found = permission.kind === 'holds' ? describeEffect(permission.found, seen) : permission.found
  // Where nothing stands in the way an exception is not needed, and one that has run out harms nobody.
  const mode = obstacles.length > 0 || seen.breaks ? 'required' : 'off'
  return [{ rule: 'exception', section: 'Eligible Changes', mode, ...found }]
}

function describeEffect(
  allowed: RuleAnswer,
  {
    obstacles,
    breaks,
    lifts,
  }: { obstacles: readonly Obstacle[]; breaks: boolean; lifts: readonly Obstacle[] },
): RuleAnswer {
  if (breaks)
    return createFinding(
      'no',
      `${allowed.saw} But no exception lifts a breaking change.`,
      'Leave it for the next minor or major release.',
    )

  const held = obstacles.find((obstacle) => !lifts.includes(obstacle))
  if (held === undefined) return allowed
  return createFinding(
    'no',
    `${allowed.saw} But the policy lets no exception lift ${held}.`,
    `Add \`${held}\` to \`exceptions.lifts\`, or leave it out.`,
  )
}
