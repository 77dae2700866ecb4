/**
 * The app by which runs of whole workflows go (§2.1), their file as the check. No app can have this slug, so that nobody's
 * check run passes for a workflow.
 */
export const WORKFLOW_APP = '.github/workflows'

/** GitHub counts the attempts of a run from 1, and ends a run long before this many. */
const MOST_ATTEMPTS = 1_000

/** One try of a workflow run. A run that is run again keeps its id. */
interface RunAttempt {
  readonly id: number
  readonly attempt: number
}

/**
 * An attempt as one number, since the record knows runs by one: a later run is higher, and so is a later attempt of the
 * same run. Without the attempt in it, what is run again would be what was seen already.
 */
export function runOfAttempt({ id, attempt }: RunAttempt): number {
  return id * MOST_ATTEMPTS + Math.min(attempt, MOST_ATTEMPTS - 1)
}

/** The attempt that such a number stands for. */
export function getAttempt(run: number): RunAttempt {
  return { id: Math.floor(run / MOST_ATTEMPTS), attempt: run % MOST_ATTEMPTS }
}
