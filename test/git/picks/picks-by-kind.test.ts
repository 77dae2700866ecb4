import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asGitsOutcome, comparable, type Opened, openEngine } from '../../worlds/cli/engine.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { ATTRIBUTE_CASES } from '../../worlds/git/attribute-cases.ts'
import { PICK_CASES, type PickCase } from '../../worlds/git/pick-cases.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

let place: Awaited<ReturnType<typeof folder>>
let tree: WorkTree
let opened: Opened

beforeAll(async () => {
  place = await folder()
  tree = workTree(join(place.path, 'clone'))
  opened = await openEngine({ repository: tree.folder })
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

/** Writes the history of a case, and picks main onto the line both ways. */
async function bothWays({ base, line, main }: PickCase) {
  const [, tip = '', ...picked] = writeHistory(tree.gitDir, [
    { files: base, parents: [] },
    { files: line, parents: [0] },
    ...main.map((files, i) => ({ files, parents: [i === 0 ? 0 : i + 1] })),
  ])
  const picks = picked.map((sha) => ({ sha, mainline: null }))
  const theirs = tree.pick(tip, picks)
  const tipTree = tree.git(['rev-parse', `${tip}^{tree}`])
  const { steps } = await opened.engine.chain({ tip: tipTree, picks, onConflict: 'skip' })
  return {
    git: theirs.map(comparable),
    engine: steps.map(asGitsOutcome),
    kinds: theirs.map(({ kind }) => kind),
  }
}

async function holds(pickCase: PickCase): Promise<void> {
  const { git, engine, kinds } = await bothWays(pickCase)
  expect(kinds).toEqual(pickCase.outcomes)
  expect(engine).toEqual(git)
}

describe('a pick comes out as with git’s own cherry-pick:', () => {
  it.each(Object.keys(PICK_CASES))('%s', (name) => holds(PICK_CASES[name] ?? never(name)))
})

describe('a pick comes out as with git’s own cherry-pick, under attributes:', () => {
  it.each(Object.keys(ATTRIBUTE_CASES))('%s', (name) => holds(ATTRIBUTE_CASES[name] ?? never(name)))
})

function never(name: string): never {
  throw new Error(`no case ${name}`)
}
