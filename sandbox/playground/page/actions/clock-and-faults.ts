import { z } from 'zod'
import type { FaultKind } from '../../../github/faults.ts'
import { ApiProblem } from '../../../github/http/problem.ts'
import { ROUTES } from '../../../github/routes.ts'
import { defineAction, type PageAction } from './action.ts'

const HOUR_MS = 3_600_000
const MOST_HOURS = 24 * 60

/** Every call that can be in trouble. */
const CALLS: readonly string[] = [
  ...['hook/deliver', 'git/upload-pack', 'git/receive-pack'],
  ...ROUTES.map(({ call }) => call),
]

const FAULTS = {
  '500': { kind: 'broken', status: 500 },
  '502': { kind: 'broken', status: 502 },
  'secondary-limit': { kind: 'secondary-limit', retryAfterSeconds: 5 },
  expired: { kind: 'expired' },
  'reply-lost': { kind: 'reply-lost' },
  lag: { kind: 'lag' },
} as const satisfies Readonly<Record<string, FaultKind>>

/** What only whoever plays can do: to time, to the wires, to the tour. */
export const WORLD_ACTIONS = {
  speed: defineAction({
    needs: 'none',
    takes: z.object({ speed: z.union([z.literal(0), z.literal(1), z.literal(60), z.literal(600)]) }),
    run: async ({ context }, { speed }) => context.clock.runs(speed),
  }),
  jump: defineAction({
    needs: 'none',
    takes: z.object({ hours: z.number().positive().max(MOST_HOURS) }),
    run: async ({ context }, { hours }) => context.clock.jumps(hours * HOUR_MS),
  }),
  redeliver: defineAction({
    needs: 'none',
    takes: z.object({ delivery: z.int() }),
    run: async ({ context }, { delivery }) => {
      if (!context.github.deliveries.redeliver(delivery))
        throw new ApiProblem(404, 'There is no such delivery.')
    },
  }),
  'add-fault': defineAction({
    needs: 'none',
    takes: z.object({
      call: z.string().refine((call) => CALLS.includes(call), 'GitHub has no such call.'),
      trouble: z.enum(['500', '502', 'secondary-limit', 'expired', 'reply-lost', 'lag']),
      times: z.int().min(1).max(100),
    }),
    run: async ({ context }, { call, trouble: fault, times }) => {
      context.github.faults.add(call, FAULTS[fault], times)
      context.looking.world.ticks.tick()
    },
  }),
  'clear-faults': defineAction({
    needs: 'none',
    takes: z.object({}),
    run: async ({ context }) => {
      context.github.faults.clear()
      context.looking.world.ticks.tick()
    },
  }),
  'start-tour': defineAction({
    needs: 'none',
    takes: z.object({}),
    run: async ({ context }) => context.tour.start('release'),
  }),
  'start-embargo-tour': defineAction({
    needs: 'none',
    takes: z.object({}),
    run: async ({ context }) => context.tour.start('embargo'),
  }),
  'stop-tour': defineAction({
    needs: 'none',
    takes: z.object({}),
    run: async ({ context }) => context.tour.stop(),
  }),
} satisfies Readonly<Record<string, PageAction>>
