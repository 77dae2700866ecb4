import type { EventOf, ReleaseEvent } from '../../../../src/release/lifecycle/events.ts'
import type { EnvironmentTerms, RolloutTerms } from '../../../../src/release/lifecycle/rollout/terms.ts'

/**
 * What must hold of any rollout, worked out from its events alone by looking back over all that happened, where the code
 * looks at the state. Answers with what is wrong; an empty list is a rollout that may stand.
 */
export function wrongInRollout(history: readonly ReleaseEvent[], terms: RolloutTerms): string[] {
  return history.flatMap((event, at) => {
    const before = history.slice(0, at)
    if (event.type === 'DeployRequested') return wrongDeployment(event, before, terms)
    if (event.type === 'RollbackRequested')
      return before.some(({ type }) => type === 'RollbackRequested') ? ['rolled back twice'] : []
    return []
  })
}

type Deployment = EventOf<'DeployRequested'>

function wrongDeployment(event: Deployment, before: readonly ReleaseEvent[], terms: RolloutTerms): string[] {
  const environment = terms.environments.find(({ id }) => id === event.environment)
  if (!environment) return ['deployed to an environment that the policy does not name']
  return [
    ...(isHeld(before) ? ['deployed while held'] : []),
    ...(before.some(({ type }) => type === 'RollbackRequested') ? ['deployed after a rollback'] : []),
    ...wrongSurroundings(event, environment, before),
    ...(isInWindow(environment, event.at) ? [] : ['deployed outside of the window']),
    ...wrongApproval(event, environment, before),
    ...wrongStepBefore(event, before, terms),
  ]
}

function isHeld(before: readonly ReleaseEvent[]): boolean {
  return before.findLast(({ type }) => type === 'Held' || type === 'Resumed')?.type === 'Held'
}

function wrongSurroundings(
  event: Deployment,
  { isProduction }: EnvironmentTerms,
  before: readonly ReleaseEvent[],
): string[] {
  const seen = before.findLast((one) => one.type === 'EnvironmentChecked' || one.type === 'SurroundingsSeen')
  const checked = before.findLast((one) => one.type === 'EnvironmentChecked')
  if (seen?.type !== 'EnvironmentChecked' && seen?.type !== 'SurroundingsSeen') return ['deployed unseen']
  return [
    ...(checked?.type === 'EnvironmentChecked' && checked.claimed && event.at - checked.at <= 60
      ? []
      : ['deployed without having the environment']),
    ...(seen.locks.some(({ environment }) => environment === event.environment)
      ? ['deployed while locked']
      : []),
    ...(isProduction && seen.incidents.length > 0 ? ['deployed during an incident'] : []),
  ]
}

/** The windows of these tests are in UTC, and on whole hours. */
function isInWindow({ windows }: EnvironmentTerms, at: number): boolean {
  if (windows.length === 0) return true
  const now = new Date(at * 1000)
  const day = now.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase()
  const time = now.toISOString().slice(11, 16)
  return windows.some(({ days, from, to }) => days.some((one) => one === day) && from <= time && time < to)
}

function wrongApproval(
  event: Deployment,
  { approvals }: EnvironmentTerms,
  before: readonly ReleaseEvent[],
): string[] {
  if (approvals === 0) return []
  const asked = before.findLastIndex(
    (one) =>
      one.type === 'PromptOpened' && one.subject.step === 'deploy' && isSameStep(one.subject.at, event),
  )
  const given = new Set<number>()
  for (const one of asked < 0 ? [] : before.slice(asked)) {
    if (one.type === 'ApprovalGiven') given.add(one.person.id)
    if (one.type === 'ApprovalVoided') given.delete(one.person.id)
  }
  return given.size >= approvals ? [] : ['deployed without a go']
}

function wrongStepBefore(event: Deployment, before: readonly ReleaseEvent[], terms: RolloutTerms): string[] {
  const steps = terms.environments.flatMap((environment) =>
    environment.steps.map((_, step) => ({ environment, step })),
  )
  const at = steps.findIndex(
    ({ environment, step }) => environment.id === event.environment && step === event.step,
  )
  const previous = steps[at - 1]
  if (!previous) return []
  const { environment, step } = previous
  const where = { environment: environment.id, step }
  const deployed = before.findLastIndex((one) => one.type === 'Deployed' && isSameStep(one, where))
  const passed = before.findLastIndex((one) => one.type === 'StepPassed' && isSameStep(one, where))
  if (deployed < 0 || passed < deployed) return ['widened without a step that passed before']
  return wrongAnalysis(environment, before.slice(deployed, passed))
}

/** The newest three numbers before a step passed are good, and none is missing. */
function wrongAnalysis({ analysis }: EnvironmentTerms, between: readonly ReleaseEvent[]): string[] {
  if (!analysis) return []
  const numbers = between.flatMap((one) => (one.type === 'MetricsRead' ? one.measurements : []))
  const good = numbers.filter(({ current }) => current.kind === 'value' && current.value <= 0.05)
  const last = numbers.at(-1)
  return [
    ...(good.length >= analysis.passes ? [] : ['widened without enough data']),
    ...(last && good.includes(last) ? [] : ['widened on a bad number, or on none']),
  ]
}

function isSameStep(
  one: { readonly environment: string; readonly step: number },
  other: { readonly environment: string; readonly step: number },
): boolean {
  return one.environment === other.environment && one.step === other.step
}
