import type { CherryPick } from '../../release/changes/candidate.ts'
import { readCommit } from '../objects/commit-objects.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import type { RefusedStep } from './step-outcome.ts'

/** What a pick is picked against. */
export interface PickBase {
  readonly kind: 'base'
  /** Null for a root commit. */
  readonly parent: string | null
  /** The commit's own tree. */
  readonly tree: string
}

/** A text for one pick, to keep things by. */
export function createPickKey({ sha, mainline }: CherryPick): string {
  return `${sha}:${mainline ?? ''}`
}

/** Reads what a commit is picked against: its parent, or the one that the mainline names. */
export async function readPickBase(
  store: ObjectStore,
  { sha, mainline }: CherryPick,
): Promise<PickBase | RefusedStep> {
  const { parents, tree } = await readCommit(store, sha)
  if (parents.length > 1 && mainline === null) {
    return { kind: 'refused', why: `${sha} is a merge commit, and no mainline was given`, path: null }
  }
  // git takes a mainline for an ordinary commit too, and for one without a parent, where it means nothing.
  return { kind: 'base', parent: parents[0] ?? null, tree }
}
