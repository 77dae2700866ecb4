import { z } from 'zod'
import { readJson } from '../../../http-client/http-client.ts'
import type { DeploymentState } from '../../../runtime/ports/deployer.ts'

const replicas = z
  .object({ wanted: z.int().min(0), updated: z.int().min(0), available: z.int().min(0) })
  .nullish()
  .transform((counts) => counts ?? null)

const STATES = ['waiting', 'queued', 'running', 'succeeded', 'failed', 'cancelled', 'rejected'] as const

/** How a deployer of one's own says how a deployment stands (docs/rollout.md). */
export const stateDocument = z.object({
  state: z.enum(STATES),
  detail: z.string().max(2_000).default(''),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullish()
    .transform((url) => url ?? null),
  replicas,
})
export type StateDocument = z.output<typeof stateDocument>

/** Reads an answer; what is none of the kind is unclear, and holds. */
export function readStateText(text: string): DeploymentState {
  const read = stateDocument.safeParse(readJson(text))
  if (read.success) return toState(read.data)
  return { kind: 'unclear', detail: text.slice(0, 200).replace(/\s+/g, ' '), url: null }
}

export function toState({ state, detail, url, replicas: counts }: StateDocument): DeploymentState {
  const line = detail.replace(/\s+/g, ' ').slice(0, 300)
  switch (state) {
    case 'waiting':
      return { kind: 'waiting', for: 'approval', url }
    case 'queued':
      return { kind: 'waiting', for: 'queue', url }
    case 'running':
      return { kind: 'running', progress: counts, url }
    case 'succeeded':
      return { kind: 'succeeded', evidence: counts, url }
    case 'failed':
    case 'cancelled':
    case 'rejected':
      return { kind: 'failed', why: state, detail: line, url }
  }
}
