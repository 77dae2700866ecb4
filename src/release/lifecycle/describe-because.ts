import type { Because, Cause, CauseCode } from './causes.ts'
import type { RollbackCause } from './rollout/words.ts'
import { formatList } from './wording.ts'

type Described<C extends CauseCode> = Extract<Cause, { code: C }>

/** Every cause has its words here. */
const TEXTS: { readonly [C in CauseCode]: (cause: Described<C>) => string } = {
  'enough-approvals': () => 'Enough people said go.',
  'no-go': ({ text }) => `No-go: ${text}`,
  'pull-request-closed': ({ outcome }) =>
    outcome === 'merged'
      ? 'The release pull request was merged by hand, so what is for this line alone is on main too. Revert it there; the release can go on.'
      : 'The release pull request was closed by hand. Open it again, so that people see what is released.',
  'analysis-failed': ({ environment, share, metrics }) =>
    `At ${share} % of \`${environment}\`, ${formatList(metrics.map((metric) => `\`${metric}\``))} failed.`,
  inconclusive: ({ environment, share, metrics }) =>
    `At ${share} % of \`${environment}\`, ${formatList(unclear(metrics))} can't be judged: there is too little data, or none.`,
  'rolled-back': () => 'Production was rolled back.',
  'rollback-cause': ({ cause }) => describeRollbackCause(cause),
}

function unclear(metrics: Described<'inconclusive'>['metrics']): string[] {
  return metrics.filter(({ kind }) => kind === 'inconclusive').map(({ metric }) => `\`${metric}\``)
}

/** Says what rolled a release back. */
export function describeRollbackCause(cause: RollbackCause): string {
  switch (cause.kind) {
    case 'person':
      return `${cause.person.login} asked for it.`
    case 'alert':
      return `The alert \`${cause.alert}\` fired${cause.summary === '' ? '' : `: ${cause.summary}`}.`
    case 'analysis':
      return `The metrics failed: ${formatList(cause.metrics.map((metric) => `\`${metric}\``))}.`
    case 'smoke-test':
      return 'The smoke test failed.'
  }
}

/** Says why, in words: a cause in ours, and what somebody wrote as it is. */
export function describeBecause(because: Because): string {
  return typeof because === 'string' ? because : describe(because.code, because)
}

type Causes = { readonly [C in CauseCode]: Described<C> }

function describe<C extends CauseCode>(code: C, cause: Causes[C]): string {
  return TEXTS[code](cause)
}
