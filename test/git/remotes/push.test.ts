import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { push, type RefUpdate } from '../../../src/git/remotes/push.ts'
import { type Bare, bare, folder, refusal } from '../repositories.ts'

const BRANCH = 'refs/heads/release/v2.0.1'
const TAG = 'refs/tags/v2.0.1'
const names = { branch: 'release/v{version}', tag: 'v{version}' }

/** A repository of ours with a built release, and the remote that it is to go to. */
async function ready(path: string) {
  const [ours, remote] = [await bare(join(path, 'ours.git')), await bare(join(path, 'remote.git'))]
  const commit = await ours.commit('refs/heads/work', { content: 'chore: bump version to 2.0.1' })
  const tag = await ours.text(['mktag'], {
    input: `object ${commit}\ntype commit\ntag v2.0.1\ntagger A <a@b> 1 +0000\n\nRelease v2.0.1\n`,
  })
  const updates: RefUpdate[] = [
    { ref: BRANCH, commit, expected: null },
    { ref: TAG, commit: tag, expected: null },
  ]
  const send = (more: readonly RefUpdate[] = updates, url = `file://${remote.gitDir}`) =>
    push({ gitDir: ours.gitDir, url, updates: more, names })
  const refs = () => remote.text(['for-each-ref', '--format=%(refname)'])
  const clean = (text: string) => text.replaceAll(path, '').replace(/\b[0-9a-f]{10,40}\b/g, 'SHA')
  return { ours, remote, commit, tag, updates, send, refs, clean }
}

function hook(remote: Bare, name: string, script: string): Promise<void> {
  const file = join(remote.gitDir, 'hooks', name)
  return mkdir(join(remote.gitDir, 'hooks'), { recursive: true }).then(() =>
    writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 }),
  )
}

it('puts branch and tag onto the remote, and a second time finds them there', async () => {
  await using place = await folder()
  const { send, remote, commit, tag } = await ready(place.path)
  expect(await send()).toEqual([
    { ref: BRANCH, sha: commit, outcome: 'pushed' },
    { ref: TAG, sha: tag, outcome: 'pushed' },
  ])
  expect((await send()).map(({ outcome }) => outcome)).toEqual(['up-to-date', 'up-to-date'])
  expect(await remote.text(['rev-parse', BRANCH, TAG])).toBe(`${commit}\n${tag}`)
})

it('pushes all or nothing: a tag that is taken keeps the branch away too', async () => {
  await using place = await folder()
  const { send, remote, refs, clean } = await ready(place.path)
  await remote.commit(TAG, { content: 'another release' })
  const said = await refusal(send())
  expect(await refs()).toBe(TAG)
  expect(clean(said)).toMatchInlineSnapshot(`
    "[repository] Nothing was pushed: \`refs/tags/v2.0.1\` on file:///remote.git is at SHA, where it wasn't expected to exist. Someone else changed it.
    Next: A published tag never moves. Check it with \`git fetch file:///remote.git refs/tags/v2.0.1\`. If it isn't the release that you meant, release the next version."
  `)
})

it('never takes a branch that someone moved meanwhile, and says who did where it can', async () => {
  await using place = await folder()
  const { ours, send, remote, commit, clean } = await ready(place.path)
  await send()
  await remote.commit(BRANCH, { content: 'fix: by hand' })
  await ours.text(['fetch', '-q', remote.gitDir, `${BRANCH}:refs/seen`])
  const next = await ours.commit('refs/heads/work', { content: 'rebuilt' })
  expect(
    clean(await refusal(send([{ ref: BRANCH, commit: next, expected: commit }]))),
  ).toMatchInlineSnapshot(`
    "[repository] Nothing was pushed: \`refs/heads/release/v2.0.1\` on file:///remote.git is at SHA (Ada, 2023-11-14, “fix: by hand”), where SHA was expected. Someone else changed it.
    Next: Check it with \`git fetch file:///remote.git refs/heads/release/v2.0.1\` and \`git log FETCH_HEAD\`. If you don't need the branch, delete it there and build again."
  `)
})

it('moves a branch from where it was expected, also to a commit that does not follow it', async () => {
  await using place = await folder()
  const { ours, send, commit, remote } = await ready(place.path)
  await send()
  const other = await ours.commit('refs/heads/other', { content: 'built anew' })
  expect(await send([{ ref: BRANCH, commit: other, expected: commit }])).toMatchObject([
    { outcome: 'pushed' },
  ])
  expect(await remote.text(['rev-parse', BRANCH])).toBe(other)
})

