import { z } from 'zod'
import type { LabelSetting } from '../../../runtime/ports/github.ts'
import { account, labels, time } from './account.ts'
import type { Ground } from './ground.ts'

const NAMES = z.object({ labels })
const ENTRY = z.union([
  z.object({
    event: z.enum(['labeled', 'unlabeled']),
    label: z.object({ name: z.string() }),
    actor: account.nullable(),
    created_at: time,
  }),
  z.unknown().transform(() => null),
])
type Entry = z.output<typeof ENTRY>

/**
 * The labels that stand on an issue or pull request, each with who set it last. A label that nobody is known to have set
 * is left out: no right could follow from it. GitHub takes two names for the same label that differ in case alone.
 */
export async function labelsSet(
  { client, at }: Ground,
  issue_number: number,
): Promise<readonly LabelSetting[]> {
  const standing = await client.find(NAMES, (rest) => rest.issues.get({ ...at, issue_number }))
  if (!standing || standing.labels.length === 0) return []
  const timeline = await client.list(z.array(ENTRY), (rest, page) =>
    rest.issues.listEventsForTimeline({ ...at, issue_number, ...page }),
  )
  return standing.labels.flatMap((label) => settingOf(label, timeline) ?? [])
}

function settingOf(label: string, timeline: readonly Entry[]): LabelSetting | null {
  const last = timeline.findLast((entry) => entry?.label.name.toLowerCase() === label.toLowerCase())
  if (last?.event !== 'labeled' || !last.actor) return null
  return { label, by: last.actor, at: last.created_at }
}
