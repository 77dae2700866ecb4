import type { PickPlace } from '../../../src/git/candidates/prove-reverts.ts'
import { openObjects } from '../../../src/git/objects/object-store.ts'
import { PickEngine } from '../../../src/git/picks/pick-engine.ts'

/** Where picks are tried: in a git directory itself, without a quarantine beside it. */
export function openPicking(gitDir: string): PickPlace & AsyncDisposable {
  const store = openObjects(gitDir, 'sha1')
  const engine = new PickEngine({ store, gitDir, keptDir: null, jobs: 1, gitVersion: 'test' })
  const close = async () => {
    await engine.close()
    await store.close()
  }
  return { store, engine, [Symbol.asyncDispose]: close }
}
