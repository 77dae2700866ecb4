import { Buffer } from 'node:buffer'
import type { FaultKind } from '../../../sandbox/github/faults.ts'
import type { SandboxGitHub } from '../../../sandbox/github/open.ts'
import type { PassingCall } from '../../../sandbox/github/tap.ts'
import { boundaryOf } from './boundaries.ts'
import type { OnceWorld } from './world.ts'

/** Which calls are in trouble. */
type Calls = 'reads and writes' | 'writes'

/**
 * From now on the first call of every operation has the first of these troubles, the next call of it the second, and so
 * on, until each operation had them all.
 *
 * @returns how often each operation was called, so far
 */
export function troubleAll(
  world: OnceWorld,
  troubles: readonly FaultKind[],
  calls: Calls,
): ReadonlyMap<string, number> {
  const met = new Map<string, number>()
  world.github.taps((passing: PassingCall) => {
    const { call, when, caller } = passing
    if (calls === 'writes' && boundaryOf(world.repository, passing) === null) return 'goes-on'
    if (when === 'after' || (caller.kind !== 'installation' && caller.kind !== 'app')) return 'goes-on'
    // What the App signs itself does not run out.
    const own = troubles.filter(({ kind }) => caller.kind === 'installation' || kind !== 'expired')
    const next = met.get(call) ?? 0
    const trouble = own[next]
    met.set(call, next + 1)
    if (trouble) world.github.faults.add(call, trouble)
    return 'goes-on'
  })
  return met
}

/**
 * From now on a twin of the App is quicker, the first time that each ref is about to be made, moved there, or deleted: it
 * stands already where the App wants it, and is not where the App saw it last.
 *
 * @returns what was done by the twin
 */
export function overtakeAll({ github, repository }: OnceWorld): ReadonlySet<string> {
  const done = new Set<string>()
  github.taps(async (passing: PassingCall): Promise<'goes-on'> => {
    const { when, call } = passing
    const boundary = boundaryOf(repository, passing)
    if (when === 'after' || boundary === null || !MOVING.has(call)) return 'goes-on'
    const move = `${boundary} ${movesIn(passing)}`
    if (done.has(move)) return 'goes-on'
    done.add(move)
    await sendAsTwin(github, passing)
    return 'goes-on'
  })
  return done
}

const MOVING = new Set(['git/receive-pack', 'git/create-ref', 'git/update-ref', 'git/delete-ref'])

/** Of a push from where to where (https://git-scm.com/docs/pack-protocol#_reference_update_request_and_packfile_transfer). */
function movesIn({ call, body }: PassingCall): string {
  return call === 'git/receive-pack' ? body.subarray(0, body.indexOf(0)).toString() : ''
}

async function sendAsTwin(
  { url, world }: SandboxGitHub,
  { method, path, caller, body, call }: PassingCall,
): Promise<void> {
  const [token] = [...world.tokens].find(([, known]) => known.caller === caller) ?? []
  if (token === undefined) throw new Error(`Nobody knows whose call ${call} is.`)
  const authorization = `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  const type = call === 'git/receive-pack' ? 'application/x-git-receive-pack-request' : 'application/json'
  const answer = await fetch(url + path, {
    method,
    headers: { authorization, 'content-type': type },
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  })
  if (!answer.ok) throw new Error(`The twin's ${call} was answered with ${answer.status}.`)
}
