import { execFile, spawnSync } from 'node:child_process'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { serializeCommit } from '../../../src/git/objects/commit-objects.ts'
import { openObjects } from '../../../src/git/objects/object-store.ts'
import { dropSignature, writeSignedCommit } from '../../../src/git/signing/signed-commits.ts'
import { bare, folder } from '../repositories.ts'

const run = promisify(execFile)
const has = (program: string) => process.env['CI'] === 'true' || !spawnSync(program, ['--version']).error

describe.skipIf(!has('gpg'))('a commit signed with a GPG key', () => {
  it('is verified by git, also where its message is no UTF-8, and is itself without the signature', async () => {
    await using place = await folder()
    const gnupgHome = join(place.path, 'gnupg')
    await mkdir(gnupgHome)
    await chmod(gnupgHome, 0o700)
    const user = ['--quick-generate-key', 'Captain <captain@example.org>', 'ed25519', 'sign', 'never']
    await run('gpg', ['--batch', '--passphrase', '', '--homedir', gnupgHome, ...user])
    const repo = await bare(join(place.path, 'r.git'))
    const parent = await repo.commit('refs/heads/main', { content: 'one' })
    const store = openObjects(repo.gitDir, 'sha1')
    const bot = 'Captain <captain@example.org> 1770000000 +0000'
    const tree = await repo.text(['rev-parse', `${parent}^{tree}`])
    const message = Buffer.from('fix: caf\xe9\n\ngpgsig not a header\n', 'latin1')
    const commit = { tree, parents: [parent], author: bot, committer: bot, message }

    const key = { format: 'gpg', keyId: 'captain@example.org', gnupgHome } as const
    const sha = await writeSignedCommit({ store, commit, key })
    await repo.text(['verify-commit', sha], { env: { GNUPGHOME: gnupgHome } })
    await repo.text(['fsck', '--strict', sha])
    expect(dropSignature((await store.read(sha)).data)).toEqual(serializeCommit(commit))
    await store.close()
    await run('gpgconf', ['--homedir', gnupgHome, '--kill', 'all'])
  })
})
