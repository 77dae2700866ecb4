import { execFile, spawnSync } from 'node:child_process'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openObjects } from '../../../src/git/objects/object-store.ts'
import { createGpgSigner } from '../../../src/git/signing/gpg.ts'
import { makeTag, type TagToMake, tryKey, verifyTag } from '../../../src/git/signing/sign-tag.ts'
import type { SigningKey } from '../../../src/git/signing/signing-key.ts'
import { createSshSigner } from '../../../src/git/signing/ssh.ts'
import { bare, folder, refusal } from '../repositories.ts'

const run = promisify(execFile)
// On a person's machine a program may be missing; in CI its tests must not be skipped.
const has = (program: string) => process.env['CI'] === 'true' || !spawnSync(program, ['--version']).error
const lacks = { gpg: !has('gpg'), ssh: !has('ssh-keygen') }

async function openRepo(path: string) {
  const repo = await bare(join(path, 'r.git'))
  const target = await repo.commit('refs/heads/main', { content: 'one' })
  const store = openObjects(repo.gitDir, 'sha1')
  const make = (key: SigningKey | null, more: Partial<TagToMake> = {}) =>
    makeTag({
      store,
      name: 'v2.0.1',
      target,
      message: 'Release v2.0.1',
      tagger: { name: 'Captain', email: 'captain@example.org' },
      taggedAt: 1_770_000_000,
      key,
      sign: 'required',
      ...more,
    })
  return { ...repo, target, store, make }
}

describe('without a key', () => {
  it('§3.2: refuses, and says how to give one', async () => {
    await using place = await folder()
    const repo = await openRepo(place.path)
    expect(await refusal(repo.make(null))).toMatchInlineSnapshot(`
      "[usage] The tag v2.0.1 must be signed (§3.2), but there is no signing key.
      Next: Name one: \`--sign-key ~/.ssh/id_ed25519\`, or a GPG fingerprint, or set one for all repositories with \`git config --global user.signingkey KEY\` (and \`gpg.format ssh\` for an SSH key). A policy with \`tag: {sign: optional}\` allows unsigned tags."
    `)
    await repo.store.close()
  })

  it('makes an unsigned annotated tag where the policy allows it, the same one every time', async () => {
    await using place = await folder()
    const repo = await openRepo(place.path)
    const tag = await repo.make(null, { sign: 'optional' })
    expect(tag).toEqual(await repo.make(null, { sign: 'optional' }))
    expect(await repo.text(['cat-file', 'tag', tag.sha])).toMatchInlineSnapshot(`
      "object bad0bac387f10ca893392ef6afcf5e708d66572e
      type commit
      tag v2.0.1
      tagger Captain <captain@example.org> 1770000000 +0000

      Release v2.0.1"
    `)
    expect(await repo.text(['fsck', '--strict'])).not.toContain('error')
    await repo.store.close()
  })

  it('never makes a tag whose parts could begin a header of their own', async () => {
    await using place = await folder()
    const repo = await openRepo(place.path)
    const sign = 'optional'
    await expect(repo.make(null, { sign, name: 'v1\ntagger x' })).rejects.toThrow('cannot be made')
    await expect(repo.make(null, { sign, tagger: { name: 'a> 1 +0\n', email: 'b' } })).rejects.toThrow()
    await repo.store.close()
  })
})

