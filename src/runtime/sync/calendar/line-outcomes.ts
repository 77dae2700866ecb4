import { deriveSelection } from '../../../release/lifecycle/rules/selection.ts'
import type { OpenRelease } from '../../../release/lifecycle/state.ts'
import { getPlan } from '../../../release/lifecycle/view.ts'
import type { PinnedDay, PinnedPick } from '../../../release/lifecycle/words.ts'
import { type Line, listLines } from '../../../release/lines.ts'
import type { Policy } from '../../../release/policy.ts'
import { Refused } from '../../../release/refusal.ts'
import type { LineOutcome } from '../../../release/schedule/calendar-events.ts'
import { addVersionPrefix } from '../../../release/version-form.ts'
import { getNextVersion } from '../../../release/versions/versions.ts'
import { listOpenReleases } from '../../../store/events/releases.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { learnFrom } from '../../github-state/learn-facts.ts'
import type { GroundReading } from '../../ports/git.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { loadRelease } from '../../record/execute-command.ts'
import { readRolledBackContent } from '../../record/rollbacks.ts'

/** What the day of a patch means for one line, before anything of it is written. */
export interface LineOnDay extends LineOutcome {
  /** Null where nothing is due, or nothing can be. */
  readonly version: string | null
}

interface DayInput {
  readonly repo: GitHubRepository
  readonly ground: GroundReading
  readonly day: PinnedDay
  /** `2026-12-02`. */
  readonly today: string
}

/** Looks what is due on a day on each line that has releases by the calendar. */
export async function readLinesOnDay(deps: RuntimeDependencies, input: DayInput): Promise<LineOnDay[]> {
  const { ground, repo, today } = input
  const { policy, tags } = ground
  const lines = selectLines(listLines(tags, { tagPattern: policy.tagPattern }), policy, today)
  const open = await listOpen(deps, repo)
  const found: LineOnDay[] = []
  for (const line of lines) {
    const release = open.find(({ ledger }) => ledger.about.line === line.name)
    found.push(release ? judgeOpen(release, input) : await judgeUnopened(deps, line, input))
  }
  return found
}

/** The highest line, and those whose support the policy says until when; the highest first. */
export function selectLines(lines: readonly Line[], { line }: Policy, today: string): Line[] {
  const highest = lines.at(-1)
  const supported = lines.filter(({ name }) => {
    const ends = line.supportEnds[name]
    return ends === undefined ? name === highest?.name : today <= ends
  })
  return supported.toReversed()
}

async function listOpen({ store }: RuntimeDependencies, repo: GitHubRepository): Promise<OpenRelease[]> {
  return store.transact(async (unit) => {
    const found: OpenRelease[] = []
    for (const { release: id } of await listOpenReleases(unit, String(repo.ref.id))) {
      const { release } = await loadRelease(unit, id)
      if (release.status === 'open' && release.ledger.about.kind === 'patch') found.push(release)
    }
    return found
  })
}

/** A release that is open has its day if something of its plan is due; past its plan it is on its way already. */
function judgeOpen(release: OpenRelease, { day }: DayInput): LineOnDay {
  const { line, version } = release.ledger.about
  const { place } = release
  if (deriveSelection(place)?.kind !== 'by-criteria')
    return { line, version, outcome: 'under-way', later: [] }
  const picks = getPlan(release)?.picks
  // Its first plan is being made: what is due by then is left for its day by the rules.
  if (picks === undefined) return { line, version, outcome: 'joined', later: [] }
  return toOutcome({ line, version, outcome: 'joined' }, picks, day)
}

async function judgeUnopened(deps: RuntimeDependencies, line: Line, input: DayInput): Promise<LineOnDay> {
  const next = getNextVersion(line)
  if (next === null) return { line: line.name, version: null, outcome: 'nothing', later: [] }
  const version = addVersionPrefix(next)
  try {
    const { planned } = await deps.git.plan({
      at: { url: await input.repo.createGitUrl() },
      version,
      main: null,
      policy: null,
      rolledBack: await deps.store.transact((unit) => readRolledBackContent(unit, input.repo.ref.id)),
      selection: { kind: 'by-criteria', take: [], leave: [] },
      now: deps.now(),
      origins: input.repo.findPullRequestsOf,
      learn: learnFrom(input.repo, null),
    })
    return toOutcome({ line: line.name, version, outcome: 'opened' }, planned.picks, input.day)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    // A rule says so right after a release: nothing came to main since.
    const outcome = error.refusal.kind === 'rule' ? 'nothing' : 'refused'
    return { line: line.name, version: null, outcome, later: [] }
  }
}

type Wanted = Pick<LineOnDay, 'line' | 'version'> & { readonly outcome: 'opened' | 'joined' }

function toOutcome(wanted: Wanted, picks: readonly PinnedPick[], day: PinnedDay): LineOnDay {
  const isDue = ({ due }: PinnedPick) => due === undefined || due <= day.at
  const later = picks.filter((pick) => !isDue(pick)).map(({ candidate }) => candidate)
  if (picks.some(isDue)) return { ...wanted, later }
  return { ...wanted, version: null, outcome: 'nothing', later }
}
