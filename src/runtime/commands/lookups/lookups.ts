import type { Lookups } from '../../../chatops/command.ts'
import { describeRefusal } from '../../../messages/refusals/describe-refusal.ts'
import { addDays } from '../../../release/calendar.ts'
import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import type { Release } from '../../../release/lifecycle/state.ts'
import type { Asker } from '../../../release/lifecycle/who.ts'
import { Refused } from '../../../release/refusal.ts'
import { fetchTerms } from '../../github-state/create-open-command.ts'
import type { CommandContext, CommandOutcome } from '../command-context.ts'
import { resolveCandidate } from '../target.ts'
import { findAuthors, refuseUnassessable, refuseUnpickable } from './pickable.ts'
import { findQuestionSeen } from './seen-question.ts'

/** Where and by whom something is said to a release, and what is known of it. */
export interface CommandMeaning {
  readonly context: CommandContext
  readonly asker: Asker
  readonly id: string
  readonly release: Exclude<Release, { status: 'unopened' }>
  readonly events: readonly ReleaseEvent[]
}

/** Creates what a command may look up: on GitHub, in the repository and on record. */
export function createLookups(meaning: CommandMeaning): Lookups {
  const { context, asker, release } = meaning
  const { deps, repo, at } = context
  const findChange = async (named: string | null) => {
    const found = resolveCandidate({ candidate: named }, context, release)
    if (found.kind === 'refused') throw toRefused(found)
    return found.candidate
  }
  const about = async (named: string | null) => ({ release, asker, candidate: await findChange(named) })
  return {
    findChange,
    findPickable: async (named) => {
      const pick = await about(named)
      return acceptUnless(await refuseUnpickable(context, pick), pick)
    },
    findAssessable: async (named, command) => {
      const pick = await about(named)
      return acceptUnless(await refuseUnassessable(context, pick, command), pick)
    },
    findReleasedCommit: async (commit) => {
      const { policy } = release.ledger.about
      const found = await deps.git.findReleasesWith({
        at: { url: await repo.createGitUrl() },
        policy,
        commit,
      })
      return found.commit
    },
    findAuthors: (candidate) => findAuthors(context, release, candidate),
    getLastExceptionDay: () => {
      const { timeZone, exceptionDays } = release.ledger.about.terms
      return addDays(timeZone, at, exceptionDays)
    },
    // Pre-release Versions: what is next follows from the tags as they are.
    fetchTags: async () => deps.git.tags({ url: await repo.createGitUrl() }),
    findQuestion: () => findQuestionSeen(context, meaning),
    // Law 5: the only way in which a later config reaches a release that is open.
    fetchPolicy: async () => {
      const { policy, pin } = await deps.git.readGround({ url: await repo.createGitUrl() })
      return { policy: pin, terms: await fetchTerms(repo, policy) }
    },
  }
}

type RefusedOutcome = Extract<CommandOutcome, { kind: 'refused' }>

function acceptUnless(refused: RefusedOutcome | null, { candidate }: { readonly candidate: string }): string {
  if (refused) throw toRefused(refused)
  return candidate
}

function toRefused({ refusal }: RefusedOutcome): Refused {
  return new Refused({ kind: refusal.kind, ...describeRefusal(refusal) })
}
