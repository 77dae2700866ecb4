import { describeGivenUpEffect } from '../../messages/refused-effect.ts'
import {
  type ToldRelease,
  withholdDetails,
  withholdEventDetails,
} from '../../messages/security/withhold-details.ts'
import { getAwaitedStep } from '../../release/lifecycle/awaited.ts'
import type { Fact } from '../../release/lifecycle/commands.ts'
import { getGitHubAudience } from '../../release/lifecycle/disclosure.ts'
import {
  EFFECTS,
  type Effect,
  isChannelEffect,
  isMissed,
  isPublicEffect,
  stepWaitingFor,
} from '../../release/lifecycle/effects.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { createRerunKey } from '../../release/lifecycle/evolve/ledger.ts'
import { isRolloutEffect, type RolloutEffect } from '../../release/lifecycle/rollout/effects.ts'
import { getRolloutTerms } from '../../release/lifecycle/rollout/view.ts'
import { isUnderEmbargo } from '../../release/lifecycle/view.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import type { Step } from '../../release/lifecycle/words.ts'
import { Refused } from '../../release/refusal.ts'
import { listWaitingWork } from '../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../store/jobs/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { EffectContext } from '../github-state/effect-context.ts'
import { Later } from '../ports/retry-later.ts'
import { type Coalescer, createSeenNothing } from '../record/coalesce.ts'
import { nameFailure } from '../record/describe-failure.ts'
import { executeCommand, loadRelease, parseRepositoryId } from '../record/execute-command.ts'
import { performFactEffect } from './fact-effects.ts'
import { openFollower } from './open-follower.ts'
import { parseEffect } from './parse-effect.ts'
import { performRolloutEffect } from './rollout/perform-rollout-effect.ts'

/** What works the topic `effects`. What the world answers is on record together with the mark that the effect is done. */
export function createEffectHandler(deps: RuntimeDependencies): (task: Task) => Promise<Performed> {
  const { covered: drawn } = createSeenNothing()
  return (task) => {
    if (task.type === 'draw-issue') return performDrawing(deps, drawn, task)
    return performEffect(deps, task)
  }
}

/** Performs one effect, once more where that was tried before: each looks before it acts (design, law 1). */
async function performEffect(deps: RuntimeDependencies, task: Task): Promise<Performed> {
  const id = task.source
  const asked = parseEffect(task.payload)
  const loaded = await deps.store.transact((unit) => loadRelease(unit, id))
  if (loaded.release.status === 'unopened')
    throw new Error(`${asked.kind} is to be done for ${id}, which has no events`)
  const { release, events, effect } = withholdFromReaders(asked, { ...loaded, release: loaded.release })

  const step = findStep(release, effect)
  if (step === null) return TASK_DONE
  try {
    if (step !== 'beside') waitWhileHeld(deps, release, effect)
    refusePublic(release, effect)
    if (isRolloutEffect(effect))
      return recordFacts(id, await performInRollout(deps, { id, release, events }, effect))
    const repo = await deps.github.openRepository(parseRepositoryId(id))
    const context: EffectContext = { deps, repo, id, release, events }
    if (effect.kind === 'open-release') return await openFollower(context, effect)
    if (isChannelEffect(effect)) throw new Error(`${effect.kind} isn't work of the topic effects`)
    return recordFacts(id, await performFactEffect(context, effect))
  } catch (error) {
    const isPublic = await deps.github.openRepository(parseRepositoryId(id)).then(
      (repo) => repo.isPublic,
      () => false,
    )
    return handleRefusal(deps, { id, effect, step, error, events, isPublic })
  }
}

/** One way out for text (design, law 7): what people read on GitHub is written from what they may know. */
function withholdFromReaders(effect: Effect, told: ToldRelease): ToldRelease & { readonly effect: Effect } {
  if (!EFFECTS[effect.kind].isRead) return { ...told, effect }
  const audience = getGitHubAudience(told.release)
  const withheld = withholdDetails(told, audience)
  if (effect.kind !== 'tell') return { ...withheld, effect }
  return { ...withheld, effect: { ...effect, event: withholdEventDetails(effect.event, told, audience) } }
}

/** A rollback waits for nothing: GitHub is asked only by the effects that need it. */
async function performInRollout(
  deps: RuntimeDependencies,
  { id, release, events }: Omit<EffectContext, 'deps' | 'repo'>,
  effect: RolloutEffect,
): Promise<readonly Fact[]> {
  const terms = getRolloutTerms(release.ledger)
  if (release.status === 'aborted' && effect.kind !== 'free-environment') return []
  if (!terms) return []
  const openRepository = () => deps.github.openRepository(parseRepositoryId(id))
  return performRolloutEffect({ deps, id, release, terms, events, openRepository }, effect)
}

