import { renderAnswer } from '../../messages/github/comments/answer.ts'
import { renderAnswerMessage } from '../../messages/slack/answer.ts'
import { listReleases } from '../../store/events/releases.ts'
import { findTwin } from '../../store/inbox/deliveries.ts'
import { type Performed, TASK_DONE, type Task } from '../../store/jobs/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { giveAnswer } from '../commands/answer.ts'
import type { RuntimeDependencies } from '../context.ts'
import { enqueueEphemeral } from '../effects/chats/ephemeral-messages.ts'
import { DISCORD, giveUpDiscordCommand, handleDiscordCommand } from '../handlers/discord/command.ts'
import { createEphemeralTarget, handleInteraction } from '../handlers/slack/interaction.ts'
import { type SlackInteraction, slackInteractionSchema } from '../ports/slack-interaction.ts'
import { createSeenNothing, type SeenWork } from '../record/coalesce.ts'
import { toKnownRelease } from '../record/release-summary.ts'
import { dispatchDelivery } from '../webhooks/dispatch-delivery.ts'
import type { WebhookReport } from '../webhooks/report.ts'
import { handleAdvisory } from './advisory.ts'
import { ALERTS, handleAlerts } from './alerts.ts'
import { handleComment } from './comment.ts'
import { askDeployer } from './deployments.ts'
import { enqueueJobs, JOB } from './enqueue-jobs.ts'
import { handleIssueEdit } from './issue-edit.ts'
import { jobSchema } from './job-schema.ts'
import { createLaneShares, type LaneShares } from './limits/lane-shares.ts'
import { createKnownOutsiders, type KnownOutsiders } from './limits/outsiders.ts'
import { createWorkBudget, type WorkBudget } from './limits/work-budget.ts'
import { handlePullCheck } from './pull-check.ts'
import { type Job, routeReport } from './route-delivery.ts'
import { handleCalendarSync } from './sync-calendar.ts'
import { DEFAULT_LABELS, handleCandidateSync } from './sync-candidates.ts'
import { handleReleaseSync } from './sync-release.ts'

/** The source of interactions in Slack. */
export const SLACK = 'slack'

/** Creates the handler of the inbox: a delivery becomes jobs, each in the lane of what it is about; a job is run. */
export function createInboxHandler(
  deps: RuntimeDependencies,
  shares: LaneShares = createLaneShares(),
): (task: Task) => Promise<Performed> {
  const known: InboxMemory = {
    seen: createSeenNothing(),
    shares,
    budget: createWorkBudget(),
    outsiders: createKnownOutsiders(),
  }
  return (task) => (task.source === JOB ? runJob(deps, known, task) : dispatchTask(deps, known, task))
}

/** What one process remembers between its jobs; forgotten at its end. */
interface InboxMemory {
  readonly seen: SeenWork
  readonly shares: LaneShares
  readonly budget: WorkBudget
  readonly outsiders: KnownOutsiders
}

/** Runs the handlers of a delivery, and writes what they report in the transaction that marks the delivery done. */
async function dispatchTask(
  deps: RuntimeDependencies,
  { seen: { mains, labels }, shares, outsiders }: InboxMemory,
  task: Task,
): Promise<Performed> {
  if (task.source === SLACK) return dispatchSlack(deps, task)
  if (task.source === DISCORD) return handleDiscordCommand(deps, task)
  if (task.source === ALERTS) return handleAlerts(deps, task)
  const [name = ''] = task.type.split('.')
  const delivery = { id: task.key, name, payload: JSON.parse(task.payload) }
  shares.learn(delivery.payload)
  const { reports, malformed } = await dispatchDelivery(deps.webhooks, delivery)
  if (malformed)
    deps.log.warn({ delivery: task.key, event: name }, "A payload doesn't match GitHub's description.")
  if (reports.length === 0) return TASK_DONE
  if (reports.some(isPersonsWord) && (await isReplayed(deps, task))) return TASK_DONE
  return {
    kind: 'done',
    write: async (unit) => {
      const jobs: Job[] = []
      for (const report of reports) {
        if (report.kind === 'deployment-changed') await askDeployer(unit, report.key, deps.now())
        const known = (await listReleases(unit, String(report.repository))).map(toKnownRelease)
        jobs.push(
          ...routeReport(report, known, {
            mainBranch: mains.get(report.repository) ?? report.defaultBranch,
            labels: labels.get(report.repository) ?? DEFAULT_LABELS,
          }),
        )
      }
      const at = deps.now()
      await enqueueJobs(
        unit,
        jobs.map((job) => outsiders.sort(job, at)),
        { because: task.key, at },
      )
    },
  }
}

