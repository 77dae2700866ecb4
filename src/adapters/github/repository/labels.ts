import { z } from 'zod'
import type { LabelSetting } from '../../../runtime/ports/github.ts'
import { accountSchema, labelsSchema, timeSchema } from './account.ts'
import type { RepositoryContext } from './repository-context.ts'

const NAMES = z.object({ labels: labelsSchema })
const ENTRY = z.union([
  z.object({
    event: z.enum(['labeled', 'unlabeled']),
    label: z.object({ name: z.string() }),
    actor: accountSchema.nullable(),
    created_at: timeSchema,
  }),
  z.unknown().transform(() => null),
])
type Entry = z.output<typeof ENTRY>

/**
 * The labels that stand on an issue or pull request, each with who set it last. A label that nobody is known to have set
 * is left out: no right could follow from it. GitHub takes two names for the same label that differ in case alone.
 */
export async function listLabelSettings(
  { client, at }: RepositoryContext,
  issue_number: number,
): Promise<readonly LabelSetting[]> {
  const standing = await client.find(NAMES, (rest) => rest.issues.get({ ...at, issue_number }))
  if (!standing || standing.labels.length === 0) return []
  const timeline = await client.list(z.array(ENTRY), (rest, page) =>
    rest.issues.listEventsForTimeline({ ...at, issue_number, ...page }),
  )
  return standing.labels.flatMap((label) => findLabelSetting(label, timeline) ?? [])
}

/** The names of the labels of a repository. */
export function listLabels({ client, at }: RepositoryContext): Promise<readonly string[]> {
  return client.list(labelsSchema, (rest, page) => rest.issues.listLabelsForRepo({ ...at, ...page }))
}

function findLabelSetting(label: string, timeline: readonly Entry[]): LabelSetting | null {
  const last = timeline.findLast((entry) => entry?.label.name.toLowerCase() === label.toLowerCase())
  if (last?.event !== 'labeled' || !last.actor) return null
  return { label, by: last.actor, at: last.created_at }
}
