import { z } from 'zod'
import { CANDIDATE_LABEL } from '../../release/candidate.ts'
import { selectionOf } from '../../release/lifecycle/selection.ts'
import type { OpenRelease } from '../../release/lifecycle/state.ts'
import type { Planned } from '../../release/lifecycle/words.ts'
import { canonicalJson } from '../../release/policy/canonical.ts'
import { Refused } from '../../release/refusal.ts'
import { byVersion } from '../../release/versions.ts'
import { releasesOf } from '../../store/releases.ts'
import { DONE, type Performed, type Task } from '../../store/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { waitingWork } from '../../store/work.ts'
import { giveAnswer } from '../commands/answering.ts'
import type { Seen } from '../covered.ts'
import { learnFrom } from '../learning.ts'
import { openCommand, termsNow } from '../opening.ts'
import type { PlanSeen } from '../ports/git.ts'
import type { Hub } from '../ports/github.ts'
import { loadRelease, releaseId, tell } from '../record.ts'
import type { Turn } from '../routing.ts'
import { type Nomination, type Nominations, nominations } from '../surveying/nominations.ts'
import { showVerdict, withdrawVerdict } from '../surveying/verdicts.ts'
import type { World } from '../world.ts'

type SurveyTurn = Extract<Turn, { kind: 'survey' }>

/**
 * Looks at the candidates of a repository anew (§1.1): who nominated what, what becomes of each, and whether the plan
 * of a release that is being prepared is still what it would be. Surveys that wait meanwhile are done with this one.
 */
export async function surveyTurn(
  world: World,
  { covered, mains }: Seen,
  { task, turn }: { readonly task: Task; readonly turn: SurveyTurn },
): Promise<Performed> {
  if (covered.has(task.lane, task.id)) return DONE
  const waiting = await world.store.transact((unit) => waitingWork(unit, { ...task, type: 'survey' }))
  const hub = await world.github.hub(turn.repository)
  const asked = new Set(
    [turn, ...waiting.map(({ payload }) => turnOf(payload))].flatMap(({ pulls }) => pulls),
  )
  const survey = await surveyed(world, hub, { asked, mains })
  covered.until(task.lane, Math.max(task.id, ...waiting.map(({ id }) => id)))
  return survey
}

const schema = z.object({ pulls: z.array(z.int()) })

function turnOf(payload: string): Pick<SurveyTurn, 'pulls'> {
  return schema.parse(JSON.parse(payload))
}

