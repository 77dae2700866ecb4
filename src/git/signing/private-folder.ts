import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAtExit } from '../../processes/end-with-us.ts'

/** Gives signing programs, which read files alone, a folder that nobody else can look into; it goes afterwards. */
export async function withPrivateFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'release-captain-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const over = runAtExit(remove)
  try {
    return await use(folder)
  } finally {
    remove()
    over()
  }
}
