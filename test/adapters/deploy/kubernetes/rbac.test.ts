import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { requesting } from '../request.ts'
import { openClusterWorld, settle } from './world.ts'

const role = z.object({
  rules: z.array(
    z.object({
      resources: z.array(z.string()),
      resourceNames: z.array(z.string()),
      verbs: z.array(z.string()),
    }),
  ),
})

async function shippedRules(): Promise<readonly string[]> {
  const documents = parseAllDocuments(await readFile('templates/kubernetes/rbac.yaml', 'utf8'))
  const { rules } = role.parse(documents.find((one) => one.get('kind') === 'Role')?.toJSON())
  return rules.flatMap(({ resources, resourceNames, verbs }) =>
    resources.flatMap((resource) =>
      resourceNames.flatMap((name) => verbs.map((verb) => `${verb} ${resource} ${name}`)),
    ),
  )
}

describe('the Role that comes along', () => {
  it('allows a rollout and a rollback of both kinds, and hardly more', async () => {
    const rules = await shippedRules()
    const used = new Set<string>()
    const allows = (verb: string, resource: string, name: string | null) => {
      const call = `${verb} ${resource} ${name}`
      used.add(call)
      return rules.includes(call)
    }
    for (const kind of ['deployment', 'rollout'] as const) {
      const world = await openClusterWorld(kind, { allows })
      const steps = kind === 'rollout' ? [5, 25] : [100]
      const back = requesting({
        key: 'back',
        purpose: 'rollback',
        version: '2.0.0',
        tag: 'v2.0.0',
        images: [],
      })
      const all = [...steps.map((share) => requesting({ share, key: `to-${share}` })), back]
      for (const request of all) {
        await world.deployer.deploy(request)
        expect(await settle(world, request)).toMatchObject({ kind: 'succeeded' })
      }
      await world.close()
    }
    expect([...used].sort()).toEqual(
      rules.filter((rule) => rule !== 'get rollouts/status godel-api').toSorted(),
    )
  })
})
