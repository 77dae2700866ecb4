import { toLocalDate } from '../../release/calendar/release-days.ts'
import { Refused } from '../../release/refusal.ts'
import type { CalendarEvent } from '../../release/schedule/calendar-events.ts'
import { createCalendarView } from '../../release/schedule/calendar-view.ts'
import { type DueDay, listDueDays } from '../../release/schedule/scheduled-days.ts'
import { writeCalendarView } from '../../store/calendars/calendar-views.ts'
import { type Performed, TASK_DONE } from '../../store/jobs/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'
import { enqueueDayMessages } from '../effects/chats/calendar-messages.ts'
import { describeRefused } from '../record/describe-failure.ts'
import type { CalendarContext } from '../sync/calendar/calendar-context.ts'
import {
  type LoadedCalendar,
  loadCalendar,
  loadLockedCalendar,
  recordCalendarEvent,
} from '../sync/calendar/calendar-record.ts'
import { type PreparedDay, prepareDay } from '../sync/calendar/handle-day.ts'
import { enqueueCalendarLooks } from '../sync/calendar/next-looks.ts'

/**
 * Looks at the calendar of a repository: what is due is done, once for all replicas, also where no one was there at the
 * hour itself. What the world is asked for comes first; then it is looked again, in the transaction that writes it.
 */
export async function handleCalendarSync(
  deps: RuntimeDependencies,
  { repository }: { readonly repository: number },
): Promise<Performed> {
  const repo = await deps.github.openRepository(repository)
  const looking = { ...deps, git: deps.git.withOneFetch() }
  const ground = await readGround(looking, repo)
  if (ground === null) return TASK_DONE
  const now = deps.now()
  const today = toLocalDate(ground.policy, now).toString()
  const context: CalendarContext = { deps: looking, repo, ground, today }
  const { state } = await deps.store.transact((unit) => loadCalendar(unit, repository))
  const due = listDueDays(ground.policy, state, now)
  const prepared: { readonly due: DueDay; readonly write: PreparedDay }[] = []
  for (const one of due) prepared.push({ due: one, write: await prepareDay(context, one) })
  return {
    kind: 'done',
    write: async (unit) => {
      let calendar = await loadLockedCalendar(unit, repository)
      for (const one of prepared) calendar = await writeDay(unit, context, { calendar, ...one })
      await enqueueCalendarLooks(unit, { repository, policy: ground.policy, state: calendar.state, now })
      const view = createCalendarView(ground.policy, calendar.state, now)
      await writeCalendarView(unit, repository, { view, at: now })
    },
  }
}

/** Null where main has no valid policy: there the verdicts say so. */
async function readGround({ git, log }: RuntimeDependencies, repo: CalendarContext['repo']) {
  try {
    return await git.readGround({ url: await repo.createGitUrl() })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    log.warn(
      { repository: repo.fullName, problem: describeRefused(repo, error.refusal) },
      'The calendar could not be read.',
    )
    return null
  }
}

/** What another replica did meanwhile, or a person decided, isn't done. */
async function writeDay(
  unit: Unit,
  context: CalendarContext,
  {
    calendar,
    due,
    write,
  }: { readonly calendar: LoadedCalendar; readonly due: DueDay; readonly write: PreparedDay },
): Promise<LoadedCalendar> {
  const { deps, repo, ground } = context
  const still = listDueDays(ground.policy, calendar.state, deps.now()).some(
    ({ day, stage }) => day.kind === due.day.kind && day.regular === due.day.regular && stage === due.stage,
  )
  if (!still) return calendar
  const event: CalendarEvent = await write(unit)
  await enqueueDayMessages(unit, { repo, policy: ground.policy, event, at: deps.now() })
  return recordCalendarEvent(unit, repo.ref.id, { calendar, event })
}
