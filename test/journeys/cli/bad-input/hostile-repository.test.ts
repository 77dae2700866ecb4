import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { productFiles } from '../../../worlds/cli/product-files.ts'
import { openWorld, type World } from '../../../worlds/cli/world.ts'

const HOOKS = [
  'reference-transaction',
  'post-checkout',
  'pre-commit',
  'commit-msg',
  'post-commit',
  'post-merge',
  'pre-push',
  'post-index-change',
  'pre-auto-gc',
]

/** Everything by which a repository can make git run something; what is run makes the file that is answered. */
function setTraps(world: World): string {
  const sprung = join(world.folder, 'sprung')
  const trap = join(world.folder, 'trap.sh')
  writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> '${sprung}'\ncat 2>/dev/null\n`)
  chmodSync(trap, 0o755)
  const hooks = join(world.clone, '.git', 'hooks')
  mkdirSync(hooks, { recursive: true })
  for (const name of HOOKS) {
    writeFileSync(join(hooks, name), `#!/bin/sh\necho hook ${name} >> '${sprung}'\n`, { mode: 0o755 })
  }
  const settings = {
    'core.fsmonitor': trap,
    'core.sshCommand': trap,
    'core.pager': trap,
    'core.editor': trap,
    'core.askPass': trap,
    'core.alternateRefsCommand': trap,
    'core.attributesFile': join(world.folder, 'attributes'),
    'credential.helper': `!${trap}`,
    'diff.external': trap,
    'diff.evil.command': trap,
    'diff.evil.textconv': trap,
    'filter.evil.clean': trap,
    'filter.evil.smudge': trap,
    'filter.evil.process': trap,
    'gpg.program': trap,
    'gpg.ssh.program': trap,
    'merge.evil.driver': `${trap} %O %A %B`,
    'uploadpack.packObjectsHook': trap,
    'alias.merge-tree': `!${trap}`,
  }
  for (const [key, value] of Object.entries(settings)) world.git('config', key, value)
  return sprung
}

describe('a repository that would like to run something', () => {
  it('runs nothing, whatever is done with it', async () => {
    using world = openWorld()
    world.merges('chore: attributes (#2)', {
      edits: { '.gitattributes': '* filter=evil diff=evil merge=evil\n' },
    })
    world.onLine('chore: bump version to 2.0.1', {
      edits: { ...productFiles('2.0.1'), '.gitattributes': '* filter=evil diff=evil merge=evil\n' },
    })
    world.tags('v2.0.1')
    world.merges('fix: crash on start (#3)')
    const sprung = setTraps(world)

    await world.plans()
    for (const line of ['explain 3', 'bump', 'config', 'doctor', 'build v2.0.2', 'notes v2.0.2'])
      await world.types(line)
    expect(world.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/release')).toBe(
      'release/v2.0.2',
    )
    expect(existsSync(sprung)).toBe(false)

    // The traps are good ones: git itself walks into them.
    world.git('checkout', '--force', 'main')
    expect(existsSync(sprung)).toBe(true)
  })

  it('is not made to by its remotes either', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const sprung = setTraps(world)
    const remote = join(world.folder, 'remote.git')
    world.git('init', '-q', '--bare', '--template=', remote)
    world.git('config', 'remote.good.url', remote)
    world.git('config', 'remote.good.receivepack', join(world.folder, 'trap.sh'))
    world.git('config', 'remote.evil.url', `ext::${join(world.folder, 'trap.sh')}`)

    expect((await world.builds('v2.0.1 --push good')).pushed?.refs).toHaveLength(1)
    expect(await world.isRefused('build v2.0.1 --push evil')).toContain('it names a program to run')
    expect(existsSync(sprung)).toBe(false)
  })
})

describe('names that are not what they seem', () => {
  it('a branch called as the tag, and a tag called as main, change nothing', async () => {
    using world = openWorld()
    const fix = world.merges('fix: crash on start (#2)')
    const before = await world.plans()
    world.product.moveBranch('v2.0.0', fix)
    world.product.moveBranch('refs/tags/v2.0.0', fix)
    world.tags('main', world.product.tip('line'))
    world.tags('HEAD', world.product.tip('line'))

    const why = 'there is no version in its name'
    const tagsPassedOver = [
      { tag: 'HEAD', why },
      { tag: 'main', why },
    ]
    expect(await world.plans()).toEqual({ ...before, tagsPassedOver })
  })

  it('an option in place of a name is a name that is not there', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const file = join(world.folder, 'made')
    await world.builds()

    expect(await world.isRefused(['plan', `--main=--output=${file}`])).toContain(
      'There is no branch "--output=',
    )
    expect(await world.isRefused(['plan', `--base=--output=${file}`])).toContain(
      'This repository has no version tag "--output=',
    )
    expect(await world.isRefused(['build', 'v2.0.1', '--push=--receive-pack=id'])).toContain(
      '"--receive-pack=id"',
    )
    expect(existsSync(file)).toBe(false)
  })

  it('a title is text: no shell, no terminal and no template acts on it', async () => {
    using world = openWorld()
    const file = join(world.folder, 'made')
    const title = `fix: crash $(touch ${file}) \`touch ${file}\`; touch ${file} \u001b[2J{{ version }} \u202e@all (#2)`
    const fix = world.merges(title)

    const { screen } = await world.types('plan')
    expect(screen).toContain('#2')
    expect(screen).not.toContain('\u001b')
    expect(screen).not.toContain('\u202e')
    await world.builds()
    expect(world.git('log', '-1', '--format=%s', 'release/v2.0.1^')).toBe(
      world.git('log', '-1', '--format=%s', fix),
    )
    expect((await world.types('notes v2.0.1 --base v2.0.0')).screen).toContain('version')
    expect(existsSync(file)).toBe(false)
  })
})

describe('what counts is on main', () => {
  it('a config on another branch, or in the work tree, changes nothing', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const before = await world.plans()
    const config = 'tag: {sign: optional}\nversionBump: {message: "pwned {version}"}\n'
    world.product.moveBranch('topic', world.product.tip('main'))
    const edits = { '.github/release-captain.yml': config }
    world.product.commit({
      branch: 'topic',
      message: 'chore: policy',
      edits,
      author: 'Mallory',
      at: 1_771_000_000,
    })
    world.git('symbolic-ref', 'HEAD', 'refs/heads/topic')
    mkdirSync(join(world.clone, '.github'))
    writeFileSync(join(world.clone, '.github', 'release-captain.yml'), config)

    expect(await world.plans()).toEqual(before)
  })

  it('a commit that was never merged cannot be taken', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    world.product.moveBranch('topic', world.product.tip('main'))
    const edits = { 'src/evil.ts': 'export {}\n' }
    const sha = world.product.commit({
      branch: 'topic',
      message: 'fix: crash (#9)',
      edits,
      author: 'Mallory',
      at: 1_771_000_000,
    })

    expect(await world.isRefused(`plan --pick ${sha}`)).toContain(
      "No change since the line's last tag is called",
    )
    expect(await world.isRefused('plan --pick 9')).toContain("No change since the line's last tag is called")
  })

  it('a plan that was looked at is not built of a main that was rewritten since', async () => {
    using world = openWorld()
    const before = world.product.tip('main')
    world.merges('fix: crash on start (#2)')
    const { digest } = await world.plans()
    world.product.moveBranch('main', before)
    world.merges('fix: crash on start (#2)', { edits: { 'src/evil.ts': 'export {}\n' } })

    expect(await world.isRefused(`build v2.0.1 --plan ${digest}`)).toContain('Nothing was built')
  })
})
