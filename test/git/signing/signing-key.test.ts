import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseSigningKey } from '../../../src/git/signing/signing-key.ts'
import { folder, refusal } from '../repositories.ts'

describe('which key', () => {
  async function chosen(config: string, choice: Parameters<typeof chooseSigningKey>[0]) {
    await using place = await folder()
    const file = join(place.path, 'config')
    await writeFile(file, config)
    const before = process.env['GIT_CONFIG_GLOBAL']
    process.env['GIT_CONFIG_GLOBAL'] = file
    try {
      return await chooseSigningKey(choice)
    } finally {
      process.env['GIT_CONFIG_GLOBAL'] = before
    }
  }
  const nothing = { format: null, key: null } as const
  const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIESdPPOBJMV me'

  it("is the person's own when nobody names one", async () => {
    expect(await chosen('', nothing)).toBeNull()
    expect(await chosen('[user]\nsigningkey = ABCD\n', nothing)).toEqual({ format: 'gpg', keyId: 'ABCD' })
    expect(await chosen('[user]\nsigningkey = /k.pub\n[gpg]\nformat = ssh\n', nothing)).toEqual({
      format: 'ssh',
      keyFile: '/k.pub',
    })
    expect(
      await chosen(
        `[user]\nsigningkey = key::${publicKey}\n[gpg]\nformat=ssh\n[gpg "ssh"]\nprogram=op`,
        nothing,
      ),
    ).toEqual({ format: 'ssh-agent', publicKey, program: 'op' })
  })

  it('is the one that was named, in the format that it looks like or that was said', async () => {
    const config = '[user]\nsigningkey = ABCD\n[gpg]\nprogram = gpg2\n'
    expect(await chosen(config, { format: null, key: '/k' })).toEqual({ format: 'ssh', keyFile: '/k' })
    expect(await chosen(config, { format: null, key: publicKey })).toEqual({ format: 'ssh-agent', publicKey })
    expect(await chosen(config, { format: null, key: 'me@x' })).toEqual({
      format: 'gpg',
      keyId: 'me@x',
      program: 'gpg2',
    })
    expect(await chosen(config, { format: 'ssh', key: 'k' })).toEqual({ format: 'ssh', keyFile: 'k' })
  })

  it('is refused where it cannot be one', async () => {
    expect(await refusal(chosen('[user]\nsigningkey=a\n[gpg]\nformat=x509\n', nothing))).toContain(
      'gpg.format x509',
    )
    expect(await refusal(chosen('', { format: 'gpg', key: '--yes' }))).toContain('begins with a dash')
  })
})
