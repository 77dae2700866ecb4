import { z } from 'zod'
import type { StepOutcome } from './picks/pick-engine.ts'

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
