import type { Allowance, World } from '../world.ts'
import { Problem } from './problem.ts'

const HOUR_MS = 3_600_000
const ANYONE = 60

/** How a caller stands with its calls of this hour. */
export interface Standing {
  readonly limit: number
  readonly used: number
  readonly remaining: number
  /** Seconds since 1970. */
  readonly reset: number
}

/** The caller's standing; with `cost`, after so many more calls. */
export function standing(world: World, token: string | undefined, cost = 0): Standing {
  const limit = token === undefined ? Math.min(ANYONE, world.hourlyLimit) : world.hourlyLimit
  const allowance = allowanceOf(world, token ?? '')
  allowance.used = Math.max(0, allowance.used + cost)
  return {
    limit,
    used: Math.min(allowance.used, limit),
    remaining: Math.max(0, limit - allowance.used),
    reset: Math.floor(allowance.resetsAt / 1000),
  }
}

/** @throws {Problem} 403 when no call is left this hour */
export function spend(world: World, token: string | undefined): void {
  if (standing(world, token).remaining === 0) throw new Problem(403, 'API rate limit exceeded')
  standing(world, token, 1)
}

export function rateHeaders({ limit, used, remaining, reset }: Standing): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-used': String(used),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
  }
}

function allowanceOf(world: World, key: string): Allowance {
  const known = world.allowances.get(key)
  if (known && known.resetsAt > world.now()) return known
  const fresh = { used: 0, resetsAt: world.now() + HOUR_MS }
  world.allowances.set(key, fresh)
  return fresh
}
