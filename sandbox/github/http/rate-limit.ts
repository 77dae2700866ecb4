import type { RateAllowance, World } from '../world.ts'
import { ApiProblem } from './problem.ts'

const HOUR_MS = 3_600_000
const ANYONE = 60

/** How a caller stands with its calls of this hour. */
interface RateStanding {
  readonly limit: number
  readonly used: number
  readonly remaining: number
  /** Seconds since 1970. */
  readonly reset: number
}

/** The caller's standing; with `cost`, after so many more calls. */
export function getRateStanding(world: World, token: string | undefined, cost = 0): RateStanding {
  const limit = token === undefined ? Math.min(ANYONE, world.hourlyLimit) : world.hourlyLimit
  const allowance = getAllowance(world, token ?? '')
  allowance.used = Math.max(0, allowance.used + cost)
  return {
    limit,
    used: Math.min(allowance.used, limit),
    remaining: Math.max(0, limit - allowance.used),
    reset: Math.floor(allowance.resetsAt / 1000),
  }
}

/** @throws {ApiProblem} 403 when no call is left this hour */
export function spendCall(world: World, token: string | undefined): void {
  if (getRateStanding(world, token).remaining === 0) throw new ApiProblem(403, 'API rate limit exceeded')
  getRateStanding(world, token, 1)
}

export function createRateHeaders({ limit, used, remaining, reset }: RateStanding): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-used': String(used),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
  }
}

function getAllowance(world: World, key: string): RateAllowance {
  const known = world.allowances.get(key)
  if (known && known.resetsAt > world.now()) return known
  const fresh = { used: 0, resetsAt: world.now() + HOUR_MS }
  world.allowances.set(key, fresh)
  return fresh
}
