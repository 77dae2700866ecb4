import { expect, it } from 'vitest'
import { renderNeverRan } from '../../../src/messages/github/comments/closing.ts'
import { renderWhy } from '../../../src/messages/github/comments/status.ts'
import { WORKFLOW_APP } from '../../../src/release/lifecycle/workflow-runs.ts'
import { termsWith } from '../../release/lifecycle/story.ts'
import { cut } from './story.ts'

const tests = [{ id: 'unit', text: 'Unit tests', command: 'npm test', workflow: 'ci.yml' }]

it('a workflow that has not run says how it comes to run', () => {
  const story = cut({ terms: termsWith({ tests, checklists: { release: [] } }) })
  expect(renderWhy(story.drawn)).toMatchInlineSnapshot(`
    "**Waits for 1 test, on \`a7c3e91b52\`.** Since 2026-02-25 06:13 UTC.

    Missing:

    - \`ci.yml\` has not run on a7c3e9⁠1b52. Run \`ci.yml\` on pushes to the release branch, or start it there by hand."
  `)
})

it('a workflow that never ran cannot run again, and it says what to look at', () => {
  const head = 'a7c3e91b52'.padEnd(40, '0')
  expect(renderNeverRan({ check: 'ci.yml', app: WORKFLOW_APP, head })).toMatchInlineSnapshot(`
    "**\`ci.yml\` has never run on \`a7c3e91b52\`**, so there is nothing to run again.

    Make sure that it is a file in \`.github/workflows\` on the release branch and runs on pushes to that branch. A run for a pull request doesn't count. Its result counts as soon as it has run."
  `)
})
