import { expect, it } from 'vitest'
import { openAdapter } from '../world.ts'

it('what a run left behind comes down as GitHub hands it out, and nothing where there is none', async () => {
  const { repo, github } = await openAdapter()
  github
    .runner()
    .has({ file: 'release.yml', name: 'release', on: ['tag'], outcome: 'success', artifacts: ['cli'] })
  await github.person('ada').tags('v9.9.9', 'main')
  const [repository] = github.world.repositories.values()
  const run = repository?.runs.at(-1)
  const bytes = await repo.downloadRunArtifact(run?.id ?? 0, 'cli')
  expect(Buffer.from(bytes ?? [])).toEqual(Buffer.from(run?.artifacts[0]?.bytes ?? [1]))
  expect(await repo.downloadRunArtifact(run?.id ?? 0, 'api')).toBeNull()
})
