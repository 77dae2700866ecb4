import { formatCandidateName } from '../release/changes/candidate.ts'
import type { BuildFailure, CutDecline, FailureReason } from '../release/lifecycle/causes.ts'
import type { EventOf } from '../release/lifecycle/events.ts'
import { formatDuration } from '../release/policy/duration.ts'
import type { RefusalText } from '../release/refusal.ts'
import { formatList, shortenSha, toSentence } from './wording.ts'

/** Says why a build is no release. */
export function describeBuildFailure(because: string | BuildFailure): string {
  if (typeof because === 'string') return because
  switch (because.code) {
    case 'run-failed':
      return `The build ended as ${because.conclusion.replaceAll('_', ' ')}: ${because.url}`
    case 'artifacts-missing':
      return `The build succeeded, but ${formatList(because.places)} ${because.places.length === 1 ? 'is' : 'are'} missing: ${because.url}`
  }
}

/** Says why a step failed, and what to do next. */
export function describeFailure(reason: FailureReason): RefusalText {
  if (!('code' in reason)) return reason
  switch (reason.code) {
    case 'other-policy':
      return {
        what: `The plan was made by another policy than the one of ${reason.version}.`,
        next: 'Run `/release plan` to make it again.',
      }
    case 'base-moved':
      return {
        what: `\`${reason.tag}\` is at another commit than when ${reason.version} was opened.`,
        next: 'Find out who moved the tag. Restore it and run `/release retry plan`, or run `/release abort because …`.',
      }
    case 'other-picks':
      return {
        what: "The branch that was built doesn't have the planned changes.",
        next: "Run `/release retry picks`. If that doesn't help, run `/release plan`.",
      }
    case 'build-failed':
      return {
        what: describeBuildFailure(reason.because),
        next: 'Look at the run, then run `/release retry artifacts`.',
      }
    case 'approvers-lost': {
      const { version, tag, step, logins } = reason
      const what = step === 'tag' ? `\`${tag}\` isn't pushed` : `${version} goes no further`
      return {
        what: `${what}: ${formatList(logins)} approved it and can't approve any more.`,
        next: `Restore the permission, then run \`/release resume\` and \`/release retry ${step}\`. Or cancel the release with \`/release abort because …\`.`,
      }
    }
    case 'no-answer':
      return {
        what: `There was no answer for ${formatDuration(reason.seconds)}.`,
        next: 'Look at the environment before you try it again.',
      }
    case 'smoke-test-failed':
      return {
        what: `The smoke test of \`${reason.environment}\` failed.`,
        next: 'Look at its output, then run it again with `/release retry smoke-test`.',
      }
    case 'unhealthy':
      return {
        what: `\`${reason.environment}\` isn't healthy on ${reason.version}.`,
        next: 'Look at it now. Check again with `/release retry health`.',
      }
    case 'health-unknown':
      return {
        what: `${reason.version} is deployed to \`${reason.environment}\` again. Nothing says whether it is healthy: the policy names no \`health\` URL.`,
        next: 'Look at it now. If it is healthy, run `/release continue because …`.',
      }
    case 'given-up':
      return {
        what: `It failed ${reason.attempts} times. The log of Release Captain says why.`,
        next: `Ask your Release Captain administrator to check the log, then run \`/release retry ${reason.step}\`.`,
      }
  }
}

/** Says why a release branch isn't made, and what to do next; older histories have it in words. */
export function describeCutDecline({ because, next }: EventOf<'CutDeclined'>): RefusalText {
  return typeof because === 'string' ? { what: because, next: next ?? '' } : describeDecline(because)
}

function describeDecline(decline: CutDecline): RefusalText {
  switch (decline.code) {
    case 'empty-plan':
      return {
        what: 'The plan has no changes, so there is nothing to release.',
        next: 'Add one with `/release pick #N`, or cancel the release with `/release abort because …`.',
      }
    case 'not-eligible': {
      const name = formatCandidateName(decline.candidate)
      const drop = `leave it out with \`/release drop ${name}\``
      return {
        what: `The criteria say ${decline.verdict} for ${name}.`,
        next:
          decline.verdict !== 'case-by-case'
            ? `See why with \`/release explain ${name}\`, or ${drop}.`
            : `Have an approver allow it with \`/release except ${name} because …\`, or ${drop}.`,
      }
    }
    case 'other-plan': {
      const plan = shortenSha(decline.plan)
      return {
        what: `The plan is now \`${plan}\`, and you looked at \`${shortenSha(decline.expects)}\`.`,
        next: toSentence(`Look at it, then run \`/release cut ${decline.version} --plan ${plan}\``),
      }
    }
  }
}
