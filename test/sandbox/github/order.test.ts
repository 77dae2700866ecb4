import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openWorld } from '../world.ts'

const LABEL = fc.constantFrom('a', 'b', 'c')
const MOVE = fc.oneof(
  fc.record({ does: fc.constant('labels' as const), name: LABEL }),
  fc.record({ does: fc.constant('unlabels' as const), name: LABEL }),
)
const TOLD = z.object({ action: z.string(), label: z.object({ name: z.string() }).optional() })

describe('webhooks', () => {
  it('come in the order of what happened: read one after the other they end where the API is', async () => {
    const { github, octokit, where, webhooks } = await openWorld()
    const ada = github.person('ada')
    await fc.assert(
      fc.asyncProperty(fc.array(MOVE, { maxLength: 12 }), async (moves) => {
        const start = (await webhooks()).length
        const { number } = await ada.opensIssue({ title: 'one' })
        for (const { does, name } of moves) await ada[does](number, name)

        const labels = new Set<string>()
        for (const { body } of (await webhooks()).slice(start)) {
          const { action, label } = TOLD.parse(JSON.parse(body))
          if (action === 'labeled' && label) labels.add(label.name)
          if (action === 'unlabeled' && label) labels.delete(label.name)
        }
        const { data } = await octokit.rest.issues.listLabelsOnIssue({ ...where, issue_number: number })
        expect(data.map(({ name }) => name).sort()).toEqual([...labels].sort())
      }),
      { numRuns: 25 },
    )
  })
})
