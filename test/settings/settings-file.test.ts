import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isTracked } from '../../src/git/refs/tracked-files.ts'
import { addSettingsFile } from '../../src/settings/settings-file.ts'

type Writes = (text: string, mode?: number) => void

async function inFolder(use: (folder: string, writes: Writes) => Promise<void>) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'settings-file-'))
  await use(folder.path, (text, mode = 0o600) => {
    writeFileSync(join(folder.path, '.env'), text)
    chmodSync(join(folder.path, '.env'), mode)
  })
}

const untracked = async () => false

describe('the file .env', () => {
  it('has settings besides those of the environment, which goes before it', async () => {
    await inFolder(async (folder, writes) => {
      writes("APP_ID=12\nPORT=4000\nWEBHOOK_SECRET='a b'\n")
      expect(await addSettingsFile({ PORT: '5000', HOME: '/root' }, folder, untracked)).toEqual({
        APP_ID: '12',
        PORT: '5000',
        WEBHOOK_SECRET: 'a b',
        HOME: '/root',
      })
    })
  })

  it('is not ours where it names no App: projects have such files of their own', async () => {
    await inFolder(async (folder, writes) => {
      writes('DATABASE_URL=postgres://localhost/theirs\nAPP_ID=\n', 0o644)
      expect(await addSettingsFile({ HOME: '/root' }, folder, untracked)).toEqual({ HOME: '/root' })
    })
  })

  it('need not be there, and may be a folder', async () => {
    await inFolder(async (folder) => {
      expect(await addSettingsFile({}, folder, untracked)).toEqual({})
      mkdirSync(join(folder, '.env'))
      expect(await addSettingsFile({}, folder, untracked)).toEqual({})
    })
  })

  it.each([0o644, 0o640, 0o602])('is refused where others may read or write it: %o', async (mode) => {
    await inFolder(async (folder, writes) => {
      writes('APP_ID=12\n', mode)
      await expect(addSettingsFile({}, folder, untracked)).rejects.toThrow(
        "contains the App's secrets, but other users",
      )
    })
  })

  it('is refused where git tracks it: whoever can push to that repository would say where our secrets go', async () => {
    await inFolder(async (folder, writes) => {
      writes('APP_ID=12\n')
      execFileSync('git', ['init', '-q', folder])
      expect(await addSettingsFile({}, folder, isTracked)).toEqual({ APP_ID: '12' })
      execFileSync('git', ['-C', folder, 'add', '-f', '.env'])
      await expect(addSettingsFile({}, folder, isTracked)).rejects.toMatchObject({
        refusal: {
          what: expect.stringContaining('names an App, but git tracks it'),
          next: expect.stringContaining('git rm --cached .env'),
        },
      })
    })
  })

  it('is ours in a folder that is in no repository', async () => {
    await inFolder(async (folder, writes) => {
      writes('APP_ID=12\n')
      expect(await addSettingsFile({}, folder, isTracked)).toEqual({ APP_ID: '12' })
    })
  })
})
