import { z } from 'zod'
import { ApiProblem } from '../../../github/http/problem.ts'
import { BROKEN, type Production } from '../../../production/open.ts'
import { type ActionCall, defineAction, type PageAction } from './action.ts'

const version = z.string().max(100)

/** What only whoever plays can do to what runs: break a version, and repair it. */
export const PRODUCTION_ACTIONS = {
  'break-version': defineAction({
    needs: 'none',
    takes: z.object({ version }),
    run: async (call, given) => requireVersion(call, given.version).cluster.breaks(given.version, BROKEN),
  }),
  'repair-version': defineAction({
    needs: 'none',
    takes: z.object({ version }),
    run: async (call, given) => requireVersion(call, given.version).cluster.mends(given.version),
  }),
} satisfies Readonly<Record<string, PageAction>>

/** @throws {ApiProblem} where nothing runs, or not that version */
function requireVersion({ context: { production } }: ActionCall, wanted: string): Production {
  const pods = production?.cluster.workloads().flatMap((one) => one.pods) ?? []
  if (!production || !pods.some((one) => one.version === wanted))
    throw new ApiProblem(404, `Version ${wanted} doesn't run here.`)
  return production
}
