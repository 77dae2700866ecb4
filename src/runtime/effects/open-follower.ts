import { renderNotOpened } from '../../messages/github/comments/closing.ts'
import type { AskedOf, PersonCommand } from '../../release/lifecycle/commands.ts'
import { decide } from '../../release/lifecycle/decide/decide.ts'
import type { Decision } from '../../release/lifecycle/decision.ts'
import type { EffectOf } from '../../release/lifecycle/effects.ts'
import type { EventOf } from '../../release/lifecycle/events.ts'
import { evolve } from '../../release/lifecycle/evolve/evolve.ts'
import { deriveSelection, selectExactly } from '../../release/lifecycle/rules/selection.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import { getPlan, hasPicks } from '../../release/lifecycle/view.ts'
import { toCanonicalJson } from '../../release/policy/canonical.ts'
import { type Performed, TASK_DONE } from '../../store/jobs/tasks.ts'
import { createOpenCommand } from '../github-state/create-open-command.ts'
import type { EffectContext } from '../github-state/effect-context.ts'
import { commentOnce } from '../github-state/marked-comments.ts'
import { Later } from '../ports/retry-later.ts'
import { createReleaseId, executeCommand, loadRelease } from '../record/execute-command.ts'
import { createFrozenLines } from '../record/frozen-lines.ts'
import { readRollbacks } from '../record/rollbacks.ts'

type OpenRelease = EffectOf<'open-release'>

/**
 * Pre-release Versions: opens the release that was asked for from this one, with its picks, in the name of who asked.
 * A stable version that is on its way with other picks is begun anew with these: they are what was tried.
 */
export async function openFollower(context: EffectContext, effect: OpenRelease): Promise<Performed> {
  const { deps, repo } = context
  const follower = createReleaseId(repo.ref.id, effect.version)
  const { release } = await deps.store.transact((unit) => loadRelease(unit, follower))
  const asked = context.events.findLast((event) => asksFor(event, effect.version))
  if (!asked || isThere(release, asked)) return TASK_DONE

  const command = await toCommand(context, asked, effect)
  const commands = release.status === 'open' ? [abortFor(context, command), command] : [command]
  const decision = decideAll(release, commands)
  if (decision.kind === 'refused') {
    const { permission, teams } = command.asker
    if (permission === 'unknown' || teams === 'unknown')
      throw new Later(deps.now() + ASK_AGAIN, `GitHub didn't say what ${command.asker.person.login} may do.`)
    await sayNo(context, effect, decision.refusal)
    return TASK_DONE
  }
  return {
    kind: 'done',
    write: async (unit) => {
      for (const one of commands) await executeCommand(unit, follower, one)
    },
  }
}

/** Opened by us, by somebody who was quicker, or with these picks already on a branch of its own; or about to be out. */
function isThere(release: Release, { type, picks }: QuestionAsked): boolean {
  if (release.status !== 'open') return false
  if (type === 'PrereleaseRequested') return true
  if (deriveSelection(release.place) === null) return true
  const plan = hasPicks(release) ? getPlan(release) : null
  return plan !== null && toCanonicalJson(selectExactly(plan).take) === toCanonicalJson(picks)
}

function abortFor({ release }: EffectContext, { at, asker }: AskedOf<'Open'>): AskedOf<'Abort'> {
  const because = `It starts again with the picks of ${release.ledger.about.version}.`
  return { type: 'Abort', at, asker, because }
}

/** Each on what the one before it led to; the first no counts. */
function decideAll(release: Release, commands: readonly PersonCommand[]): Decision {
  let state = release
  let last: Decision = { kind: 'accepted', events: [] }
  for (const command of commands) {
    last = decide(state, command)
    if (last.kind === 'refused') return last
    state = last.events.reduce(evolve, state)
  }
  return last
}

/** Seconds. */
const ASK_AGAIN = 30

type QuestionAsked = EventOf<'PrereleaseRequested' | 'PromotionRequested'>

function asksFor(event: EffectContext['events'][number], version: string): event is QuestionAsked {
  const asks = event.type === 'PrereleaseRequested' || event.type === 'PromotionRequested'
  return asks && event.version === version
}

async function toCommand(
  { deps, repo, release }: EffectContext,
  { by, at }: QuestionAsked,
  { version, picks }: OpenRelease,
): Promise<AskedOf<'Open'>> {
  if (by.kind !== 'person') throw new Error(`${version} has no requester`)
  const { track, emergency } = release.ledger.about
  return createOpenCommand({
    repo,
    git: deps.git,
    asker: { person: by.person, account: 'user' },
    version,
    at,
    goal: { kind: 'cut', expects: null },
    track,
    emergency,
    selection: { kind: 'exactly', take: picks },
    ...(release.ledger.about.embargo && { embargo: release.ledger.about.embargo }),
    findFrozenLines: createFrozenLines(deps.store, { repository: repo.ref.id, at: deps.now() }),
    rollbacks: await deps.store.transact((unit) => readRollbacks(unit, repo.ref.id)),
  })
}

async function sayNo(
  { repo, release }: EffectContext,
  { key, version }: OpenRelease,
  refusal: Parameters<typeof renderNotOpened>[1],
): Promise<void> {
  const { issue } = release.ledger.shown
  if (issue !== null)
    await commentOnce(repo, issue, { kind: 'told', id: key, text: renderNotOpened(version, refusal) })
}