it('passes on what the server says when it declines', async () => {
  await using place = await folder()
  const { send, remote, refs, clean } = await ready(place.path)
  await hook(remote, 'pre-receive', 'echo "GH013: tags are protected"; echo "ask an admin" >&2; exit 1')
  const said = await refusal(send())
  expect(await refs()).toBe('')
  expect(clean(said)).toMatchInlineSnapshot(`
    "[repository] Nothing was pushed: file:///remote.git declined \`refs/heads/release/v2.0.1\` (pre-receive hook declined). The server says:
    GH013: tags are protected
    ask an admin
    Next: Ask an administrator to change the server's rule or hook, or push with an account that it allows. You can safely run the same command again."
  `)
})

it('R8: looks before it gives up, when the line breaks after the server has done it', async () => {
  await using place = await folder()
  const { send, remote, commit } = await ready(place.path)
  await hook(remote, 'post-update', 'kill -9 $PPID')
  expect((await send())[0]).toEqual({ ref: BRANCH, sha: commit, outcome: 'pushed' })
})

it('refuses a remote that is not there', async () => {
  await using place = await folder()
  const { send, updates, clean } = await ready(place.path)
  expect(clean(await refusal(send(updates, join(place.path, 'nothing.git'))))).toMatchInlineSnapshot(`
    "[repository] /nothing.git could not be pushed to: the repository doesn't exist, or you can't access it ('/nothing.git' does not appear to be a git repository).
    Next: Check the address and your permissions: \`git ls-remote URL\` must answer."
  `)
  expect(await refusal(send(updates, 'http://127.0.0.1:1/x.git'))).toContain("it can't be reached now")
})

it('gives the password to the server and to no one else', async () => {
  await using place = await folder()
  const { send, updates } = await ready(place.path)
  const heard: (string | undefined)[] = []
  const server = createServer((request, response) => {
    heard.push(request.headers.authorization)
    response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end('no')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  const said = await refusal(send(updates, `http://bot:p%40ss-word@127.0.0.1:${port}/x.git`))
  server.close()
  expect(heard).toContain(`Basic ${Buffer.from('bot:p@ss-word').toString('base64')}`)
  expect(said.replaceAll(String(port), 'PORT')).toMatchInlineSnapshot(`
    "[repository] http://127.0.0.1:PORT/x.git could not be pushed to: it doesn't accept the credentials (could not read Username for 'http://127.0.0.1:PORT': terminal prompts disabled).
    Next: Check your key, token or credential helper: \`git ls-remote URL\` must work without a prompt."
  `)
  expect(said).not.toMatch(/ss-word|bot:/)
})

it.each([301, 302, 307, 308])(
  'follows no redirect, and gives the password to no other server: %i',
  async (status) => {
    await using place = await folder()
    const { send, updates } = await ready(place.path)
    const heard: string[] = []
    const listen = async (answer: Parameters<typeof createServer>[1]) => {
      const server = createServer({}, answer)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      return { server, port: typeof address === 'object' ? address?.port : null }
    }
    const other = await listen((request, response) => {
      heard.push(request.headers.authorization ?? 'nothing')
      response.writeHead(404).end()
    })
    const first = await listen((request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${other.port}${request.url}` }).end()
    })
    const said = await refusal(send(updates, `http://bot:secret@127.0.0.1:${first.port}/x.git`))
    for (const { server } of [first, other]) server.close()

    expect(heard).toEqual([])
    expect(said).toContain(
      "it redirects to another address, and Release Captain doesn't send your credentials there",
    )
  },
)

it('pushes nothing but the refs of a release', async () => {
  await using place = await folder()
  const { send, commit, tag, refs } = await ready(place.path)
  const wrong: RefUpdate[] = [
    { ref: 'refs/heads/main', commit, expected: null },
    { ref: 'refs/heads/release/v2.0', commit, expected: null },
    { ref: 'refs/heads/release/v2.0.1/x', commit, expected: null },
    { ref: 'release/v2.0.1', commit, expected: null },
    { ref: 'refs/tags/2.0.1', commit: tag, expected: null },
    { ref: '--mirror', commit, expected: null },
    { ref: `${BRANCH}:refs/heads/main`, commit, expected: null },
    { ref: BRANCH, commit: '0'.repeat(40), expected: null },
    { ref: BRANCH, commit: '--force', expected: null },
    { ref: BRANCH, commit: 'HEAD', expected: null },
    { ref: TAG, commit: tag, expected: commit },
  ]
  for (const update of wrong) await expect(send([update])).rejects.toThrow('not to be pushed')
  expect(await refs()).toBe('')
})

it('runs no hook of the side that pushes', async () => {
  await using place = await folder()
  const { ours, send } = await ready(place.path)
  await hook(ours, 'pre-push', 'exit 1')
  expect(await send()).toHaveLength(2)
})