describe.skipIf(lacks.ssh)('SSH keys', () => {
  let place: Awaited<ReturnType<typeof folder>>
  let repo: Awaited<ReturnType<typeof openRepo>>
  const file = (name: string) => join(place.path, name)
  const keygen = (name: string, passphrase = '') =>
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'x', '-f', file(name)])

  beforeAll(async () => {
    place = await folder()
    repo = await openRepo(place.path)
    await Promise.all([keygen('key'), keygen('other'), keygen('locked', 'secret')])
  })
  afterAll(async () => {
    await repo.store.close()
    await place[Symbol.asyncDispose]()
  })

  it('makes a tag that git itself verifies, the same one every time', async () => {
    const tag = await repo.make({ format: 'ssh', keyFile: file('key') })
    expect(tag).toEqual(await repo.make({ format: 'ssh', keyFile: file('key') }))
    expect(tag.signedBy).toMatch(/^SSH key SHA256:[\w+/]{43}$/)
    const { stdout } = await run('ssh-keygen', ['-lf', file('key')])
    expect(stdout).toContain(tag.signedBy?.replace('SSH key ', ''))
    await repo.text(['update-ref', 'refs/tags/v2.0.1', tag.sha])
    await writeFile(file('allowed'), `captain@example.org ${await readFile(file('key.pub'), 'utf8')}`)
    const settings = ['gpg.format=ssh', `gpg.ssh.allowedSignersFile=${file('allowed')}`]
    await repo.text(['verify-tag', 'v2.0.1'], { settings })
    expect(await repo.text(['fsck', '--strict'])).not.toContain('error')
  })

  it('takes a foreign signature for a bad one, although it is good', async () => {
    const [ours, theirs] = await Promise.all([
      createSshSigner({ keyFile: file('key') }),
      createSshSigner({ keyFile: file('other') }),
    ])
    const signature = await theirs.sign('payload')
    await theirs.verify('payload', signature)
    await expect(ours.verify('payload', signature)).rejects.toThrow('is not one of ssh-ed25519')
    await expect(theirs.verify('another payload', signature)).rejects.toThrow('is not one of')
  })

  it('refuses a key with a passphrase without asking anybody', async () => {
    const said = await refusal(repo.make({ format: 'ssh', keyFile: file('locked') }))
    expect(said.replaceAll(place.path, '/keys')).toMatchInlineSnapshot(`
      "[usage] The SSH key /keys/locked has a passphrase, and ssh-keygen can't ask for it here.
      Next: Add it to an agent first: \`ssh-add /keys/locked\`, or name a key without a passphrase."
    `)
  })

  it('refuses a key that is not there, and a public one without an agent', async () => {
    const missing = await refusal(repo.make({ format: 'ssh', keyFile: file('nothing') }))
    await rm(file('public.pub'), { force: true })
    await writeFile(file('public.pub'), await readFile(file('locked.pub')))
    const alone = await refusal(repo.make({ format: 'ssh', keyFile: file('public.pub') }))
    expect([missing, alone].map((said) => said.replaceAll(place.path, '/keys'))).toMatchInlineSnapshot(`
      [
        "[usage] There is no SSH key at /keys/nothing.
      Next: Name the file of a private key, or of a public one (\`.pub\`) that an agent holds.",
        "[usage] Only the public part of the SSH key /keys/public.pub is here, and no agent holds the private one.
      Next: Add it to an agent with \`ssh-add\` (SSH_AUTH_SOCK must lead to that agent), or name the private key.",
      ]
    `)
  })

  it('signs with a locked key that an agent holds, named by file or by its public part', async () => {
    const socket = file('agent')
    const { stdout } = await run('ssh-agent', ['-a', socket])
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1])
    try {
      await writeFile(file('ask'), '#!/bin/sh\necho secret\n')
      await chmod(file('ask'), 0o700)
      const env = { ...process.env, SSH_AUTH_SOCK: socket, SSH_ASKPASS: file('ask') }
      await run('ssh-add', [file('locked')], { env: { ...env, SSH_ASKPASS_REQUIRE: 'force' } })
      process.env['SSH_AUTH_SOCK'] = socket
      const publicKey = (await readFile(file('locked.pub'), 'utf8')).trim()
      const names = await Promise.all([
        repo.make({ format: 'ssh', keyFile: file('locked') }),
        repo.make({ format: 'ssh', keyFile: file('locked.pub') }),
        repo.make({ format: 'ssh-agent', publicKey }),
      ])
      expect(new Set(names.map(({ signedBy }) => signedBy)).size).toBe(1)
    } finally {
      delete process.env['SSH_AUTH_SOCK']
      process.kill(pid)
    }
  })

  it('finds a tag that stands there to be ours by its signature and its name alone', async () => {
    const key = { format: 'ssh', keyFile: file('key') } as const
    const verify = (sha: string, name = 'v2.0.1') => verifyTag({ store: repo.store, name, sha, key })
    const signed = await repo.make(key)
    expect(await verify(signed.sha)).toEqual(signed)
    const unsigned = await repo.make(null, { sign: 'optional' })
    expect(await refusal(verify(unsigned.sha))).toContain("v2.0.1 already exists, but isn't signed with")
    expect(await refusal(verify(signed.sha, 'v2.0.2'))).toContain('v2.0.2 already exists')
  })

  it('tells beforehand whether a key can sign', async () => {
    expect(await tryKey({ format: 'ssh', keyFile: file('key') })).toMatch(/^SSH key/)
    expect(await refusal(tryKey({ format: 'ssh', keyFile: file('locked') }))).toContain('passphrase')
  })
})

