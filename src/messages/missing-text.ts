import { formatCandidateName } from '../release/changes/candidate.ts'
import type { Missing, MissingCode } from '../release/lifecycle/rules/missing.ts'
import { WORKFLOW_APP } from '../release/lifecycle/workflow-runs.ts'
import { nameRule } from './rule-names.ts'
import { formatList, shortenSha } from './wording.ts'

/** What is missing and what to do about it, as sentences with code in backquotes. */
export interface MissingText {
  readonly what: string
  readonly next: string
}

type Described<C extends MissingCode> = Extract<Missing, { code: C }>

/** Every code has its words here. */
const TEXTS: { readonly [C in MissingCode]: (missing: Described<C>) => MissingText } = {
  'not-eligible': ({ candidate, verdict }) => ({
    what: `The verdict for ${formatCandidateName(candidate)} is ${verdict}.`,
    next: `See why with \`/release explain ${formatCandidateName(candidate)}\`.`,
  }),
  'not-confirmed': ({ candidate, rules }) => {
    const name = formatCandidateName(candidate)
    return {
      what: `It is unknown whether ${name} meets ${formatList(rules.map(nameRule))}.`,
      next: `Check it, then run \`/release assess ${name} confirm=all\`, or leave it out with \`/release drop ${name}\`.`,
    }
  },
  'release-blocker': ({ issue }) => ({
    what: `#${issue} is open and blocks releases.`,
    next: 'Close it, or take its label off. Then run `/release plan`, or wait for the next look.',
  }),
  'test-not-run': ({ check, app, head }) => ({
    what: `\`${check}\` has not run on ${shortenSha(head)}.`,
    next:
      app === WORKFLOW_APP
        ? `Run \`${check}\` on pushes to the release branch, or start it there by hand.`
        : `Run the workflow of \`${check}\` on the release branch. It must report as \`${app}\`.`,
  }),
  'test-running': ({ check, head }) => ({
    what: `\`${check}\` is running on ${shortenSha(head)}.`,
    next: 'Wait for it.',
  }),
  'test-failed': ({ check, head, conclusion, test }) => ({
    what: `\`${check}\` ended as ${conclusion.replaceAll('_', ' ')} on ${shortenSha(head)}. Only success counts.`,
    next: `See why, and run it again: \`/release retry ${test}\`.`,
  }),
  'pick-not-tested': ({ candidate }) => ({
    what: `${formatCandidateName(candidate)} isn't tested on its own yet.`,
    next: 'Wait: the picks are tested one by one.',
  }),
  'pick-breaks-test': ({ candidate, check }) => ({
    what: `\`${check}\` fails after the pick of ${formatCandidateName(candidate)}.`,
    next: `Leave it out with \`/release drop ${formatCandidateName(candidate)} because …\`, or fix it on main and pick the fix.`,
  }),
  'item-not-ticked': ({ item, text, head, tickedOn }) => ({
    what:
      tickedOn === null
        ? `“${text}” isn't ticked.`
        : `“${text}” was ticked on ${shortenSha(tickedOn)}, but the branch is now at ${shortenSha(head)}.`,
    next: `Verify it and run \`/release check ${item}\`.`,
  }),
  'artifact-not-found': ({ artifact, text }) => ({
    what: `${text} (\`${artifact}\`): not found yet.`,
    next: 'Wait for the build, or check its run.',
  }),
}

/** Says what is missing and what to do about it. */
export function describeMissing(missing: Missing): MissingText {
  return describe(missing.code, missing)
}

type Codes = { readonly [C in MissingCode]: Described<C> }

function describe<C extends MissingCode>(code: C, missing: Codes[C]): MissingText {
  return TEXTS[code](missing)
}

/** Says what was missing when a gate shut: older histories have it in words. */
export function describeStored(missing: Missing | string): string {
  return typeof missing === 'string' ? missing : describeMissing(missing).what
}
