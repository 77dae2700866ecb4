import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkMirrorsHealth } from '../../src/app/mirrors-health.ts'

describe('the folder of mirrors', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-captain-mirrors-'))
  })

  afterAll(() => rm(folder, { recursive: true }))

  it('is well where it can be made and written to', async () => {
    expect(await checkMirrorsHealth(join(folder, 'cache', 'deep'))).toEqual({ kind: 'well' })
  })

  it('is ill where something else is in its place, and says so', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(await checkMirrorsHealth(file)).toMatchObject({
      kind: 'ill',
      refusal: {
        what: `The cache folder ${file} cannot be used: something else is in its place.`,
      },
    })
  })

  it('is ill where its disk has no room', async () => {
    // Linux gives this one none at all, and lets folders be named on it.
    expect(await checkMirrorsHealth('/sys')).toMatchObject({ kind: 'ill' })
  })
})
