import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import project from '../package.json' with { type: 'json' }
import { sourcesBelow } from './sources.ts'

describe('emulate', () => {
  const manifest = z
    .object({ version: z.string(), license: z.string(), repository: z.object({ url: z.string() }) })
    .parse(JSON.parse(readFileSync('node_modules/emulate/package.json', 'utf8')))

  it('is vercel-labs’: newer versions by that name are another project’s, under another license', () => {
    expect(project.dependencies.emulate).toBe('0.12.2')
    expect(manifest).toMatchObject({
      version: '0.12.2',
      license: 'Apache-2.0',
      repository: { url: 'https://github.com/vercel-labs/emulate.git' },
    })
  })

  it('is the sandbox’s alone: nothing that runs the App loads it', () => {
    const sources = new Map(sourcesBelow('src').map((source) => [source.path, source]))
    const loaded = new Set<string>()
    const load = (path: string): void => {
      if (loaded.has(path)) return
      loaded.add(path)
      for (const { of } of sources.get(path)?.imports ?? []) load(of)
    }
    load('src/app/open-app.ts')
    expect(loaded).toContain('probot')
    expect([...loaded].filter((path) => path === 'emulate' || path.includes('sandbox'))).toEqual([])
  })
})

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        integrity: z.string().optional(),
        hasInstallScript: z.boolean().optional(),
        license: z.union([z.string(), z.unknown()]).optional(),
        dev: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))

describe('every package, with those that come along', () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '')

  it('runs nothing when it is installed', () => {
    expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([])
  })

  it('is pinned to its content', () => {
    expect(
      packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
    ).toEqual([])
  })
})

describe('every dependency', () => {
  it('is pinned to one version', () => {
    const all = { ...project.dependencies, ...project.devDependencies, ...project.overrides }
    expect(Object.values(all).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })
})
