import { z } from 'zod'

const RUN = z.object({
  __typename: z.literal('CheckRun'),
  conclusion: z.string().nullish(),
  checkSuite: z.object({ app: z.object({ databaseId: z.int().nullish() }).nullish() }).nullish(),
})
const STATUS = z.object({ __typename: z.literal('StatusContext'), state: z.string() })

/** All checks and statuses of a commit, as GraphQL rolls them up. */
export const contexts = z
  .object({
    state: z.string(),
    contexts: z.object({
      totalCount: z.int(),
      nodes: z.array(z.union([RUN, STATUS]).nullable()).nullish(),
    }),
  })
  .nullish()
type Rollup = z.output<typeof contexts>

/** GitHub takes these for passed; the App's own check says what follows from the others, and counts for nothing here. */
const GOOD = ['SUCCESS', 'NEUTRAL', 'SKIPPED']

/** Whether all of them ended well; null where there are none, or more than were shown and none of those failed. */
export function hasPassed(rollup: Rollup, appId: number): boolean | null {
  const shown = (rollup?.contexts.nodes ?? []).filter((one) => one !== null)
  const others = shown.filter(
    (one) => one.__typename === 'StatusContext' || one.checkSuite?.app?.databaseId !== appId,
  )
  if (!rollup || others.length === 0) return null
  const words = others.map((one) =>
    one.__typename === 'CheckRun' ? (one.conclusion ?? 'PENDING') : one.state,
  )
  if (!words.every((word) => GOOD.includes(word))) return false
  return rollup.contexts.totalCount <= shown.length || rollup.state === 'SUCCESS' ? true : null
}
