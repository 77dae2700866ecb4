import { z } from 'zod'
import type { LaneShare } from '../../../store/jobs/fair-lanes.ts'

const DELIVERED = z.object({
  installation: z.object({ id: z.int() }),
  repository: z.object({ id: z.int() }),
})

/** `77:v2.0.1`, `77:#12`, `77:candidates`, `repository:77`, and of Slack's `slack:77:v2.0.1:presses`. */
const REPOSITORY = /^(?:repository:|slack:)?(\d+)(?::|$)/
/** The lane of a repository in which people without a role wait for one another. */
const OUTSIDERS = /^\d+:outsiders$/

/** What the workers know of whose work a lane is. */
export interface LaneShares {
  /** Learns from a delivery which installation of the App a repository belongs to. */
  learn(payload: unknown): void
  shareOf(lane: string): LaneShare
}

/** Creates the memory of one process; a repository of which nothing came yet is its own. */
export function createLaneShares(): LaneShares {
  const installations = new Map<string, string>()
  return {
    learn(payload) {
      const { success, data } = DELIVERED.safeParse(payload)
      if (success) installations.set(String(data.repository.id), `installation ${data.installation.id}`)
    },
    shareOf(lane) {
      const part = REPOSITORY.exec(lane)?.[1] ?? lane
      return { owner: installations.get(part) ?? part, part, isLow: OUTSIDERS.test(lane) }
    },
  }
}

/** Returns the lane of what people without a role say in a repository: whatever it takes, nobody else waits for it. */
export function createOutsidersLane(repository: number): string {
  return `${repository}:outsiders`
}
