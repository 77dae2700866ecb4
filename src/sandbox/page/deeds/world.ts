import { z } from 'zod'
import type { Trouble } from '../../github/faults.ts'
import { Problem } from '../../github/http/problem.ts'
import { ROUTES } from '../../github/routes.ts'
import { type Deed, deed } from './deed.ts'

const HOUR_MS = 3_600_000
const MOST_HOURS = 24 * 60

/** Every call that can be in trouble. */
export const CALLS: readonly string[] = [
  ...['hook/deliver', 'git/upload-pack', 'git/receive-pack'],
  ...ROUTES.map(({ call }) => call),
]

const TROUBLES = {
  '500': { kind: 'broken', status: 500 },
  '502': { kind: 'broken', status: 502 },
  'secondary-limit': { kind: 'secondary-limit', retryAfterSeconds: 5 },
  expired: { kind: 'expired' },
  'reply-lost': { kind: 'reply-lost' },
  lag: { kind: 'lag' },
} as const satisfies Readonly<Record<string, Trouble>>

/** What only whoever plays can do: to time, to the wires, to the tour. */
export const WORLD_DEEDS = {
  speed: deed({
    needs: 'none',
    takes: z.object({ speed: z.union([z.literal(0), z.literal(1), z.literal(60), z.literal(600)]) }),
    does: async ({ scenery }, { speed }) => scenery.clock.runs(speed),
  }),
  jump: deed({
    needs: 'none',
    takes: z.object({ hours: z.number().positive().max(MOST_HOURS) }),
    does: async ({ scenery }, { hours }) => scenery.clock.jumps(hours * HOUR_MS),
  }),
  redeliver: deed({
    needs: 'none',
    takes: z.object({ delivery: z.int() }),
    does: async ({ scenery }, { delivery }) => {
      if (!scenery.github.deliveries.redeliver(delivery)) throw new Problem(404, 'There is no such delivery.')
    },
  }),
  'add-fault': deed({
    needs: 'none',
    takes: z.object({
      call: z.string().refine((call) => CALLS.includes(call), 'GitHub has no such call.'),
      trouble: z.enum(['500', '502', 'secondary-limit', 'expired', 'reply-lost', 'lag']),
      times: z.int().min(1).max(100),
    }),
    does: async ({ scenery }, { call, trouble, times }) => {
      scenery.github.faults.add(call, TROUBLES[trouble], times)
      scenery.looking.world.pulse.beat()
    },
  }),
  'clear-faults': deed({
    needs: 'none',
    takes: z.object({}),
    does: async ({ scenery }) => {
      scenery.github.faults.clear()
      scenery.looking.world.pulse.beat()
    },
  }),
  'start-tour': deed({
    needs: 'none',
    takes: z.object({}),
    does: async ({ scenery }) => scenery.tour.start(),
  }),
  'stop-tour': deed({
    needs: 'none',
    takes: z.object({}),
    does: async ({ scenery }) => scenery.tour.stop(),
  }),
} satisfies Readonly<Record<string, Deed>>
