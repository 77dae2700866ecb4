import { execFile, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { openMirror, withMirror } from '../../../src/git/remotes/mirror.ts'
import { isSound } from '../../../src/git/remotes/mirror-health.ts'
import { bare, bareAt, folder, refusal } from '../repositories.ts'

const run = promisify(execFile)
const SCRIPT = join(import.meta.dirname, 'mirror-process.ts')

async function ready(path: string) {
  const remote = await bare(join(path, 'remote.git'))
  const first = await remote.commit('refs/heads/main', { content: 'one' })
  await remote.text(['tag', '-a', '-m', 'Release', 'v2.0.0', first])
  await remote.text(['update-ref', 'refs/pull/1/head', first])
  const request = { url: `file://${remote.gitDir}`, cacheDir: join(path, 'cache') }
  return { remote, first, request, mirrors: join(path, 'cache', 'mirrors') }
}

async function refsOf(gitDir: string): Promise<string> {
  return bareAt(gitDir).text(['for-each-ref', '--format=%(refname) %(objectname)'])
}

async function packOf(gitDir: string): Promise<string> {
  const folderName = join(gitDir, 'objects', 'pack')
  const pack = (await readdir(folderName)).find((name) => name.endsWith('.pack'))
  return join(folderName, pack ?? '')
}

/** Writes other bytes over a part of a file, as a bad disk would. */
async function damage(file: string, at: number, bytes: Buffer): Promise<void> {
  await run('chmod', ['u+w', file])
  await using handle = await open(file, 'r+')
  await handle.write(bytes, 0, bytes.length, at)
}

it('copies branches and tags, and knows the main branch', async () => {
  await using place = await folder()
  const { remote, first, request } = await ready(place.path)
  await remote.commit('refs/heads/trunk', { content: 'trunk' })
  await remote.text(['symbolic-ref', 'HEAD', 'refs/heads/trunk'])
  const { gitDir, url } = await openMirror(request)
  expect(url).toBe(request.url)
  expect(await refsOf(gitDir)).toBe((await refsOf(remote.gitDir)).replace(`refs/pull/1/head ${first}\n`, ''))
  expect(await bareAt(gitDir).text(['symbolic-ref', 'HEAD'])).toBe('refs/heads/trunk')
})

it('follows what was pushed, moved by force, and deleted', async () => {
  await using place = await folder()
  const { remote, request, first } = await ready(place.path)
  await remote.commit('refs/heads/gone', { content: 'x' })
  await remote.commit('refs/heads/moved', { content: 'x' })
  const { gitDir } = await openMirror(request)
  await remote.text(['update-ref', '-d', 'refs/heads/gone'])
  await remote.commit('refs/heads/gone/deeper', { content: 'y' })
  await remote.text(['update-ref', 'refs/heads/moved', first])
  await remote.text(['tag', '-f', 'v2.0.0', await remote.commit('refs/heads/main', { content: 'two' })])
  await openMirror(request)
  await remote.text(['update-ref', '-d', 'refs/pull/1/head'])
  expect(await refsOf(gitDir)).toBe(await refsOf(remote.gitDir))
})

it('mirrors a repository with sha256 ids, and an empty one', async () => {
  await using place = await folder()
  const sha256 = join(place.path, 'sha256.git')
  await run('git', ['init', '-q', '--bare', '--object-format=sha256', '-b', 'main', sha256])
  const commit = await bareAt(sha256).commit('refs/heads/main', { content: 'one' })
  const cacheDir = join(place.path, 'cache')
  const { gitDir } = await openMirror({ url: sha256, cacheDir })
  expect(await bareAt(gitDir).text(['rev-parse', 'refs/heads/main'])).toBe(commit)
  const empty = await bare(join(place.path, 'empty.git'))
  expect(await refsOf((await openMirror({ url: empty.gitDir, cacheDir })).gitDir)).toBe('')
})

it('may be opened by several processes at once', async () => {
  await using place = await folder()
  const { remote, request, mirrors } = await ready(place.path)
  for (let index = 0; index < 30; index += 1) await remote.commit('refs/heads/main', { content: `${index}` })
  const open = () => run(process.execPath, [SCRIPT, request.url, request.cacheDir])
  const answers = await Promise.all([open(), open(), open()])
  const gitDirs = answers.map(({ stdout }) => JSON.parse(stdout).gitDir)
  expect(new Set(gitDirs).size).toBe(1)
  expect(await isSound(gitDirs[0])).toBe(true)
  expect((await readdir(mirrors)).sort()).toEqual([
    expect.stringMatching(/^remote-\w{16}\.git$/),
    expect.stringMatching(/\.git\.lock$/),
  ])
})

it('leaves nothing behind a process that was killed while it cloned', async () => {
  await using place = await folder()
  const { remote, request, mirrors } = await ready(place.path)
  for (let index = 0; index < 10; index += 1)
    await remote.commit('refs/heads/main', { content: randomBytes(1_000_000).toString('hex') })
  const child = spawn(process.execPath, [SCRIPT, request.url, request.cacheDir], { stdio: 'ignore' })
  const begun = async () => (await readdir(mirrors).catch(() => [])).some((name) => name.includes('.new-'))
  while (!(await begun())) await sleep(5)
  child.kill('SIGKILL')
  const { gitDir } = await openMirror(request)
  expect(await isSound(gitDir)).toBe(true)
  expect((await readdir(mirrors)).filter((name) => name.includes('.new-'))).toEqual([])
})

it('takes away half packs and lock files that no one can own any more', async () => {
  await using place = await folder()
  const { remote, request } = await ready(place.path)
  const { gitDir } = await openMirror(request)
  const left = ['objects/pack/tmp_pack_x', 'packed-refs.lock', 'refs/heads/main.lock'].map((name) =>
    join(gitDir, name),
  )
  for (const file of left) {
    await writeFile(file, 'x')
    await utimes(file, 1, 1)
  }
  await writeFile(join(gitDir, 'objects/pack/tmp_pack_young'), 'x')
  const next = await remote.commit('refs/heads/main', { content: 'two' })
  await openMirror(request)
  expect(await bareAt(gitDir).text(['rev-parse', 'refs/heads/main'])).toBe(next)
  expect(left.filter((file) => existsSync(file))).toEqual([])
  expect(existsSync(join(gitDir, 'objects/pack/tmp_pack_young'))).toBe(true)
})

it.each(['refs/heads/main.lock', 'HEAD.lock'])(
  'takes away %s of a git that was killed a moment ago',
  async (name) => {
    await using place = await folder()
    const { remote, request } = await ready(place.path)
    const { gitDir } = await openMirror(request)
    await writeFile(join(gitDir, name), '')
    const next = await remote.commit('refs/heads/main', { content: 'two' })
    await remote.text(['symbolic-ref', 'HEAD', 'refs/heads/trunk'])
    await remote.text(['update-ref', 'refs/heads/trunk', next])
    await openMirror(request)
    expect(await bareAt(gitDir).text(['rev-parse', 'refs/heads/main'])).toBe(next)
    expect(await bareAt(gitDir).text(['symbolic-ref', 'HEAD'])).toBe('refs/heads/trunk')
    expect(existsSync(join(gitDir, name))).toBe(false)
  },
)

it('refuses a remote that is not there, and keeps the mirror that it had', async () => {
  await using place = await folder()
  const { remote, request } = await ready(place.path)
  const none = { ...request, url: join(place.path, 'nothing.git') }
  expect((await refusal(openMirror(none))).replaceAll(place.path, '')).toMatchInlineSnapshot(`
    "[repository] /nothing.git could not be fetched from: the repository doesn't exist, or you can't access it ('/nothing.git' does not appear to be a git repository).
    Next: Check the address and your permissions: \`git ls-remote URL\` must answer."
  `)
  expect(await refusal(openMirror({ ...request, url: 'ext::sh -c "touch /tmp/x"' }))).toContain(
    'a program to run',
  )
  const { gitDir } = await openMirror(request)
  const before = await refsOf(gitDir)
  await rm(remote.gitDir, { recursive: true })
  expect(await refusal(openMirror(request))).toContain("the repository doesn't exist")
  expect(await refsOf(gitDir)).toBe(before)
})

it('refuses a remote that is damaged itself, and says so', async () => {
  await using place = await folder()
  const { remote, request } = await ready(place.path)
  const blob = await remote.text(['rev-parse', 'refs/heads/main:a.txt'])
  await rm(join(remote.gitDir, 'objects', blob.slice(0, 2), blob.slice(2)))
  expect(await refusal(openMirror(request))).toContain('damaged or incomplete on its own side')
})

it.each(['.GIT', 'git~1', '..'])('takes in no object that could write beside a clone: %s', async (name) => {
  await using place = await folder()
  const { remote, request, first } = await ready(place.path)
  const blob = await remote.text(['rev-parse', 'refs/heads/main:a.txt'])
  const inner = await remote.text(['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], {
    input: Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')]),
  })
  const commit = await remote.text(['commit-tree', inner, '-p', first, '-m', 'a trap'])
  await remote.text(['update-ref', 'refs/heads/main', commit])

  expect(await refusal(openMirror(request))).toContain('it has an object that git calls unsafe')
})

it.each([
  ['its HEAD', async (gitDir: string) => rm(join(gitDir, 'HEAD'))],
  ['its objects', async (gitDir: string) => rm(join(gitDir, 'objects'), { recursive: true })],
  ['a pack', async (gitDir: string) => rm(await packOf(gitDir))],
  ['its refs to garbage', async (gitDir: string) => writeFile(join(gitDir, 'refs/heads/main'), 'garbage\n')],
])('is fetched anew when it has lost %s', async (_, lose) => {
  await using place = await folder()
  const { remote, request } = await ready(place.path)
  const { gitDir } = await openMirror(request)
  await lose(gitDir)
  const next = await remote.commit('refs/heads/main', { content: 'two' })
  await openMirror(request)
  expect(await bareAt(gitDir).text(['rev-parse', 'refs/heads/main'])).toBe(next)
  expect(await isSound(gitDir)).toBe(true)
})

it('R28: whatever byte goes bad, work on a mirror ends right, on a new copy if need be', async () => {
  await using place = await folder()
  const { remote, request } = await ready(place.path)
  for (let index = 0; index < 5; index += 1)
    await remote.commit('refs/heads/main', { content: `${index} ${randomBytes(200).toString('hex')}` })
  const want = await remote.text(['log', '-p', 'refs/heads/main'])
  const { gitDir } = await openMirror(request)
  const good = await packOf(gitDir)
  await copyFile(good, join(place.path, 'good.pack'))
  const { size } = await stat(good)
  let renewed = 0
  for (let round = 0; round < 25; round += 1) {
    const pack = await packOf(gitDir)
    await damage(pack, Math.floor((round * size) / 25), randomBytes(3))
    const seen = await withMirror(request, (mirror) =>
      bareAt(mirror.gitDir).text(['log', '-p', 'refs/heads/main']),
    )
    expect(seen).toBe(want)
    if (existsSync(`${gitDir}.damaged`)) renewed += 1
    await rm(`${gitDir}.damaged`, { recursive: true, force: true })
  }
  expect(renewed).toBeGreaterThan(10)
})

it('does not fetch anew for what is no fault of the mirror', async () => {
  await using place = await folder()
  const { request } = await ready(place.path)
  const { gitDir } = await openMirror(request)
  const broken = withMirror(request, () => Promise.reject(new Error('a mistake of ours')))
  await expect(broken).rejects.toThrow('a mistake of ours')
  expect(existsSync(`${gitDir}.damaged`)).toBe(false)
})

it('keeps its packs few, and every object', async () => {
  await using place = await folder()
  const { remote, request, first } = await ready(place.path)
  const unreached = await remote.commit('refs/heads/side', { content: 'soon gone' })
  const { gitDir } = await openMirror(request)
  await remote.text(['update-ref', '-d', 'refs/heads/side'])
  for (let index = 0; index < 50; index += 1) {
    await remote.commit('refs/heads/main', { content: `${index}` })
    const settings = ['fetch.unpackLimit=1']
    await bareAt(gitDir).text(['fetch', '-q', remote.gitDir, 'refs/heads/main'], { settings })
  }
  await openMirror(request)
  const packs = (await readdir(join(gitDir, 'objects/pack'))).filter((name) => name.endsWith('.pack'))
  expect(packs.length).toBeLessThan(10)
  expect(await bareAt(gitDir).text(['cat-file', '-t', unreached])).toBe('commit')
  expect(await bareAt(gitDir).text(['cat-file', '-t', first])).toBe('commit')
})

// A small disk of its own needs Linux namespaces; in CI they must be there.
const canMount =
  process.env['CI'] === 'true' ||
  spawnSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'x', '/mnt']).status === 0

