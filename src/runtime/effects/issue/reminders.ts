import { z } from 'zod'
import { renderReminder } from '../../../messages/reminders/reminder-text.ts'
import { withholdDetails } from '../../../messages/security/withhold-details.ts'
import { renderReminderMessage } from '../../../messages/slack/reminder-message.ts'
import { getGitHubAudience } from '../../../release/lifecycle/disclosure.ts'
import { listChannels } from '../../../release/lifecycle/rules/channels.ts'
import type { OpenRelease } from '../../../release/lifecycle/state.ts'
import type { Person } from '../../../release/lifecycle/who.ts'
import { personSchema } from '../../../release/lifecycle/who.ts'
import { listReminders, type Reminder } from '../../../release/schedule/reminders.ts'
import { listOpenReleases } from '../../../store/events/releases.ts'
import { enqueue, type Work } from '../../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../../store/jobs/tasks.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { commentOnce } from '../../github-state/marked-comments.ts'
import { findSlackUsers } from '../../identity/find-person.ts'
import { getDisplayLane, loadRelease, parseRepositoryId } from '../../record/execute-command.ts'
import { postToTeam } from '../chats/calendar-messages.ts'

/** The types of the jobs that remind a person on GitHub, and in Slack. */
export const REMIND = 'remind'
export const REMIND_IN_SLACK = 'remind-in-slack'

const schema = z.strictObject({ release: z.string(), person: personSchema, channel: z.string().nullable() })

const DAY = 86_400

/**
 * Puts the reminders of a day to work: for each person one, of one release, whatever else waits for them. The day is that
 * of UTC. `repositories` are those that the App may still work in.
 */
export async function enqueueReminders(
  unit: Unit,
  { now, repositories }: { readonly now: number; readonly repositories: readonly number[] },
): Promise<void> {
  const waiting = new Map<number, { readonly person: Person; readonly releases: OpenRelease[] }>()
  const ids = new Map<OpenRelease, string>()
  for (const { release: id } of await listOpenReleases(unit, null)) {
    if (!repositories.includes(parseRepositoryId(id))) continue
    const { release, events } = await loadRelease(unit, id)
    if (release.status !== 'open' || release.ledger.shown.issue === null) continue
    ids.set(release, id)
    for (const { person } of listReminders(release, events, now)) {
      const known = waiting.get(person.id) ?? { person, releases: [] }
      if (!known.releases.includes(release)) known.releases.push(release)
      waiting.set(person.id, known)
    }
  }
  const day = Math.floor(now / DAY)
  for (const { person, releases } of waiting.values()) {
    // Where several wait, each has its turn.
    const release = releases[day % releases.length]
    const id = release && ids.get(release)
    if (release && id) await enqueue(unit, createReminders(release, { id, person, day, now }))
  }
}

function createReminders(
  release: OpenRelease,
  {
    id,
    person,
    day,
    now,
  }: { readonly id: string; readonly person: Person; readonly day: number; readonly now: number },
): Work[] {
  const same = { source: 'reminder', addedAt: now, at: null }
  const channels = listChannels(release).filter(
    ({ medium, audience }) => medium === 'slack' && audience === 'team',
  )
  return [
    {
      ...same,
      topic: 'effects',
      key: `${person.id}:${day}`,
      lane: getDisplayLane(id),
      type: REMIND,
      payload: JSON.stringify({ release: id, person, channel: null }),
    },
    ...channels.slice(0, 1).map(
      ({ name: channel }): Work => ({
        ...same,
        topic: 'messages',
        key: `${person.id}:${day}`,
        lane: `${id}:slack #${channel}`,
        type: REMIND_IN_SLACK,
        payload: JSON.stringify({ release: id, person, channel }),
      }),
    ),
  ]
}

/** What a person is reminded of by now; null where nothing is left of it. */
async function readReminders(deps: RuntimeDependencies, task: Task) {
  const { release: id, person, channel } = schema.parse(JSON.parse(task.payload))
  const loaded = await deps.store.transact((unit) => loadRelease(unit, id))
  if (loaded.release.status !== 'open') return null
  const audience = channel === null ? getGitHubAudience(loaded.release) : 'team'
  const { release, events } = withholdDetails({ ...loaded, release: loaded.release }, audience)
  if (release.status !== 'open') return null
  const reminders: readonly Reminder[] = listReminders(release, events, deps.now()).filter(
    (one) => one.person.id === person.id,
  )
  const { issue } = release.ledger.shown
  if (reminders.length === 0 || issue === null) return null
  return { release, person, channel, issue, reminders }
}

/** Reminds a person on the tracking issue, where GitHub notifies whom a comment mentions. */
export async function performReminder(deps: RuntimeDependencies, task: Task): Promise<Performed> {
  const found = await readReminders(deps, task)
  if (!found) return TASK_DONE
  const { release, person, issue, reminders } = found
  const { repository, version } = release.ledger.about
  const repo = await deps.github.openRepository(repository.id)
  const text = renderReminder({ login: person.login, version, reminders, now: deps.now() })
  await commentOnce(repo, issue, { kind: 'told', id: `reminder-${task.key}`, text })
  return TASK_DONE
}

/** The same in the team's channel in Slack. */
export async function performSlackReminder(deps: RuntimeDependencies, task: Task): Promise<Performed> {
  const found = await readReminders(deps, task)
  const { slack } = deps.chats
  if (!found || found.channel === null || !slack) return TASK_DONE
  const { release, person, channel, issue, reminders } = found
  const { repository, version, terms } = release.ledger.about
  const repo = await deps.github.openRepository(repository.id)
  const workspace = await slack.fetchWorkspace()
  const users = await deps.store.transact((unit) =>
    findSlackUsers(unit, workspace, { githubIds: [person.id], terms }),
  )
  const message = renderReminderMessage({
    ...{ login: person.login, version, reminders, now: deps.now() },
    user: users.get(person.id) ?? null,
    repository: repo.fullName,
    issueUrl: `${repo.webUrl}/issues/${issue}`,
  })
  return postToTeam(deps, task, { channel, message })
}
