import type { PinnedDay } from '../../../release/lifecycle/words.ts'
import type { CalendarEvent, LineOutcome } from '../../../release/schedule/calendar-events.ts'
import type { DueDay } from '../../../release/schedule/scheduled-days.ts'
import type { Unit } from '../../../store/transaction.ts'
import { createReleaseId, executeCommand } from '../../record/execute-command.ts'
import { createFrozenLines } from '../../record/frozen-lines.ts'
import { readRollbacks } from '../../record/rollbacks.ts'
import { announceDay } from './announced-days.ts'
import type { CalendarContext } from './calendar-context.ts'
import { type LineOnDay, readLinesOnDay } from './line-outcomes.ts'
import { createReleaseDue } from './opening-by-itself.ts'

/** What was prepared of a day; called in the transaction that has the calendar locked, and writes what comes of it. */
export type PreparedDay = (unit: Unit) => Promise<CalendarEvent>

/** Prepares what a release day asks for: everything that the world has to be asked, or has to show, comes first. */
export async function prepareDay(context: CalendarContext, due: DueDay): Promise<PreparedDay> {
  if (due.isLate) return async () => toEvent(context, due, { lines: [], issue: null })
  if (due.day.kind !== 'patch') {
    const issue = await announceDay(context, due)
    return async () => toEvent(context, due, { lines: [], issue })
  }
  const { regular, slot } = due.day
  const day: PinnedDay = { regular, date: slot.date, at: slot.at }
  const lines = await readLinesOnDay(context.deps, { ...context, day })
  const opening = await Promise.all(lines.map((line) => prepareLine(context, day, line)))
  return async (unit) => {
    const outcomes: LineOutcome[] = []
    for (const write of opening) outcomes.push(await write(unit))
    return toEvent(context, due, { lines: outcomes, issue: null })
  }
}

function toEvent(
  { deps }: CalendarContext,
  { day: { kind, regular }, stage, isLate }: DueDay,
  { lines, issue }: { readonly lines: readonly LineOutcome[]; readonly issue: number | null },
): CalendarEvent {
  const by = { kind: 'rule' } as const
  return { type: 'DayHandled', at: deps.now(), by, kind, regular, stage, isLate, lines, issue }
}

/** Opens the release of a line, or tells one that is open that its day came. */
async function prepareLine(
  { deps, repo, ground }: CalendarContext,
  day: PinnedDay,
  line: LineOnDay,
): Promise<(unit: Unit) => Promise<LineOutcome>> {
  const { version, outcome } = line
  if (version === null || outcome === 'under-way') return async () => line
  const id = createReleaseId(repo.ref.id, version)
  const at = deps.now()
  if (outcome === 'joined')
    return async (unit) => {
      await executeCommand(unit, id, { type: 'ReleaseDayCame', at, day })
      return line
    }
  const rollbacks = await deps.store.transact((unit) => readRollbacks(unit, repo.ref.id))
  const findFrozenLines = createFrozenLines(deps.store, { repository: repo.ref.id, at })
  const fact = await createReleaseDue({
    ...{ repo, ground, version, at, day, alarm: null, rollbacks, findFrozenLines },
  })
  return async (unit) => {
    const result = await executeCommand(unit, id, fact)
    const isOpened = result.kind === 'accepted' && result.events.length > 0
    return isOpened ? line : { ...line, outcome: 'refused', version: null }
  }
}
