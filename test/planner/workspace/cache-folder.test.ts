import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openCacheFolder } from '../../../src/planner/workspace/cache-folder.ts'
import { folder, refusal } from '../../git/repositories.ts'

it('is made with all that leads to it, by however many at once', async () => {
  await using place = await folder()
  const deep = join(place.path, 'a/b/c')
  await Promise.all(Array.from({ length: 8 }, () => openCacheFolder(deep)))
  expect(existsSync(deep)).toBe(true)
})

it.skipIf(process.platform !== 'linux')('is refused where it cannot be, and never waited for', async () => {
  expect(await refusal(openCacheFolder('/dev/null/cache'))).toMatchInlineSnapshot(`
    "[usage] The cache folder /dev/null/cache cannot be used: something else is in its place.
    Next: Set another one in the environment, \`RELEASE_CAPTAIN_CACHE=FOLDER\`. You can delete it at any time."
  `)
  expect(await refusal(openCacheFolder('/proc/cache'))).toMatchInlineSnapshot(`
    "[usage] The cache folder /proc/cache cannot be used: it can't be created there.
    Next: Set another one in the environment, \`RELEASE_CAPTAIN_CACHE=FOLDER\`. You can delete it at any time."
  `)
})
