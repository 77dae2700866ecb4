import { expect, it } from 'vitest'
import { writeCommit } from '../../../src/git/objects/commit-objects.ts'
import { createSyntheticCommit } from '../../../src/git/objects/synthetic-commits.ts'
import { readPolicyAt } from '../../../src/planner/ground/policy-in-force.ts'
import { scratch, treeOf } from '../../git/bump/tree.ts'
import { refusal } from '../../git/repositories.ts'

it.each([
  ['a symbolic link', '120000', 'elsewhere.yml'],
  ['a submodule', '160000', ''],
])('a config that is %s is not followed', async (_, mode, content) => {
  await using repo = await scratch()
  const tree = treeOf(repo.store, {
    'elsewhere.yml': 'product: { name: other }\n',
    '.github/release-captain.yml': { mode, content },
  })
  const commit = writeCommit(repo.store, createSyntheticCommit(tree, []))
  expect(await refusal(readPolicyAt(repo.store, { ref: 'main', commit }))).toContain(`(mode ${mode})`)
})