it.skipIf(!canMount)('R26: a full disk ends in a clear refusal and leaves the mirror as it was', async () => {
  await using place = await folder()
  const { remote, request } = await ready(place.path)
  const grow = join(place.path, 'grow')
  await writeFile(grow, randomBytes(6_000_000))
  const script = [
    `mount -t tmpfs -o size=2m x "$CACHE"`,
    '"$NODE" "$SCRIPT" "$URL" "$CACHE"; echo',
    'B=$(git --git-dir "$REMOTE" hash-object -w "$GROW")',
    'T=$(printf "100644 blob $B\\tbig\\n" | git --git-dir "$REMOTE" mktree)',
    'C=$(git --git-dir "$REMOTE" commit-tree "$T" -p main -m big)',
    'git --git-dir "$REMOTE" update-ref refs/heads/main "$C"',
    '"$NODE" "$SCRIPT" "$URL" "$CACHE"; echo',
    'git --git-dir "$CACHE"/mirrors/*.git fsck && git --git-dir "$CACHE"/mirrors/*.git rev-parse main',
    'git --git-dir "$REMOTE" update-ref refs/heads/main main^',
    '"$NODE" "$SCRIPT" "$URL" "$CACHE"',
  ].join('\n')
  const env = {
    ...process.env,
    NODE: process.execPath,
    SCRIPT,
    URL: request.url,
    CACHE: place.path.concat('/small'),
    REMOTE: remote.gitDir,
    GROW: grow,
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@b',
  }
  await run('mkdir', [env.CACHE])
  const { stdout } = await run('unshare', ['--map-root-user', '--mount', 'sh', '-ec', script], { env })
  const [first = '', second = '', main = '', last = ''] = stdout.trim().split('\n')
  expect(JSON.parse(first)).toMatchObject({ gitDir: expect.any(String) })
  expect(JSON.parse(second).refused.what.replaceAll(place.path, '')).toMatchInlineSnapshot(
    `
    "file:///remote.git could not be fetched from: the disk is full (Receiving objects:  33% (1/3)
    Receiving objects:  66% (2/3)
    fatal: write error: No space left on device)."
  `,
  )
  expect(main).toBe(await remote.text(['rev-parse', 'main']))
  expect(JSON.parse(last)).toMatchObject({ gitDir: expect.any(String) })
})

it('runs nothing that the remote brings along, and nothing of the current folder', async () => {
  await using place = await folder()
  const { remote, request } = await ready(place.path)
  const trap = join(place.path, 'sprung')
  await remote.text(['config', 'core.fsmonitor', `touch ${trap}`])
  await remote.text(['config', 'core.sshCommand', `touch ${trap}`])
  const here = join(place.path, 'here')
  await run('git', ['init', '-q', here])
  await run('git', ['-C', here, 'config', 'core.sshCommand', `touch ${trap}`])
  const url = 'ssh://127.0.0.1:1/x.git'
  const { stdout } = await run(process.execPath, [SCRIPT, url, request.cacheDir], { cwd: here })
  expect(JSON.parse(stdout).refused.kind).toBe('repository')
  await openMirror(request)
  expect(existsSync(trap)).toBe(false)
  expect(await readFile(join((await openMirror(request)).gitDir, 'config'), 'utf8')).not.toContain('url')
})
