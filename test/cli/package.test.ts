import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld } from '../worlds/cli/world.ts'

const ROOT = join(import.meta.dirname, '../..')
const NODE_24 = dirname(process.execPath)

const place = mkdtempSync(join(tmpdir(), 'package-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))
beforeAll(install, 300_000)

/** Packs the program into a folder; returns the bytes of the package. */
function pack(folder: string): Buffer {
  const env = { ...process.env, PATH: `${NODE_24}:${process.env['PATH']}` }
  execFileSync('npm', ['pack', '--pack-destination', folder, '--silent'], { cwd: ROOT, env, stdio: 'pipe' })
  return readFileSync(join(folder, 'release-captain-0.1.0.tgz'))
}

/** Packs the program, and lays it out as npm does: with what it depends on beside it, and nothing of the developers'. */
function install(): void {
  pack(place)
  const modules = join(place, 'node_modules')
  mkdirSync(modules)
  execFileSync('tar', ['-xzf', join(place, 'release-captain-0.1.0.tgz'), '-C', modules])
  execFileSync('mv', [join(modules, 'package'), join(modules, 'release-captain')])
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name))
  }
}

function run(...words: readonly string[]): string {
  const program = join(place, 'node_modules/release-captain/bin/release-captain.js')
  const env = { ...process.env, RELEASE_CAPTAIN_CACHE: join(place, 'cache') }
  return execFileSync(process.execPath, [program, ...words], { env, stdio: 'pipe' }).toString()
}

describe('the package', () => {
  it('says its version', () => expect(run('--version')).toBe('0.1.0\n'))

  it('plans a release', () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    expect(run('plan', '--repo', world.clone)).toContain('fix: crash on start')
  })

  it('has neither types nor tests in it', () => {
    const files = execFileSync('tar', ['-tzf', join(place, 'release-captain-0.1.0.tgz')])
      .toString()
      .split('\n')
    expect(files.filter((file) => /\.ts$|\/test\/|node_modules/.test(file))).toEqual([])
    expect(files).toContain('package/dist/src/main.js')
    expect(files).toContain('package/dist/templates/release-notes.liquid')
  })

  it('is the same to the last byte when it is packed again, so that anyone can compare it with its sources', () => {
    const again = join(place, 'again')
    mkdirSync(again)
    expect(pack(again).equals(readFileSync(join(place, 'release-captain-0.1.0.tgz')))).toBe(true)
  }, 60_000)
})
