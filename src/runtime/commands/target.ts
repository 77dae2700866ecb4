import type { OpenRelease, Release } from '../../release/lifecycle/state.ts'
import { getPlan } from '../../release/lifecycle/view.ts'
import { addVersionPrefix } from '../../release/version-form.ts'
import type { KnownRelease } from '../record/release-summary.ts'
import { type CommandContext, type CommandOutcome, refuseCommand } from './command-context.ts'

type Refused = Extract<CommandOutcome, { kind: 'refused' }>

/** The release that a command is about, or why that cannot be told. */
export type Target = { readonly kind: 'found'; readonly release: KnownRelease } | Refused

/** The release on whose issue or pull requests it was said; elsewhere the only one that is open. */
export function findTarget({ release, known }: CommandContext): Target {
  if (release) return { kind: 'found', release }

  const open = known.filter(({ status }) => status === 'open')
  const [only, ...others] = open
  if (only && others.length === 0) return { kind: 'found', release: only }
  if (!only)
    return refuseCommand(
      'No release is in progress in this repository.',
      'Start one with `/release plan` or `/release cut`.',
    )

  const places = open.map(({ version, issue }) => (issue === null ? version : `${version} (#${issue})`))
  return refuseCommand(
    `Several releases are in progress: ${places.join(', ')}.`,
    'Comment on the tracking issue of the one you mean.',
  )
}

/** The release that is being deployed, watched, or rolled back: it may be published. */
export function findRollingTarget(context: CommandContext): Target {
  const { release, known } = context
  const rolling = known.filter(({ rollout }) => rollout !== null)
  const [only, ...others] = rolling
  if (!release && only && others.length === 0) return { kind: 'found', release: only }
  return findTarget(context)
}

/** `v2.0.1`, however it was written. */
export function normalizeVersion(written: string): string {
  return addVersionPrefix(written)
}

/**
 * The candidate that a command names, whole: `#12` as it is, digits of a commit as the plan knows it, and nothing for
 * the pull request on which it was said, which may be the one that resolves a conflict of a candidate.
 */
export function resolveCandidate(
  { candidate }: { readonly candidate: string | null },
  context: CommandContext,
  release: Release | null,
): { readonly kind: 'found'; readonly candidate: string } | Refused {
  if (candidate === null) return resolveHere(context)
  if (candidate.startsWith('#')) return { kind: 'found', candidate }

  const found =
    release?.status === 'open' ? listKnownCommits(release).filter((id) => id.startsWith(candidate)) : []
  const [only, ...others] = found
  if (only && others.length === 0) return { kind: 'found', candidate: only }
  if (candidate.length >= 40) return { kind: 'found', candidate }

  return refuseCommand(
    only
      ? `\`${candidate}\` matches more than one commit.`
      : `\`${candidate}\` isn't a candidate in the plan.`,
    'Write all digits of the commit, or the number of its pull request.',
  )
}

function resolveHere({
  release,
  number,
  isPullRequest,
}: CommandContext): ReturnType<typeof resolveCandidate> {
  const conflict = release?.conflicts.find(({ pullRequest }) => pullRequest === number)
  if (conflict) return { kind: 'found', candidate: conflict.candidate }
  if (isPullRequest && !release) return { kind: 'found', candidate: `#${number}` }

  return refuseCommand('The command needs a change.', 'Name its pull request: `/release explain #12`.')
}

function listKnownCommits(release: OpenRelease): string[] {
  const { picks, others = [] } = getPlan(release) ?? { picks: [] }
  return [...picks, ...others].map(({ candidate }) => candidate).filter((id) => !id.startsWith('#'))
}
