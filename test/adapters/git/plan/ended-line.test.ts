import { expect, it } from 'vitest'
import { refusal } from '../../../git/repositories.ts'
import { openRemote } from '../remote.ts'

it('a line is planned through the last day of its support, and no longer', async () => {
  using world = openRemote()
  world.setsPolicy("line: {supportEnds: {'2.0': 2026-02-10}}\n")
  world.merges('fix: crash (#2)')
  expect((await world.planOf()).planned.picks).toHaveLength(1)
  world.setsPolicy("line: {supportEnds: {'2.0': 2026-02-09}}\n")
  expect(await refusal(world.planOf())).toMatchInlineSnapshot(`
    "[rule] Line 2.0 was supported until 2026-02-09, so v2.0.1 isn't planned.
    Next: Release a newer line, or change \`line.supportEnds\` in \`.github/release-captain.yml\`."
  `)
})
