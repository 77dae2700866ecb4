import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MissingObject, openObjects } from '../../../src/git/objects/object-store.ts'
import { PickEngine } from '../../../src/git/picks/pick-engine.ts'
import { takeEachAlone } from '../../../src/git/picks/take-picks.ts'
import { type Bare, bare, folder } from '../repositories.ts'

/** The child processes of this one that still run. One that has just ended counts for another moment. */
function running(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length
}

async function changes(repository: Bare, count: number) {
  const made: { picks: { sha: string; mainline: null }[] }[] = []
  for (let i = 0; i < count; i++) {
    const sha = await repository.commit('refs/heads/main', { content: `change ${i}` })
    made.push({ picks: [{ sha, mainline: null }] })
  }
  return made
}

async function opened(gitDir: string) {
  const store = openObjects(gitDir, 'sha1')
  const engine = new PickEngine({ store, gitDir, keptDir: null, jobs: 2, gitVersion: 'git version 2' })
  return { store, engine }
}

describe('taking each change alone', () => {
  it('begins no other change, and leaves no process running, once one has broken', async () => {
    await using place = await folder()
    const repository = await bare(join(place.path, 'r.git'))
    const base = await repository.commit('refs/heads/main', { content: 'begin' })
    const tip = await repository.text(['rev-parse', `${base}^{tree}`])
    const good = await changes(repository, 30)
    const missing = { picks: [{ sha: '1'.repeat(40), mainline: null }] }
    const { store, engine } = await opened(repository.gitDir)
    const heard: number[] = []

    const candidates = [...good.slice(0, 10), missing, ...good.slice(10)]
    const taken = takeEachAlone(engine, { tip, candidates, onDone: (done) => heard.push(done) })
    await expect(taken).rejects.toThrow(MissingObject)
    const heardByThen = heard.length
    await engine.close()
    await store.close()

    await expect.poll(running).toBe(0)
    expect(heard.length).toBe(heardByThen)
    expect(heardByThen).toBeLessThan(good.length)
  })

  it('is over once the engine was closed: no process is started that nobody would end', async () => {
    await using place = await folder()
    const repository = await bare(join(place.path, 'r.git'))
    const sha = await repository.commit('refs/heads/main', { content: 'begin' })
    const tip = await repository.text(['rev-parse', `${sha}^{tree}`])
    const { store, engine } = await opened(repository.gitDir)
    await engine.close()
    await expect(engine.pick(tip, { sha, mainline: null })).rejects.toThrow('closed')
    await store.close()
    await expect(store.read(sha)).rejects.toThrow('closed')
    await expect.poll(running).toBe(0)
  })
})
