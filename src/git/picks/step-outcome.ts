import { z } from 'zod'
import type { LargestChange } from '../objects/trees/largest-change.ts'
import { decodePath, quotePath } from '../objects/trees/path-bytes.ts'
import type { TreeChange } from '../objects/trees/tree-changes.ts'
import type { ConflictedPath } from './merge-answer.ts'

/** What `git cherry-pick` would have come to. */
export type StepOutcome =
  | { readonly kind: 'clean'; readonly tree: string }
  | { readonly kind: 'empty' }
  /** `tree` holds the files with their conflict markers. */
  | { readonly kind: 'conflict'; readonly tree: string; readonly paths: readonly ConflictedPath[] }
  | RefusedStep

/**
 * What git doesn't do: pick a merge commit without a mainline, write a path that its index doesn't take, or merge a file
 * that needs more memory than a merge may have.
 */
export interface RefusedStep {
  readonly kind: 'refused'
  readonly why: string
  /** The path that git doesn't take; null where the question itself is wrong. */
  readonly path: string | null
  /** What is wrong with the path. */
  readonly problem?: 'invalid path' | 'too large'
}

type ConflictStep = Extract<StepOutcome, { kind: 'conflict' }>

/**
 * A pick that git refuses for a path of it, as people see it: it doesn't apply, and the path says where.
 *
 * @param tree the tree that it was picked onto, which stays as it is
 * @throws when the question itself was wrong
 */
export function toPathConflict({ why, path, problem }: RefusedStep, tree: string): ConflictStep {
  if (path === null) throw new Error(why)
  return { kind: 'conflict', tree, paths: [{ path, inTree: path, kind: problem ?? 'invalid path' }] }
}

/** A merge for which git's memory didn't suffice, with the largest file that the pick changes. */
export function refuseTooLarge({ path, bytes }: LargestChange): RefusedStep {
  const decoded = decodePath(Buffer.from(path, 'latin1'))
  const size = `${Math.ceil(bytes / 1024 / 1024)} MiB`
  return {
    kind: 'refused',
    why: `git has not enough memory to merge ${quotePath(decoded)} (${size})`,
    path: decoded,
    problem: 'too large',
  }
}

const keptOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clean'), tree: z.string() }),
  z.object({ kind: z.literal('empty') }),
  z.object({
    kind: z.literal('conflict'),
    tree: z.string(),
    paths: z.array(z.object({ path: z.string(), inTree: z.string(), kind: z.string() })),
  }),
])

/** A kept line that is no outcome (a damaged file) counts as nothing kept. */
export function parseKept(text: string): StepOutcome | null {
  try {
    return keptOutcome.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** git's index doesn't take every path, so `git cherry-pick` ends where a merge of trees is clean. */
export function refuseInvalidPath(step: StepOutcome, change: TreeChange | undefined): StepOutcome {
  if (step.kind !== 'clean' || !change || change.invalidPath === null) return step
  const path = decodePath(Buffer.from(change.invalidPath, 'latin1'))
  return { kind: 'refused', why: `git doesn't write the path ${quotePath(path)}`, path }
}

/** Whether a pick ends a chain that is to stop where one doesn't apply. */
export function hasFailed(step: StepOutcome | undefined): boolean {
  return step?.kind === 'conflict' || (step?.kind === 'refused' && step.path !== null)
}
