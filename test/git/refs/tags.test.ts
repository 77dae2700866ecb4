import { writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { readTags } from '../../../src/git/refs/tags.ts'
import { bare, folder, refusal } from '../repositories.ts'

it('reads annotated and lightweight tags with the commit that they lead to and their date', async () => {
  await using place = await folder()
  const repo = await bare(place.path)
  const commit = await repo.commit('refs/heads/main', { content: 'one', at: 1000 })
  await repo.text(['tag', 'light', commit])
  await repo.text(['tag', '-a', '-m', 'Release', 'v1.0.0', commit], {
    env: { GIT_COMMITTER_DATE: '@2000 +0530' },
  })
  await repo.text(['tag', '-a', '-m', 'of a tag', 'nested', 'v1.0.0'], {
    env: { GIT_COMMITTER_DATE: '@3000 +0000' },
  })
  const tags = await readTags(repo)
  expect(tags.map(({ object, ...tag }) => tag)).toEqual([
    { name: 'light', commit, taggedAt: 1000, annotated: false },
    { name: 'nested', commit, taggedAt: 3000, annotated: true },
    { name: 'v1.0.0', commit, taggedAt: 2000, annotated: true },
  ])
  expect(tags[2]?.object).toBe(await repo.text(['rev-parse', 'refs/tags/v1.0.0']))
})

it('takes the commit date of an old tag that names no tagger', async () => {
  await using place = await folder()
  const repo = await bare(place.path)
  const commit = await repo.commit('refs/heads/main', { content: 'one', at: 1000 })
  const tag = await repo.text(['hash-object', '-t', 'tag', '-w', '--stdin', '--literally'], {
    input: `object ${commit}\ntype commit\ntag v0.1.0\n\nold\n`,
  })
  await repo.text(['update-ref', 'refs/tags/v0.1.0', tag])
  expect(await readTags(repo)).toMatchObject([{ name: 'v0.1.0', commit, taggedAt: 1000, annotated: true }])
})

it('leaves out tags of anything but a commit, and survives names that look like options', async () => {
  await using place = await folder()
  const repo = await bare(place.path)
  const commit = await repo.commit('refs/heads/main', { content: 'one' })
  const tree = await repo.text(['rev-parse', `${commit}^{tree}`])
  await repo.text(['tag', 'tree', tree])
  await repo.text(['tag', '-a', '-m', 'x', 'tag-of-tree', tree])
  await repo.text(['tag', '-a', '-m', 'x', 'tag-of-tag-of-tree', 'tag-of-tree'])
  for (const name of ['-d', '--format=x', '$(id)', 'ü', 'a/b']) {
    await repo.text(['update-ref', `refs/tags/${name}`, commit])
  }
  expect((await readTags(repo)).map(({ name }) => name)).toEqual(['$(id)', '--format=x', '-d', 'a/b', 'ü'])
})

it('finds no tags in a repository without any', async () => {
  await using place = await folder()
  expect(await readTags(await bare(place.path))).toEqual([])
})

it('refuses a repository that lacks what its tags point at', async () => {
  await using place = await folder()
  const repo = await bare(place.path)
  await repo.commit('refs/heads/main', { content: 'one' })
  await repo.text(['pack-refs', '--all'])
  await writeFile(`${place.path}/packed-refs`, `${'12'.repeat(20)} refs/tags/v1.0.0\n`)
  expect(await refusal(readTags(repo))).toMatchInlineSnapshot(`
    "[repository] The tags of this repository cannot be read (missing object 1212121212121212121212121212121212121212 for refs/tags/v1.0.0).
    Next: Check what is broken with \`git fsck\`, and fetch the tags again with \`git fetch --tags --force\`."
  `)
})

it('reads twenty thousand tags, for which a process each would take minutes', async () => {
  await using place = await folder()
  const repo = await bare(place.path)
  const commit = await repo.commit('refs/heads/main', { content: 'one' })
  const names = Array.from({ length: 20_000 }, (_, index) => `v1.${index}.0`)
  const marks = names.map((name) => `tag ${name}\nfrom ${commit}\ntagger A <a@b> 1 +0000\ndata 1\nx\n`)
  await repo.text(['fast-import', '--quiet'], { input: marks.join('') })
  await repo.text(['pack-refs', '--all'])
  expect(await readTags(repo)).toHaveLength(20_000)
})
