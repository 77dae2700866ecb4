import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLI_COMMANDS } from '../../src/cli/commands.ts'
import { type } from './world.ts'

const run = promisify(execFile)
// On a person's machine a shell may be missing; in CI its tests must not be skipped.
const lacks = (shell: string) => process.env['CI'] !== 'true' && spawnSync(shell, ['--version']).error

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'completion-'))
  await mkdir(join(folder, 'clones dir'))
  await writeFile(join(folder, 'clones.yml'), '')
  for (const shell of ['zsh', 'fish']) {
    await writeFile(join(folder, `script.${shell}`), (await type(`completion ${shell}`)).stdout)
  }
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(lacks('fish'))('completion in fish', () => {
  async function offered(line: string): Promise<string[]> {
    const press = 'source script.fish; complete -C $argv[1]'
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder }
    const { stdout } = await run('fish', ['--no-config', '-c', press, '--', line], { cwd: folder, env })
    return stdout.split('\n').flatMap((each) => each.split('\t', 1).filter((word) => word !== ''))
  }

  it('offers commands, options and their values', async () => {
    expect(await offered('release-captain ')).toEqual(CLI_COMMANDS.map(({ name }) => name).toSorted())
    expect(await offered('release-captain --repo x build --si')).toEqual(['--sign-format', '--sign-key'])
    expect(await offered('release-captain build --sign-format ')).toEqual(['gpg', 'ssh'])
    expect(await offered('release-captain completion ')).toEqual(['bash', 'fish', 'zsh'])
  })

  it('offers files and folders where they belong, and nothing for words of one’s own', async () => {
    expect(await offered('release-captain plan --facts clo')).toEqual(['clones dir/', 'clones.yml'])
    expect(await offered('release-captain demo clo')).toEqual(['clones dir/'])
    expect(await offered('release-captain plan --line ')).toEqual([])
  })
})

describe.skipIf(lacks('zsh'))('completion in zsh', () => {
  /** Types a line and tab in a terminal of its own, and waits until all of these words stand there. */
  async function isOffered(line: string, words: readonly string[]): Promise<boolean> {
    const script = [
      'zmodload zsh/zpty; zpty shell zsh -f -i',
      `zpty -w shell "PS1=; autoload -U compinit; compinit -D -u; source script.zsh; print REA''DY"`,
      "zpty -r shell seen '*READY*'",
      'zpty -w -n shell "$1"$\'\\t\\t\'',
      'seen=; shift; for word in "$@"; do while [[ $seen != *$word* ]]; do zpty -r shell more || exit 1; seen+=$more; done; done',
      'zpty -d shell',
    ]
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, TERM: 'dumb' }
    const options = { cwd: folder, env, timeout: 20_000 }
    await run('zsh', ['-f', '-c', script.join('\n'), 'zsh', line, ...words], options)
    return true
  }

  it('offers commands, options and their values', async () => {
    const names = CLI_COMMANDS.map(({ name }) => name).toSorted()
    expect(await isOffered('release-captain ', names)).toBe(true)
    expect(await isOffered('release-captain --repo x build --si', ['--sign-format', '--sign-key'])).toBe(true)
    expect(await isOffered('release-captain build --sign-format ', ['gpg', 'ssh'])).toBe(true)
    expect(await isOffered('release-captain completion ', ['bash', 'fish', 'zsh'])).toBe(true)
  })
})
