import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readCommit, writeCommit } from '../../../src/git/objects/commit-objects.ts'
import { openObjects } from '../../../src/git/objects/object-store.ts'
import { openQuarantine } from '../../../src/git/objects/quarantine.ts'
import { install } from '../../../src/git/refs/install.ts'
import { openRepository } from '../../../src/git/repository.ts'
import { bare, folder, refusal } from '../repositories.ts'

const BRANCH = 'refs/heads/release/v2.0.1'
const TAG = 'refs/tags/v2.0.1'
const BOT = 'bot <bot@example.org> 1700000000 +0000'

/** A clone, and beside it a commit and a tag object that it does not have yet. */
async function built(path: string) {
  const clone = await bare(join(path, 'clone.git'))
  const base = await clone.commit('refs/heads/main', { content: 'first' })
  const repository = await openRepository(clone.gitDir)
  const quarantine = await openQuarantine(repository, join(path, 'cache'))
  const store = openObjects(quarantine.gitDir, repository.format)
  const { tree } = await readCommit(store, base)
  const head = writeCommit(store, {
    tree,
    parents: [base],
    author: BOT,
    committer: BOT,
    message: 'fix: it\n',
  })
  const text = `object ${head}\ntype commit\ntag v2.0.1\ntagger ${BOT}\n\nRelease v2.0.1\n`
  const tag = store.write('tag', Buffer.from(text))
  await store.close()
  const refs = [
    { name: BRANCH, sha: head },
    { name: TAG, sha: tag },
  ]
  const there = () => clone.text(['for-each-ref', '--format=%(refname)', 'refs/heads/release', 'refs/tags'])
  const clean = (said: string) => said.replaceAll(path, '').replace(/\b[0-9a-f]{10}\b/g, 'SHA')
  return {
    clone,
    base,
    head,
    there,
    clean,
    run: (wanted = refs) => install({ quarantine, repository, refs: wanted, known: [base] }),
  }
}

it('brings the objects and all refs into the clone, and finds them there a second time', async () => {
  await using place = await folder()
  const { clone, head, run, there } = await built(place.path)
  await expect(clone.text(['cat-file', '-t', head])).rejects.toThrow()

  expect(await run()).toBe('created')
  expect((await there()).split('\n')).toEqual([BRANCH, TAG])
  await clone.text(['fsck', '--full', '--strict'])
  expect(await run()).toBe('unchanged')
})

it('changes nothing where a ref is something else, and says what to do', async () => {
  await using place = await folder()
  const { clone, base, run, there, clean } = await built(place.path)
  await clone.text(['update-ref', TAG, base])

  expect(clean(await refusal(run()))).toMatchInlineSnapshot(`
    "[rule] The tag v2.0.1 already exists, at SHA; this build is SHA. Nothing was changed.
    Next: Check it (\`git log v2.0.1\`). If you don't need it: \`git tag -d v2.0.1\`, then build again."
  `)
  expect(await there()).toBe(TAG)
})

it('makes all refs or none: one that is locked keeps the others away', async () => {
  await using place = await folder()
  const { clone, run, there, clean } = await built(place.path)
  await clone.text(['pack-refs', '--all'])
  await writeFile(join(clone.gitDir, 'refs/tags/v2.0.1.lock'), '')

  expect(clean(await refusal(run()))).toMatchInlineSnapshot(`
    "[repository] Another git process has locked /clone.git/refs/tags/v2.0.1.lock, or a crashed one left the lock behind. Nothing was changed.
    Next: Wait until it ends. If no git process runs on this repository, delete that file and build again."
  `)
  expect(await there()).toBe('')
})

it('says what is in the way where a branch has the name of the folder', async () => {
  await using place = await folder()
  const { clone, base, run, there, clean } = await built(place.path)
  await clone.text(['update-ref', 'refs/heads/release', base])

  expect(clean(await refusal(run()))).toMatchInlineSnapshot(`
    "[repository] git could not create the branch: cannot lock ref 'refs/heads/release/v2.0.1': 'refs/heads/release' exists; cannot create 'refs/heads/release/v2.0.1'. Nothing was changed.
    Next: If a branch named like a folder of this one is in the way, rename it (\`git branch -m OLD NEW\`); if the branch appeared just now, look at it and build again."
  `)
  expect(await there()).toBe('refs/heads/release')
})

it('refuses a name that would be a file of the git directory itself', async () => {
  await using place = await folder()
  const { clone, head, run, there } = await built(place.path)
  for (const name of ['HEAD', 'config', 'release/v2.0.1'])
    await expect(run([{ name, sha: head }])).rejects.toThrow(`${name} isn't a branch or a tag`)
  expect([await there(), await clone.text(['symbolic-ref', 'HEAD'])]).toEqual(['', 'refs/heads/main'])
})

it('runs no hook of the clone', async () => {
  await using place = await folder()
  const { clone, run } = await built(place.path)
  const trap = join(place.path, 'sprung')
  await writeFile(join(clone.gitDir, 'hooks/reference-transaction'), `#!/bin/sh\ntouch '${trap}'\n`, {
    mode: 0o755,
  })

  expect(await run()).toBe('created')
  expect(existsSync(trap)).toBe(false)
})
