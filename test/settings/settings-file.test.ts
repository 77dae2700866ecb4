import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withSettingsFile } from '../../src/settings/settings-file.ts'

async function inFolder(use: (folder: string, writes: (text: string, mode?: number) => void) => void) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'settings-file-'))
  use(folder.path, (text, mode = 0o600) => {
    writeFileSync(join(folder.path, '.env'), text)
    chmodSync(join(folder.path, '.env'), mode)
  })
}

describe('the file .env', () => {
  it('has settings besides those of the environment, which goes before it', async () => {
    await inFolder((folder, writes) => {
      writes("APP_ID=12\nPORT=4000\nWEBHOOK_SECRET='a b'\n")
      expect(withSettingsFile({ PORT: '5000', HOME: '/root' }, folder)).toEqual({
        APP_ID: '12',
        PORT: '5000',
        WEBHOOK_SECRET: 'a b',
        HOME: '/root',
      })
    })
  })

  it('is not ours where it names no App: projects have such files of their own', async () => {
    await inFolder((folder, writes) => {
      writes('DATABASE_URL=postgres://localhost/theirs\nAPP_ID=\n', 0o644)
      expect(withSettingsFile({ HOME: '/root' }, folder)).toEqual({ HOME: '/root' })
    })
  })

  it('need not be there, and may be a folder', async () => {
    await inFolder((folder) => {
      expect(withSettingsFile({}, folder)).toEqual({})
      mkdirSync(join(folder, '.env'))
      expect(withSettingsFile({}, folder)).toEqual({})
    })
  })

  it.each([0o644, 0o640, 0o602])('is refused where others may read or write it: %o', async (mode) => {
    await inFolder((folder, writes) => {
      writes('APP_ID=12\n', mode)
      expect(() => withSettingsFile({}, folder)).toThrow("has the App's secrets in it, and others")
    })
  })
})
