import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeDemoRepository } from '../../../src/demo/repository.ts'
import { openWorld } from '../world.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

describe('a repository', () => {
  it('starts as a copy of another one, with its branches and tags', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-seed-'))
    folders.push(folder)
    const demo = await makeDemoRepository(folder)
    const { github, octokit, where } = await openWorld()
    await github.repository('demo', { from: demo.gitDir })
    const at = { ...where, repo: 'demo' }
    const tags = await octokit.paginate(octokit.rest.repos.listTags, at)
    expect(tags.map(({ name }) => name)).toContain('v2.0.0')
    const { data } = await octokit.rest.repos.getContent({ ...at, path: 'package.json' })
    expect('content' in data && JSON.parse(Buffer.from(data.content, 'base64').toString())).toHaveProperty(
      'version',
    )

    const ada = github.person('ada', { in: 'godel/demo' })
    await ada.opensIssue({ title: 'in the demo' })
    expect((await octokit.rest.issues.listForRepo(where)).data).toEqual([])
    expect((await octokit.rest.issues.listForRepo(at)).data).toHaveLength(1)
  })

  it('that is not there cannot be acted in', async () => {
    const { github } = await openWorld()
    expect(() => github.person('ada', { in: 'godel/no' })).toThrow(
      "Make one first: github.repository('api').",
    )
  })
})