/** What waits to be drawn while a drawing begins is drawn by it: the newest state is what is drawn. */
async function performDrawing(deps: RuntimeDependencies, drawn: Coalescer, task: Task): Promise<Performed> {
  if (drawn.has(task.lane, task.id)) return TASK_DONE
  const waiting = await deps.store.transact((unit) => listWaitingWork(unit, task))
  const performed = await performEffect(deps, task)
  if (performed.kind === 'done') drawn.until(task.lane, Math.max(task.id, ...waiting.map(({ id }) => id)))
  return performed
}

function recordFacts(id: string, facts: readonly Fact[]): Performed {
  const write = async (unit: Unit) => {
    for (const fact of facts) await executeCommand(unit, id, fact)
  }
  return { kind: 'done', write }
}

/** The step that an effect is for, or `beside`; null for a step that the release does not wait for any more. */
function findStep(release: EffectContext['release'], effect: Effect): Step | 'beside' | null {
  const { step } = EFFECTS[effect.kind]
  if (step === null) return 'beside'
  if (release.status === 'aborted') return null
  return getAwaitedStep(release)?.effect.key === effect.key ? step : null
}

/** The fence of an embargo stands where effects are performed, whatever asked for them (design, law 7). */
function refusePublic(release: EffectContext['release'], effect: Effect): void {
  if (isUnderEmbargo(release) && isPublicEffect(effect))
    throw new Error(`${effect.kind} is public, and the release is embargoed`)
}

/** Seconds until it is looked again whether somebody resumed it. */
const HELD = 10

function waitWhileHeld(
  { now }: RuntimeDependencies,
  release: EffectContext['release'],
  { kind }: Effect,
): void {
  if (release.ledger.flow.kind === 'going') return
  if (EFFECTS[kind].isIrreversible) throw new Later(now() + HELD, 'The release is held.')
}

interface RefusedEffect {
  readonly id: string
  readonly effect: Effect
  readonly step: Step | 'beside'
  readonly error: unknown
  readonly events: readonly ReleaseEvent[]
  /** Whether everybody may read its repository: the log says no more than they know. */
  readonly isPublic: boolean
}

/** The three kinds of no: not now; no for good, which people hear of; and a fault, which is tried again. */
function handleRefusal(
  { log, now }: RuntimeDependencies,
  { id, effect, step, error, events, isPublic }: RefusedEffect,
): Performed {
  if (error instanceof Later) return { kind: 'later', at: error.at, why: error.message }
  if (!(error instanceof Refused)) throw error

  const { what, next } = error.refusal
  const problem = isPublic ? what : nameFailure(error)
  log.warn({ release: id, effect: effect.key, problem }, 'An effect was refused.')
  if (step === 'beside') return recordFacts(id, tellRefused(effect, { at: now(), what, next, events }))
  return recordFacts(id, [{ type: 'StepRefused', at: now(), answers: effect.key, reason: { what, next } }])
}

interface EffectRefusal {
  readonly at: number
  readonly what: string
  readonly next: string
  readonly events: readonly ReleaseEvent[]
}

/** What only shows the release has nowhere to tell of its own refusal: the log has it. */
function tellRefused(effect: Effect, { events, ...said }: EffectRefusal): readonly Fact[] {
  if (!isMissed(effect.kind)) return []
  const rerun = effect.kind === 'rerun-test' ? createRerunKey(effect) : null
  return [{ type: 'EffectRefused', ...said, effect: effect.kind, askedBy: findAsker(effect, events), rerun }]
}

/** Who asked for an effect: by the event that its key names, or by the search that a probe belongs to. */
function findAsker({ kind, key }: Effect, events: readonly ReleaseEvent[]): Person | null {
  const number = Number(key.split(':')[2])
  const asked = events[number - 1]
  const by = kind === 'push-probe' ? events.findLast(({ type }) => type === 'BisectAsked')?.by : asked?.by
  return by?.kind === 'person' ? by.person : null
}

/** What was tried in vain comes before people, where the release waits for it. The log says the rest. */
export async function giveUpEffect(
  { log, now }: RuntimeDependencies,
  unit: Unit,
  { task, problem }: { readonly task: Task; readonly problem: string },
): Promise<void> {
  const { source: release, key, type, attempt } = task
  log.error({ release, effect: key, attempts: attempt, problem }, 'An effect was given up.')
  const step = stepWaitingFor(type)
  if (step === null) return tellGivenUp(unit, { task, at: now() })

  await executeCommand(unit, release, {
    type: 'StepRefused',
    at: now(),
    answers: key,
    reason: { code: 'given-up', attempts: attempt, step },
  })
}

/** Nothing waits for it, and nobody would know that it is missing. */
async function tellGivenUp(
  unit: Unit,
  { task, at }: { readonly task: Task; readonly at: number },
): Promise<void> {
  const effect = parseEffect(task.payload)
  const { release, events } = await loadRelease(unit, task.source)
  if (release.status === 'unopened') return
  const said = { ...describeGivenUpEffect(task.attempt), at, events }
  for (const fact of tellRefused(effect, said)) await executeCommand(unit, task.source, fact)
}
