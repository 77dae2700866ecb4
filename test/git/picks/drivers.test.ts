import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openPlainWriter } from '../../../src/git/objects/commit-objects.ts'
import { buildCommits } from '../../../src/git/picks/build-commits.ts'
import { describeConflict } from '../../../src/git/picks/conflicts.ts'
import { install } from '../../../src/git/refs/install.ts'
import { openEngine } from '../../worlds/cli/engine.ts'
import { type Files, writeHistory } from '../../worlds/cli/snapshots.ts'
import { text } from '../../worlds/git/pick-cases.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

const HOOKS = [
  'reference-transaction',
  'post-index-change',
  'post-commit',
  'post-rewrite',
  'pre-auto-gc',
  'update',
]
const ATTRIBUTES = '* filter=evil diff=evil merge=evil text eol=crlf ident working-tree-encoding=UTF-16\n'

/** The canary, and a program that touches it, as every setting and hook that can name one. */
function poison(tree: WorkTree, place: string): string {
  const canary = join(place, 'canary')
  const program = join(place, 'program.sh')
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${canary}'\n`)
  chmodSync(program, 0o755)
  mkdirSync(join(tree.gitDir, 'hooks'), { recursive: true })
  for (const name of HOOKS) {
    writeFileSync(join(tree.gitDir, 'hooks', name), `#!/bin/sh\necho ${name} >> '${canary}'\n`, {
      mode: 0o755,
    })
  }
  const included = join(place, 'included')
  writeFileSync(included, `[core]\n\tfsmonitor = ${program}\n\thooksPath = ${join(tree.gitDir, 'hooks')}\n`)
  const settings = {
    'core.fsmonitor': program,
    'core.alternateRefsCommand': program,
    'core.sshCommand': program,
    'diff.external': program,
    'diff.evil.command': program,
    'diff.evil.textconv': program,
    'filter.evil.clean': program,
    'filter.evil.smudge': program,
    'filter.evil.process': program,
    'filter.evil.required': 'true',
    'gpg.program': program,
    'include.path': included,
    'merge.default': 'evil',
    'merge.evil.driver': `${program} %O %A %B`,
    'merge.renormalize': 'true',
    'merge.conflictStyle': 'diff3',
    'merge.renames': 'false',
    'diff.renames': 'false',
    'log.showSignature': 'true',
    'uploadpack.packObjectsHook': program,
    'alias.cat-file': `!${program}`,
    'alias.merge-tree': `!${program}`,
    'trace2.eventTarget': canary,
  }
  for (const [key, value] of Object.entries(settings)) tree.git(['config', key, value])
  return canary
}

const snapshots = (attributes: Files) => [
  { files: { ...attributes, a: text('a'), b: text('b') }, parents: [] },
  { files: { ...attributes, a: text('a', { 2: 'line' }), 'dir/b': text('b') }, parents: [0] },
  { files: { ...attributes, a: text('a', { 11: 'main' }), b: text('b', { 5: 'main' }) }, parents: [0] },
  {
    files: { ...attributes, a: text('a', { 2: 'conflict', 11: 'main' }), b: text('b', { 5: 'main' }) },
    parents: [2],
  },
]

/** Plans, builds and installs all that can be picked, as the command line does. */
function release(tree: WorkTree, { tip, picked }: { tip: string; picked: readonly string[] }) {
  const tipTree = tree.git(['rev-parse', `${tip}^{tree}`])
  const picks = picked.map((sha) => ({ sha, mainline: null }))
  return async () => {
    await using opened = await openEngine({ repository: tree.folder })
    const { store, engine } = opened
    const { steps } = await engine.chain({ tip: tipTree, picks, onConflict: 'skip' })
    for (const step of steps) if (step.kind === 'conflict') await describeConflict(store, step)
    const candidates = picks.map((pick) => ({ id: pick.sha, picks: [pick] }))
    const committer = { name: 'bot', email: 'b@c', at: 1_760_000_000, zone: '+0000', signOff: false }
    const { head } = await buildCommits({
      store,
      engine,
      base: tip,
      candidates,
      committer,
      write: openPlainWriter(store),
      recordOrigin: true,
    })
    await install({ ...opened, refs: [{ name: 'refs/heads/release/v2', sha: head }], known: [tip] })
    return { head, kinds: steps.map(({ kind }) => kind) }
  }
}

describe('a repository whose every setting and hook names a program', () => {
  it('runs none of them for a release, and gets the files that git gives without them', async () => {
    await using place = await folder()
    const honest = workTree(join(place.path, 'honest'))
    const [, plainTip = '', ...plain] = writeHistory(honest.gitDir, snapshots({}))
    const git = honest.pick(
      plainTip,
      plain.map((sha) => ({ sha, mainline: null })),
    )
    const expected = filesOf(honest, git[0]?.kind === 'clean' ? git[0].tree : '')

    const tree = workTree(join(place.path, 'evil'))
    const [, tip = '', ...picked] = writeHistory(tree.gitDir, snapshots({ '.gitattributes': ATTRIBUTES }))
    const run = release(tree, { tip, picked })
    const canary = poison(tree, place.path)
    const { head, kinds } = await run()

    expect(existsSync(canary)).toBe(false)
    expect(kinds).toEqual(git.map(({ kind }) => kind))
    expect(filesOf(tree, head).filter((line) => !line.endsWith('.gitattributes'))).toEqual(expected)
    // The traps are good ones.
    tree.git(['status'])
    expect(existsSync(canary)).toBe(true)
  })
})

function filesOf(tree: WorkTree, id: string): string[] {
  return tree.git(['ls-tree', '-r', id]).split('\n')
}
