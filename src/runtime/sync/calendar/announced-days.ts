import { renderAnnouncedDay, renderDayCame } from '../../../messages/calendar/announced-day.ts'
import { createMark, hasMark } from '../../../messages/github/markdown/mark.ts'
import { Refused } from '../../../release/refusal.ts'
import type { DueDay } from '../../../release/schedule/scheduled-days.ts'
import { fetchReleaseManager } from '../../github-state/create-open-command.ts'
import { learnFrom } from '../../github-state/learn-facts.ts'
import { commentOnce } from '../../github-state/marked-comments.ts'
import { readRolledBackContent } from '../../record/rollbacks.ts'
import type { CalendarContext } from './calendar-context.ts'

/** By which people find the tracking issues among all others. */
const LABEL = 'release'
const MARK = 'release-day'

/**
 * The tracking issue that reminds of a minor or major release: found by its mark, else opened and given to the release
 * manager of that day. On the day it is told that it came. Returns its number.
 */
export async function announceDay(context: CalendarContext, { day, stage }: DueDay): Promise<number> {
  const { repo, ground, deps } = context
  const id = `${day.kind}-${day.regular}`
  const manager = await fetchReleaseManager(repo, ground.policy, day.slot.at)
  const own = await repo.listOwnIssues()
  const found = own.find(({ body, isPullRequest }) => !isPullRequest && hasMark(body, MARK, id))
  const issue = found ?? (await repo.openIssue({ ...(await renderIssue(context, day)), labels: [LABEL] }))
  if (manager && (!found || stage !== 'due')) await repo.assign(issue.number, [manager.login])
  if (stage === 'due' && issue.state === 'open')
    await commentOnce(repo, issue.number, { kind: 'told', id, text: renderDayCame(day, manager) })
  deps.log.info({ repository: repo.fullName, issue: issue.number }, 'Reminded of a release.')
  return issue.number
}

async function renderIssue(context: CalendarContext, day: DueDay['day']) {
  const { title, body } = renderAnnouncedDay(day, {
    waiting: await listWaiting(context),
    webUrl: context.repo.webUrl,
  })
  return { title, body: `${body}\n\n${createMark(MARK, `${day.kind}-${day.regular}`)}` }
}

/** Changes on main that the criteria leave for a minor release; null where no plan can be made. */
async function listWaiting({ deps, repo }: CalendarContext) {
  try {
    const { plan } = await deps.git.plan({
      at: { url: await repo.createGitUrl() },
      version: null,
      main: null,
      policy: null,
      rolledBack: await deps.store.transact((unit) => readRolledBackContent(unit, repo.ref.id)),
      selection: { kind: 'by-criteria', take: [], leave: [] },
      now: deps.now(),
      origins: repo.findPullRequestsOf,
      learn: learnFrom(repo, null),
    })
    return plan.considered.filter(({ verdict }) => verdict.kind === 'next-minor')
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return null
  }
}
