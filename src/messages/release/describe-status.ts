import { formatLocalTime } from '../../release/calendar.ts'
import { formatCandidateName } from '../../release/changes/candidate.ts'
import { isRolledBack, isUnderWay } from '../../release/lifecycle/rollout/view.ts'
import { countMissingApprovals } from '../../release/lifecycle/rules/approvals.ts'
import { checkGates, findMissing, listGates, toContext } from '../../release/lifecycle/rules/gates.ts'
import type { Missing, MissingCode } from '../../release/lifecycle/rules/missing.ts'
import { listToConfirm, type Unconfirmed } from '../../release/lifecycle/rules/unconfirmed.ts'
import type { OpenRelease, PlaceAt, PublishedRelease, StepFailure } from '../../release/lifecycle/state.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import type { GatePoint } from '../../release/process/phases.ts'
import { describeFailure } from '../describe-failure.ts'
import { describeMissing } from '../missing-text.ts'
import { suggestAfterFailure } from '../test-failure.ts'
import { formatList, formatNumber, formatSome, shortenDigest, shortenSha, toSentence } from '../wording.ts'
import { describePublished } from './describe-published.ts'
import { countFoundArtifacts } from './evidence.ts'
import { describeRollout } from './rollout-status.ts'

/** Where a release is: what it waits for, and who can do what next. Sentences with code in backquotes (`prose`). */
interface ReleaseStatus {
  readonly waits: string
  readonly next: string
}

const BY_ITSELF = 'It continues automatically.'

/** One sentence on what a release waits for, and one on who can do what about it, with the exact command. */
export function describeStatus(release: OpenedRelease): ReleaseStatus {
  const { flow, trouble, about } = release.ledger
  if (release.status === 'aborted')
    return {
      waits: `${about.version} was aborted.`,
      next: release.spent
        ? 'Its tag may be published, so a captain cuts the next version of the line with `/release cut`.'
        : `A captain may open it again with \`/release cut ${about.version}\`.`,
    }
  if (release.status === 'published' && !isUnderWay(release))
    return describeRollout(release) ?? describePublished(release)
  if (isRolledBack(release)) return describeRollout(release) ?? describePublishedOrOpen(release)
  if (flow.kind === 'held')
    return {
      waits: `${about.version} is held.`,
      next: 'A captain resumes it with `/release resume`.',
    }
  if (trouble.kind !== 'none')
    return { waits: `The step \`${trouble.step}\` failed.`, next: suggestFix(trouble) }

  return describePublishedOrOpen(release)
}

/** While it is deployed and watched, that is what a release waits for; between that and its end, its publication. */
function describePublishedOrOpen(release: OpenRelease | PublishedRelease): ReleaseStatus {
  const isPublishing = release.status === 'open' && release.place.step === 'publishing'
  const rollout = isPublishing ? null : describeRollout(release)
  if (rollout) return rollout
  return release.status === 'published' ? describePublished(release) : describeOpen(release)
}

type FailedStep = Extract<StepFailure, { kind: 'step-failed' }>

/** What to do about a step that failed; trying it again is always among it. */
export function suggestFix({ step, reason }: Omit<FailedStep, 'kind'>): string {
  const { next } = describeFailure(reason)
  return next.includes('`/release ')
    ? toSentence(next)
    : `${toSentence(next)} Then run \`/release retry ${step}\`.`
}

function describeOpen(release: OpenRelease): ReleaseStatus {
  const { ledger, place } = release
  const { version, tag } = ledger.about
  switch (place.step) {
    case 'planning':
      return { waits: 'The plan is being made.', next: BY_ITSELF }
    case 'planned':
      return describePlanned(release, place)
    case 'asking-to-cut':
      return describeAsking(release, place, `the cut of ${version}`)
    case 'picking':
      return describePicking(place)
    case 'bumping':
      return { waits: 'The version bump is being committed.', next: BY_ITSELF }
    case 'proposing':
      return { waits: 'The release pull request is being opened.', next: BY_ITSELF }
    case 'testing':
      return describeTesting(release, place)
    case 'drafting':
      return { waits: 'The release notes are being drafted.', next: BY_ITSELF }
    case 'asking-to-tag':
      return describeAsking(release, place, `tagging \`${shortenSha(place.head)}\` as ${version}`)
    case 'tagging':
      return { waits: `The tag \`${tag}\` is being pushed.`, next: BY_ITSELF }
    case 'building':
      return describeBuilding(release, place)
    case 'delivering':
      return { waits: `${version} is being deployed.`, next: BY_ITSELF }
    case 'asking-to-publish':
      return describePublishing(release, place)
    case 'publishing':
      return { waits: 'The GitHub release is being published.', next: BY_ITSELF }
  }
}

