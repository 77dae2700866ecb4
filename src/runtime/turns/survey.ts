import { z } from 'zod'
import type { OpenRelease } from '../../release/lifecycle/state.ts'
import type { Planned } from '../../release/lifecycle/words.ts'
import { canonicalJson } from '../../release/policy/canonical.ts'
import { Refused } from '../../release/refusal.ts'
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
import { type Loaded, loadRelease, releaseId, tell } from '../record.ts'
import { CANDIDATE_LABEL, type Turn } from '../routing.ts'
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
    const release = await preparing(world, hub)
    const seen = await planNow(world, hub, release)
    await showVerdicts(world, hub, { seen, named, asked })
    const opening = release === null ? await openingOf(world, hub, { seen, named }) : null
    return {
      kind: 'done',
      write: async (unit) => {
        for (const { number, id, text } of named.refused)
          await giveAnswer(unit, { repository: hub.ref.id, number, id, text }, world.now())
        if (release && isOther(release, seen.planned))
          await tell(unit, release.id, { type: 'CandidatesChanged', at: world.now() })
        await opening?.(unit)
      },
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    world.log.warn(about, `The candidates could not be looked at: ${error.refusal.what}`)
    return DONE
  }
}

/** A release whose plan still follows the criteria. */
interface Preparing extends Loaded {
  readonly release: OpenRelease
}

/** The release that is being prepared: its plan is kept as main and the labels are. */
async function preparing(world: World, hub: Hub): Promise<Preparing | null> {
  return world.store.transact(async (unit) => {
    for (const { release: id, open } of await releasesOf(unit, String(hub.ref.id))) {
      if (!open) continue
      const loaded = await loadRelease(unit, id)
      const { release } = loaded
      if (release.status === 'open' && release.ledger.about.kind === 'patch') return { ...loaded, release }
    }
    return null
  })
}

function planNow({ git, now }: World, hub: Hub, preparing: Preparing | null): Promise<PlanSeen> {
  const ledger = preparing?.release.ledger ?? null
  const place = preparing?.release.place
  const selection = place && 'selection' in place ? place.selection : null
  return hub.gitUrl().then((url) =>
    git.plan({
      at: { url },
      version: ledger?.about.version ?? null,
      main: null,
      policy: ledger?.about.policy ?? null,
      selection: selection ?? { kind: 'by-criteria', take: [], leave: [] },
      now: now(),
      learn: learnFrom(hub, ledger),
    }),
  )
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
