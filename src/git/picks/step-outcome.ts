import { z } from 'zod'
import type { ConflictedPath } from './merge-answer.ts'

/** What `git cherry-pick` would have come to. */
export type StepOutcome =
  | { readonly kind: 'clean'; readonly tree: string }
  | { readonly kind: 'empty' }
  /** `tree` holds the files with their conflict markers. */
  | { readonly kind: 'conflict'; readonly tree: string; readonly paths: readonly ConflictedPath[] }
  /** Not a question that git answers: a merge commit without a mainline. */
  | { readonly kind: 'refused'; readonly why: string }

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