function describePlanned(release: OpenRelease, { plan, cut }: PlaceAt<'planned'>): ReleaseStatus {
  const { version } = release.ledger.about
  const { blockers = [] } = plan
  if (blockers.length > 0)
    return {
      waits: `${cut.kind === 'asked' ? `The cut of ${version} waits` : 'The plan is ready, and the cut would wait'} for ${formatSome(
        blockers.map((issue) => `#${issue}`),
        3,
      )}, which ${blockers.length === 1 ? 'blocks' : 'block'} releases.`,
      next: 'Close what blocks, or take its label off. Then run `/release plan`, or wait for the next look.',
    }
  const toConfirm = listToConfirm(release)
  if (cut.kind === 'asked')
    return toConfirm.length === 0
      ? { waits: 'The cut is started.', next: BY_ITSELF }
      : { waits: `The cut of ${version} waits: ${formatToConfirm(toConfirm)}.`, next: HOW_TO_CONFIRM }
  if (plan.picks.length === 0)
    return {
      waits: 'The plan has no changes, so there is nothing to release yet.',
      next: 'A captain takes a change with `/release pick #N`, or cancels the release with `/release abort because …`.',
    }
  const command = `\`/release cut ${version} --plan ${shortenDigest(plan.digest)}\``
  const conflicts = plan.picks.filter(({ outcome }) => outcome === 'conflict').length
  const waits = describePlan(plan.picks.length, conflicts)
  const unfit = plan.picks
    .filter(({ verdict }) => verdict !== 'eligible')
    .map(({ candidate }) => formatCandidateName(candidate))
  if (unfit.length === 0)
    return toConfirm.length === 0
      ? {
          waits,
          next: `A captain creates the release branch with ${command}.${conflicts > 0 ? RESOLVED_LATER : ''}`,
        }
      : { waits: `${waits} ${toSentence(formatToConfirm(toConfirm))}`, next: HOW_TO_CONFIRM }
  return {
    waits: `${waits} The criteria keep ${formatSome(unfit, 3)} out.`,
    next: `See why with \`/release explain ${unfit[0] ?? ''}\`; then allow, drop or fix it.`,
  }
}

/** A plan of which something conflicts isn't ready, and is cut all the same. */
function describePlan(changes: number, conflicts: number): string {
  if (conflicts === 0) return `The plan of ${formatNumber(changes, 'change')} is ready.`
  if (changes === 1) return 'The plan has 1 change, which conflicts.'
  return `The plan has ${changes} changes, and ${conflicts} of them ${conflicts === 1 ? 'conflicts' : 'conflict'}.`
}

const RESOLVED_LATER = ' What conflicts gets a pull request of its own, in which it is resolved.'

const HOW_TO_CONFIRM =
  'Check them, then tick the line in the tracking issue, or run `/release assess all confirm=all`.'

/** `3 answers of 2 changes are to confirm`. */
function formatToConfirm(open: readonly Unconfirmed[]): string {
  const answers = open.flatMap(({ rules }) => rules).length
  const are = answers === 1 ? 'is' : 'are'
  return `${formatNumber(answers, 'answer')} of ${formatNumber(open.length, 'change')} ${are} to confirm`
}

type Asking = PlaceAt<'asking-to-cut' | 'asking-to-tag' | 'asking-to-publish'>

function describeAsking({ ledger }: OpenRelease, { question }: Asking, what: string): ReleaseStatus {
  if (question.kind === 'to-ask')
    return { waits: `The question about ${what} is being posted.`, next: BY_ITSELF }

  const needed = countMissingApprovals(ledger, question, question.subject.step)
  return {
    waits: `Waits for ${needed === 1 && question.approvals.length === 0 ? 'a go' : `${needed} more to say go`} for ${what}.`,
    next: 'An approver reviews it and answers `/release go`, or `/release no-go because …`.',
  }
}

function describePicking({ picks, head }: PlaceAt<'picking'>): ReleaseStatus {
  const conflicts = picks.flatMap(({ candidate, became }) =>
    became.kind === 'conflict' ? [{ candidate, became }] : [],
  )
  const [first] = conflicts
  if (head === null || !first) return { waits: 'The release branch is being built.', next: BY_ITSELF }

  const names = conflicts.map(({ candidate }) => formatCandidateName(candidate))
  const { pullRequest } = first.became
  const where = pullRequest === null ? 'its pull request, which is being opened' : `#${pullRequest}`
  const drop = `\`/release drop ${formatCandidateName(first.candidate)} because …\``
  const next =
    names.length === 1
      ? `Resolve it in ${where}, or a captain leaves it out with ${drop}.`
      : `Resolve each in its pull request, the first in ${where}; or a captain leaves one out with ${drop}.`
  return {
    waits: `${formatNumber(names.length, 'pick conflicts', 'picks conflict')}: ${formatSome(names, 5)}.`,
    next,
  }
}