/** What is believed as it was delivered, and so must not be believed twice; everything else is looked up. */
function isPersonsWord({ kind }: WebhookReport): boolean {
  return kind === 'commented' || kind === 'issue-edited'
}

async function isReplayed({ store, log }: RuntimeDependencies, task: Task): Promise<boolean> {
  const twin = await store.transact((unit) => findTwin(unit, task))
  if (twin === null) return false
  log.warn(
    { delivery: task.key, first: twin },
    'A delivery came again under another id, and counts for nothing.',
  )
  return true
}

/** The adapter wrote it: what does not fit was written by another version. */
function dispatchSlack({ now }: RuntimeDependencies, task: Task): Performed {
  const job: Job = { kind: 'slack', arrival: slackInteractionSchema.parse(JSON.parse(task.payload)) }
  return { kind: 'done', write: (unit) => enqueueJobs(unit, [job], { because: task.key, at: now() }) }
}

function runJob(
  deps: RuntimeDependencies,
  { seen, budget, outsiders }: InboxMemory,
  task: Task,
): Promise<Performed> {
  const job = parseJob(task)
  switch (job.kind) {
    case 'comment':
      return handleComment(deps, job, { budget, outsiders })
    case 'edit':
      return handleIssueEdit(deps, task.key, job)
    case 'observe':
      return handleReleaseSync(deps, seen.covered, { task, release: job.release })
    case 'survey':
      return handleCandidateSync(deps, seen, { task, turn: job })
    case 'calendar':
      return handleCalendarSync(deps, { repository: job.repository })
    case 'pull':
      return handlePullCheck(deps, job)
    case 'advisory':
      return handleAdvisory(deps, job)
    case 'slack':
      return handleInteraction(deps, task.key, job.arrival)
  }
}

function parseJob({ payload }: Task): Job {
  return jobSchema.parse(JSON.parse(payload))
}

/** What was given up: whoever said something hears that nothing was done; what looks is looked at again by the timer. */
export async function giveUpInbox(
  deps: RuntimeDependencies,
  unit: Unit,
  { task, problem }: GivenUpJob,
): Promise<void> {
  deps.log.error({ work: task.key, type: task.type, problem }, 'A delivery could not be handled.')
  if (task.source === DISCORD) return giveUpDiscordCommand(deps, unit, task)
  if (task.source !== JOB) return
  const job = parseJob(task)
  if (job.kind === 'slack')
    return giveUpSlack(unit, { key: task.key, interaction: job.arrival, at: deps.now() })
  if (job.kind !== 'comment' || job.said.by.kind === 'bot') return

  const { repository, number, comment, by } = job.said
  const text = renderAnswer({
    to: by.login,
    answers: [{ said: '/release', outcome: { kind: 'refused', refusal: BROKEN } }],
  })
  await giveAnswer(unit, { repository, number, to: by.id, id: `comment-${comment}`, text }, deps.now())
}

const BROKEN = {
  kind: 'repository',
  what: 'Something went wrong, and nothing was done.',
  next: 'Try again in a few minutes. Your Release Captain administrator finds the reason in the log.',
} as const

async function giveUpSlack(
  unit: Unit,
  {
    key,
    interaction,
    at,
  }: { readonly key: string; readonly interaction: SlackInteraction; readonly at: number },
): Promise<void> {
  if (interaction.kind === 'home') return
  const outcome = { kind: 'refused', refusal: BROKEN } as const
  const message = renderAnswerMessage({ answers: [{ said: '/release', outcome }] })
  await enqueueEphemeral(unit, { id: key, to: createEphemeralTarget(interaction), message }, at)
}

interface GivenUpJob {
  readonly task: Task
  readonly problem: string
}