describe.skipIf(lacks.gpg)('GPG keys', () => {
  let place: Awaited<ReturnType<typeof folder>>
  let repo: Awaited<ReturnType<typeof openRepo>>
  let gnupgHome: string
  const gpg = (...args: string[]) =>
    run('gpg', ['--batch', '--pinentry-mode', 'loopback', '--homedir', gnupgHome, ...args])
  const generate = (user: string, passphrase = '', expire = '1y') =>
    gpg('--passphrase', passphrase, '--quick-generate-key', user, 'ed25519', 'sign', expire)

  beforeAll(async () => {
    // Short: an agent's socket has a path of 108 bytes at most.
    place = await folder('g')
    repo = await openRepo(place.path)
    gnupgHome = join(place.path, 'h')
    await mkdir(gnupgHome, { mode: 0o700 })
    await generate('Captain <captain@example.org>')
    await generate('Other <other@example.org>')
    await generate('Locked <locked@example.org>', 'secret')
    await run('gpgconf', ['--homedir', gnupgHome, '--kill', 'all'])
  })
  afterAll(async () => {
    await run('gpgconf', ['--homedir', gnupgHome, '--kill', 'all'])
    await repo.store.close()
    await place[Symbol.asyncDispose]()
  })
  const key = (keyId: string): SigningKey => ({ format: 'gpg', keyId, gnupgHome })

  it('makes a tag that git itself verifies', async () => {
    const tag = await repo.make(key('captain@example.org'))
    expect(tag.signedBy).toMatch(/^GPG key [0-9A-F]{40} \(Captain <captain@example.org>\)$/)
    await repo.text(['update-ref', 'refs/tags/v2.0.1', tag.sha])
    await repo.text(['verify-tag', 'v2.0.1'], { env: { GNUPGHOME: gnupgHome } })
    expect(await repo.text(['for-each-ref', '--format=%(taggerdate:unix) %(subject)', 'refs/tags'])).toBe(
      '1770000000 Release v2.0.1',
    )
  })

  it('takes a foreign signature for a bad one, although it is good', async () => {
    const ours = await createGpgSigner({ keyId: 'captain@example.org', gnupgHome })
    const theirs = await createGpgSigner({ keyId: 'other@example.org', gnupgHome })
    const signature = await theirs.sign('payload')
    await theirs.verify('payload', signature)
    await expect(ours.verify('payload', signature)).rejects.toThrow('is not one of GPG key')
    await expect(theirs.verify('another payload', signature)).rejects.toThrow('is not one of')
  })

  it('refuses keys that cannot sign here, each with its reason', async () => {
    const attempts = ['locked@example.org', 'nobody@example.org', 'example.org', '-x']
    const said: string[] = []
    for (const keyId of attempts) said.push(await refusal(repo.make(key(keyId))))
    expect(said.map((text) => text.replace(/[0-9A-F]{40}/g, 'FINGERPRINT'))).toMatchInlineSnapshot(`
      [
        "[usage] gpg could not sign with the key locked@example.org: it needs a passphrase, and gpg can't ask for it here.
      Next: If it has a passphrase, unlock it in gpg-agent first (sign anything with it once). In a script, use a key without a passphrase, or an SSH key in an agent.",
        "[usage] gpg has no secret key for \`nobody@example.org\` here.
      Next: See the keys that it has with \`gpg --list-secret-keys\`, and name one by its fingerprint.",
        "[usage] gpg has 3 secret keys for \`example.org\`: FINGERPRINT, FINGERPRINT, FINGERPRINT.
      Next: Name one of them by its fingerprint.",
        "[usage] gpg has no secret key for \`-x\` here.
      Next: See the keys that it has with \`gpg --list-secret-keys\`, and name one by its fingerprint.",
      ]
    `)
  })

  it('refuses an expired and a revoked key', async () => {
    await gpg(
      '--passphrase',
      '',
      '--faked-system-time',
      '20200101T000000!',
      '--quick-generate-key',
      'Old <old@x.org>',
      'ed25519',
      'sign',
      '1d',
    )
    expect(await refusal(repo.make(key('old@x.org')))).toContain('has expired')
    await generate('Gone <gone@x.org>')
    const { stdout } = await gpg('--with-colons', '--list-keys', 'gone@x.org')
    const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(stdout)?.[1]
    const certificate = join(gnupgHome, 'openpgp-revocs.d', `${fingerprint}.rev`)
    await writeFile(certificate, (await readFile(certificate, 'utf8')).replace(':-----BEGIN', '-----BEGIN'))
    await gpg('--import', certificate)
    expect(await refusal(repo.make(key('gone@x.org')))).toContain('was revoked')
  })

  it('says so when there is no gpg', async () => {
    const none: SigningKey = { format: 'gpg', keyId: 'x', program: '/nowhere/gpg' }
    expect(await refusal(repo.make(none))).toMatchInlineSnapshot(`
      "[usage] Signing needs GPG, but there is no \`/nowhere/gpg\` on this machine.
      Next: Install GnuPG, or sign with an SSH key: \`--sign-format ssh --sign-key FILE\`."
    `)
  })
})