const TEST_CODES: readonly MissingCode[] = ['test-not-run', 'test-running', 'test-failed']
const PICK_CODES: readonly MissingCode[] = ['pick-not-tested', 'pick-breaks-test']

function describeTesting(release: OpenRelease, place: PlaceAt<'testing'>): ReleaseStatus {
  const gates = checkGates(release, 'testing')
  const missing = gates.kind === 'shut' ? gates.missing : []
  if (missing.length === 0) return { waits: 'The tests and the checklist are complete.', next: BY_ITSELF }

  const of = (codes: readonly MissingCode[]) => missing.filter(({ code }) => codes.includes(code)).length
  const failed = missing.flatMap((one) => (one.code === 'test-failed' ? [one] : []))
  const tests = of(TEST_CODES) - failed.length
  const picks = of(PICK_CODES)
  const items = of(['item-not-ticked'])
  const parts = [
    ...(tests > 0 ? [formatNumber(tests, 'test')] : []),
    ...(picks > 0 ? [formatNumber(picks, 'pick to test on its own', 'picks to test on their own')] : []),
    ...(items > 0 ? [formatNumber(items, 'checklist item', 'checklist items')] : []),
  ]
  const head = `\`${shortenSha(place.head)}\``
  const [first] = failed
  if (!first) return { waits: `Waits for ${formatList(parts)}, on ${head}.`, next: suggestNext(missing) }
  const ended = failed.every(({ conclusion }) => conclusion === 'failure') ? 'failed' : "didn't succeed"
  const names = failed.map(({ check }) => `\`${check}\``)
  const others = parts.length === 0 ? '' : ` Also open: ${formatList(parts)}.`
  return {
    waits: `${formatSome(names, 3)} ${ended} on ${head}.${others}`,
    next: suggestAfterFailure(release, first),
  }
}

/** What people can do about a test or a pick. */
const RED: readonly MissingCode[] = ['test-failed', 'pick-breaks-test']

/** What a person can do comes before what only has to be waited for, and a red test before the checklist. */
function suggestNext(missing: readonly Missing[]): string {
  const red = missing.find(({ code }) => RED.includes(code))
  if (red) return describeMissing(red).next
  const line = missing.find((one) => one.code === 'item-not-ticked')
  if (line?.code === 'item-not-ticked')
    return `Tick what you verified, or run \`/release check ${line.item}\`.`
  const [first] = missing
  return first ? describeMissing(first).next : BY_ITSELF
}

function describeBuilding(release: OpenRelease, place: PlaceAt<'building'>): ReleaseStatus {
  const { tag } = release.ledger.about
  if (place.run === null) return { waits: `The build of \`${tag}\` is being started.`, next: BY_ITSELF }

  const { done, of: all } = countFoundArtifacts(release)
  return {
    waits: `\`${tag}\` is being built: ${done} of ${formatNumber(all, 'artifact')} found.`,
    next: 'It continues automatically. If the build fails, run it again with `/release retry artifacts`.',
  }
}

function describePublishing(release: OpenRelease, place: PlaceAt<'asking-to-publish'>): ReleaseStatus {
  const { version } = release.ledger.about
  const gates = checkGates(release, 'publication')
  if (gates.kind === 'shut')
    return {
      waits: `${version} is built, and waits for ${formatList(titlesOf(release, 'publication'))}.`,
      next: suggestNext(gates.missing),
    }
  const { embargo } = release.ledger
  if (embargo && embargo.disclosing === null)
    return {
      waits: `${version} is built, and waits for a time to disclose it.`,
      next: 'The security team agrees on it with `/release disclose at 2026-03-10T14:00`.',
    }
  const needed = countMissingApprovals(release.ledger, place.question, 'publish')
  if (embargo?.disclosing && needed === 0)
    return {
      waits: `${version} is disclosed ${formatLocalTime(embargo.disclosing.dueAt, embargo.disclosing.timeZone)}.`,
      next: 'To change that, run `/release disclose postpone …` or `/release disclose now because …`.',
    }
  if (needed > 0) return describeAsking(release, place, `publishing ${version}`)
  return {
    waits: `${version} is built, and waits to be published.`,
    next: 'A captain publishes it with `/release publish`.',
  }
}

/** The gates of the policy's own that are shut at a point, by their titles. */
function titlesOf(release: OpenRelease, point: GatePoint): string[] {
  const context = toContext(release)
  return listGates(release, point).flatMap((gate) =>
    gate.kind === 'checklist' && findMissing(gate.kind, gate, context).length > 0
      ? [`“${gate.title ?? gate.id}”`]
      : [],
  )
}
