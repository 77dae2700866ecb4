import type { Refusal } from '../../release/refusal.ts'
import type { Task } from '../../store/jobs/tasks.ts'

import type { GitHub, GitHubRepository } from '../ports/github.ts'

/**
 * Says in the log what broke. Whoever reads the log may not read a private repository: of work there it is the kind of
 * the failure alone, because servers repeat what they were sent, and addresses name branches and advisories.
 */
export async function describeFailure(
  deps: { readonly github: GitHub },
  task: Pick<Task, 'lane'>,
  error: unknown,
): Promise<string> {
  if (await isOfPublicRepository(deps, task)) return error instanceof Error ? error.message : String(error)
  return nameFailure(error)
}

/** A failure without a word of what it was about: `CallFailed: POST 500`. */
export function nameFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'not an Error'
  return 'kindOfFailure' in error && typeof error.kindOfFailure === 'string'
    ? `${error.name}: ${error.kindOfFailure}`
    : `${error.name}${findPlace(error)}`
}

/** What a refusal says in the log: of a private repository only that there is one; people read the rest there. */
export function describeRefused(
  { isPublic }: Pick<GitHubRepository, 'isPublic'>,
  { kind, what }: Refusal,
): string {
  return isPublic ? what : `a refusal of the kind ${kind}`
}

/** ` at src/runtime/run.ts:12`: where in our own code it was thrown. */
function findPlace({ stack = '' }: Error): string {
  const [place] = /(?:src|sandbox|node_modules)\/[\w./@-]+:\d+/.exec(stack) ?? []
  return place === undefined ? '' : ` at ${place}`
}

/** `77:v2.0.1:…`, `repository:77`, `slack:77:v2.0.1:presses`. What is of no known repository isn't of a public one. */
async function isOfPublicRepository(
  { github }: { readonly github: GitHub },
  { lane }: Pick<Task, 'lane'>,
): Promise<boolean> {
  const [, id] = /^(?:[a-z]+:)?(\d+)(?::|$)/.exec(lane) ?? []
  if (id === undefined) return false
  return github.openRepository(Number(id)).then(
    ({ isPublic }) => isPublic,
    () => false,
  )
}
