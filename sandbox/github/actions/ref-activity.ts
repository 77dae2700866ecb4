import type { AccountState, Repository } from '../state.ts'

/** A branch or tag that somebody moved, made or deleted. */
export interface RefActivity {
  readonly id: number
  readonly ref: string
  readonly before: string
  readonly after: string
  readonly type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion'
  readonly by: AccountState
  readonly at: number
}

const activities = new WeakMap<Repository, RefActivity[]>()

/** Returns every push of a repository, the newest last: a list to add to. */
export function listActivity(repository: Repository): RefActivity[] {
  const known = activities.get(repository) ?? []
  activities.set(repository, known)
  return known
}
