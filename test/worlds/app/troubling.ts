import type { PassingCall } from '../../../sandbox/github/tap.ts'
import type { AppWorld } from './world.ts'

/**
 * From now on every write of the App meets trouble: the first of each operation is answered with what was sent, the second
 * ends the App before anything is done, and the answer to the third is lost.
 *
 * @returns how often each operation was called
 */
export function troubleWrites(app: AppWorld): ReadonlyMap<string, number> {
  const met = new Map<string, number>()
  const crash = { going: false }
  for (const read of ['security-advisories/get-repository-advisory', 'git/get-ref', 'repos/get-branch'])
    app.github.faults.add(read, { kind: 'broken', status: 502 }, 4)
  app.github.taps(async ({ call, method, when, caller }: PassingCall) => {
    const isWrite = method !== 'GET' && call !== 'git/upload-pack' && !call.startsWith('apps/')
    if (when === 'after' || !isWrite || caller.kind !== 'installation' || crash.going) return 'goes-on'
    const times = (met.get(call) ?? 0) + 1
    met.set(call, times)
    if (times === 1) app.github.faults.add(call, { kind: 'echoed', status: 500 })
    if (times === 3) app.github.faults.add(call, { kind: 'reply-lost' })
    if (times !== 2) return 'goes-on'
    crash.going = true
    await app.crash().finally(() => {
      crash.going = false
    })
    return 'breaks'
  })
  return met
}
