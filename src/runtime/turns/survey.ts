import { z } from 'zod'
import { CANDIDATE_LABEL } from '../../release/candidate.ts'
import type { Plan } from '../../release/plan.ts'
import { Refused } from '../../release/refusal.ts'
import { DONE, type Performed, type Task } from '../../store/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { waitingWork } from '../../store/work.ts'
import { giveAnswer } from '../commands/answering.ts'
import type { Seen } from '../covered.ts'
import { openCommand, termsNow } from '../opening.ts'
import type { GroundSeen } from '../ports/git.ts'
import type { Hub } from '../ports/github.ts'
import { releaseId, tell } from '../record.ts'
import type { Turn } from '../routing.ts'
import { revertsAfterTag } from '../surveying/after-tag.ts'
import { laterChanges } from '../surveying/later.ts'
import { mattering } from '../surveying/mattering.ts'
import { type Nomination, type Nominations, nominations } from '../surveying/nominations.ts'
import { outdated, plansNow } from '../surveying/plans.ts'
import { showRefusal, showVerdict, withdrawVerdicts } from '../surveying/verdicts.ts'
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
  const looking = { ...world, git: world.git.oneLook() }
  const ground = await groundOrRefusal(looking, hub)
  if (ground instanceof Refused) return blocked(world, hub, { asked, refused: ground })

  mains.set(hub.ref.id, ground.main.ref)
  const plans = await plansNow(looking, hub)
  const [first] = plans
  const plan = first.seen?.plan ?? null
  const terms = await termsNow(hub, ground.policy)
  const matters = await mattering(hub, { plan, asked })
  const named = await nominations(hub, { terms, matters, now: world.now() })
  for (const one of named.refused) await turnDown(world, hub, one)
  await showVerdicts(looking, hub, { plan, named, asked })
  const taken = await revertsAfterTag(world, hub, plans)
  const opening = plan && first.preparing === null ? await openingOf(world, hub, { plan, named }) : null
  return {
    kind: 'done',
    write: async (unit) => {
      for (const { id, flags } of [...plans.flatMap((one) => laterChanges(one) ?? []), ...taken])
        await tell(unit, id, { type: 'FlagsSeen', at: world.now(), flags })
      for (const id of plans.flatMap((one) => outdated(one) ?? []))
        await tell(unit, id, { type: 'CandidatesChanged', at: world.now() })
      await opening?.(unit)
    },
  }
}

/** The answer comes first: once the label is off, a second look finds nobody to answer. */
async function turnDown(
  { store, now }: World,
  hub: Hub,
  { number, to, id, text }: Nominations['refused'][number],
): Promise<void> {
  await store.transact((unit) => giveAnswer(unit, { repository: hub.ref.id, number, to, id, text }, now()))
  await hub.removeLabel(number, CANDIDATE_LABEL)
}

async function groundOrRefusal({ git }: World, hub: Hub): Promise<GroundSeen | Refused> {
  try {
    return await git.ground({ url: await hub.gitUrl() })
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

/** Without a policy nothing can be said of anything but that; it is said where somebody waits for it. */
async function blocked(
  { log }: World,
  hub: Hub,
  { asked, refused }: { readonly asked: ReadonlySet<number>; readonly refused: Refused },
): Promise<Performed> {
  const { refusal } = refused
  log.warn({ repository: hub.fullName, problem: refusal.what }, 'The candidates could not be looked at.')
  for (const { number, isPullRequest } of await hub.labelled(CANDIDATE_LABEL))
    if (isPullRequest && asked.has(number)) await showRefusal(hub, number, refusal)
  return DONE
}

interface Surveyed {
  readonly plan: Plan
  readonly named: Nominations
}

interface Shown {
  /** Null where there is no plan to make now: what is not merged can be judged all the same. */
  readonly plan: Plan | null
  readonly named: Nominations
  /** Issues and pull requests of which something was heard. */
  readonly asked: ReadonlySet<number>
}

/** Each nominated pull request says what becomes of it; one that was asked about and is not nominated says that. */
async function showVerdicts(world: World, hub: Hub, { plan, named, asked }: Shown): Promise<void> {
  const changes = [...(plan?.considered ?? []), ...(plan?.leftOut ?? [])]
  const inRange = new Set(changes.map(({ candidate }) => candidate.id))
  const shown = named.taken.filter(({ open, pullRequest }) => open || inRange.has(`#${pullRequest}`))
  const numbers = [...new Set(shown.map(({ pullRequest }) => pullRequest))]
  // Where something was just said somebody looks now: the others, however many they are, come after it.
  const first = numbers.filter((number) => asked.has(number))
  for (const number of new Set([...first, ...numbers])) await showVerdict(world, hub, { number, plan })
  const nominated = new Set(named.taken.map(({ pullRequest }) => pullRequest))
  for (const number of asked) await withdrawVerdicts(hub, number, nominated)
}

/**
 * The first candidate that somebody names begins the release: its tracking issue is where people talk about it. The tags
 * are looked at anew for it: the version may have been tagged since.
 */
async function openingOf(
  world: World,
  hub: Hub,
  { plan, named }: Surveyed,
): Promise<((unit: Unit) => Promise<void>) | null> {
  const considered = new Set(plan.considered.map(({ candidate }) => candidate.id))
  const first: Nomination | undefined = named.taken
    .filter(({ pullRequest }) => considered.has(`#${pullRequest}`))
    .toSorted((one, other) => one.at - other.at)[0]
  if (!first) return null

  const { person, account } = first.by
  const { version } = plan
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