async function surveyed(
  world: World,
  hub: Hub,
  { asked, mains }: { readonly asked: ReadonlySet<number>; readonly mains: Map<number, string> },
): Promise<Performed> {
  const about = { repository: hub.fullName }
  try {
    const ground = await world.git.ground({ url: await hub.gitUrl() })
    mains.set(hub.ref.id, ground.main.ref)
    const named = await nominations(hub, await termsNow(hub, ground.policy))
    for (const { number } of named.refused) await hub.removeLabel(number, CANDIDATE_LABEL)
    const surveys = await plansNow(world, hub)
    const [first] = surveys
    if (!first) throw new Error('no plan was made')
    await showVerdicts(world, hub, { seen: first.seen, named, asked })
    const isFirst = first.preparing === null
    const opening = isFirst ? await openingOf(world, hub, { seen: first.seen, named }) : null
    return {
      kind: 'done',
      write: async (unit) => {
        for (const { number, id, text } of named.refused)
          await giveAnswer(unit, { repository: hub.ref.id, number, id, text }, world.now())
        for (const { preparing, seen } of surveys)
          if (preparing && isOther(preparing, seen.planned))
            await tell(unit, preparing.id, { type: 'CandidatesChanged', at: world.now() })
        await opening?.(unit)
      },
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    world.log.warn(about, `The candidates could not be looked at: ${error.refusal.what}`)
    return DONE
  }
}

/** A release that is open. */
interface Preparing {
  readonly id: string
  readonly release: OpenRelease
}

/** A plan as it would be now, of a release that is being prepared, or of the next patch where none is. */
interface PlanNow {
  readonly preparing: Preparing | null
  readonly seen: PlanSeen
}

/** One for each release that is open, that of the highest line first; it is where a verdict on a pull request counts. */
async function plansNow(world: World, hub: Hub): Promise<PlanNow[]> {
  const open = await preparing(world, hub)
  if (open.length === 0) return [{ preparing: null, seen: await planNow(world, hub, null) }]

  const plans: PlanNow[] = []
  for (const one of open) plans.push({ preparing: one, seen: await planNow(world, hub, one) })
  return plans
}

async function preparing(world: World, hub: Hub): Promise<Preparing[]> {
  return world.store.transact(async (unit) => {
    const found: Preparing[] = []
    for (const { release: id, open } of await releasesOf(unit, String(hub.ref.id))) {
      if (!open) continue
      const { release } = await loadRelease(unit, id)
      // Once the tag is asked for, what is in it is settled, and new candidates are the next version's.
      if (release.status !== 'open' || selectionOf(release.place) === null) continue
      if (release.ledger.about.kind === 'patch') found.push({ id, release })
    }
    return found.toSorted((one, other) =>
      byVersion(other.release.ledger.about.version, one.release.ledger.about.version),
    )
  })
}

async function planNow({ git, now }: World, hub: Hub, preparing: Preparing | null): Promise<PlanSeen> {
  const ledger = preparing?.release.ledger ?? null
  const place = preparing?.release.place
  const selection = place && 'selection' in place ? place.selection : null
  return git.plan({
    at: { url: await hub.gitUrl() },
    version: ledger?.about.version ?? null,
    main: null,
    policy: ledger?.about.policy ?? null,
    selection: selection ?? { kind: 'by-criteria', take: [], leave: [] },
    now: now(),
    learn: learnFrom(hub, ledger),
  })
}

/** Whether another plan would come out than the one on record, or the same with other words about it. */
function isOther({ release }: Preparing, planned: Planned): boolean {
  const { place } = release
  if (place.step !== 'planned' || place.selection.kind !== 'by-criteria') return false
  return canonicalJson(place.plan) !== canonicalJson(planned)
}

interface Surveyed {
  readonly seen: PlanSeen
  readonly named: Nominations
}

/** Each nominated pull request says what becomes of it; one that was asked about and is not nominated says that. */
async function showVerdicts(
  world: World,
  hub: Hub,
  { seen, named, asked }: Surveyed & { readonly asked: ReadonlySet<number> },
): Promise<void> {
  const { plan } = seen
  const inRange = new Set([...plan.considered, ...plan.leftOut].map(({ candidate }) => candidate.id))
  const shown = named.taken.filter(({ open, pullRequest }) => open || inRange.has(`#${pullRequest}`))
  const numbers = new Set(shown.map(({ pullRequest }) => pullRequest))
  for (const number of numbers) await showVerdict(world, hub, { number, plan })
  for (const number of asked) if (!numbers.has(number)) await withdrawVerdict(hub, number)
}

/** The first candidate that somebody names begins the release: its tracking issue is where people talk about it. */
async function openingOf(
  world: World,
  hub: Hub,
  { seen, named }: Surveyed,
): Promise<((unit: Unit) => Promise<void>) | null> {
  const considered = new Set(seen.plan.considered.map(({ candidate }) => candidate.id))
  const first: Nomination | undefined = named.taken
    .filter(({ pullRequest }) => considered.has(`#${pullRequest}`))
    .toSorted((one, other) => one.at - other.at)[0]
  if (!first) return null

  const { person, account } = first.by
  const { version } = seen.plan
  const command = await openCommand({
    hub,
    git: world.git,
    asker: { person, account },
    version,
    at: world.now(),
    track: 'regular',
    emergency: null,
    selection: { kind: 'by-criteria', take: [], leave: [] },
    goal: { kind: 'plan' },
  })
  return async (unit) => {
    await tell(unit, releaseId(hub.ref.id, version), command)
  }
}
