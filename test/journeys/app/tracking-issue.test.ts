import { beforeAll, describe, expect, it } from 'vitest'
import { editIssue } from '../../../sandbox/github/actions/issues.ts'
import { makeProduct, openApp, type Product, readable } from '../../worlds/app/product.ts'
import { asked, CRASH, cut, PANIC, planned } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

function questions(product: Product, number: number): number {
  return product.told(number).filter((one) => one.startsWith('### Tag v2.0.1?')).length
}

describe('the tracking issue', () => {
  it('shows phase, plan, picks, gates and checklist, and who did what', async () => {
    const product = await makeProduct(app)
    const { tracking, says } = await cut(product, CRASH)
    await says('linus', '/release check smoke-tests evidence="all 40 pass"')
    await product.reads(tracking, 'Waits for a go')
    expect(readable(app, product.issue(tracking).body ?? '')).toMatchInlineSnapshot(`
      "**Waits for a go for tagging \`SHA\` as v2.0.1.** An approver reviews it and answers \`/release go\`, or \`/release no-go because …\`.

      ✓ Preparation · ✓ Testing · **▸ Release Preparation** · Deployment · Post-Release

      Pull request [#3](https://github.test/godel/api/pull/3) · branch [\`release/v2.0.1\`](https://github.test/godel/api/tree/release/v2.0.1) at [\`SHA\`](https://github.test/godel/api/commit/SHA)

      ## 1 change

      Plan \`DIGEST\` · from [\`v2.0.0\`](https://github.test/godel/api/tree/v2.0.0) · main at [\`SHA\`](https://github.test/godel/api/commit/SHA) · [all changes between](https://github.test/godel/api/compare/v2.0.0...SHA)

      |  | change | type | due | verdict | pick |
      | --- | --- | --- | --- | --- | --- |
      | [#1](https://github.test/godel/api/pull/1) | fix: do not crash on an empty queue | crash | 2026-02-11 (scheduled) | eligible | ✓ on the branch |

      ## Tests

      1 of 1 green on [\`SHA\`](https://github.test/godel/api/commit/SHA).

      - ✓ \`ci\` Unit tests: [success](https://github.test/godel/api/runs/ID)

      ## Release checklist

      Tick a line here, or run \`/release check ID\`. A tick counts for the current commit of the branch.

      - [x] Smoke tests passing \`smoke-tests\` · linus, TIME UTC (all 40 pass) <!-- release-captain:item smoke-tests -->

      ## Approvals

      - Tagging \`SHA\` as v2.0.1: no go yet, 1 more needed
      - A go counts from people who have the permission \`maintain\`; but not from ada and linus, by the two-person rule.

      Opened TIME UTC by ada, by the policy of [\`SHA\`](https://github.test/godel/api/commit/SHA).

      <details><summary>Commands</summary>

      Write them at the start of a line in a new comment.

      - \`/release status\`, \`/release why\`: its status, and what it waits for
      - \`/release explain #N\`: every rule for one change
      - \`/release pick #N\`, \`/release drop #N because …\`: take a change, or leave it out
      - \`/release cut v2.0.1\`: create the release branch
      - \`/release go\`, \`/release no-go because …\`: answer the question
      - \`/release hold because …\`, \`/release resume\`: pause, and continue
      - \`/release help\`: all commands

      </details>

      ## Release notes

      To change them, edit this issue between the two rules. Everything else is overwritten.

      ---

      <!-- release-captain:notes begin -->

      # api v2.0.1 Release Notes

      **Release Date:** 2026-02-10
      **Previous Version:** v2.0.0

      ## Bug Fixes
      - Do not crash on an empty queue ([#1](https://github.test/godel/api/pull/1))

      ## Known Issues
      - None

      ## Upgrade Notes
      No special upgrade steps required.

      <!-- release-captain:notes end -->

      ---"
    `)
  })

  it('takes a tick by somebody with the right to it as said by them', async () => {
    const product = await makeProduct(app)
    const { tracking, shows } = await cut(product, CRASH)
    const body = product.issue(tracking).body ?? ''
    await product.person('linus').edits(tracking, { body: body.replace('- [ ]', '- [x]') })
    expect(await shows(/- \[x\] Smoke tests passing `smoke-tests` · linus/)).toContain('- [x]')
    await product.hears(tracking, '### Tag v2.0.1?')

    const ticked = product.issue(tracking).body ?? ''
    await product.person('grace').edits(tracking, { body: ticked.replace('- [x]', '- [ ]') })
    await shows(/- \[ \] Smoke tests/)
    expect(await product.hears(tracking, 'Back to testing')).toMatchInlineSnapshot(`
      "**Back to testing.** On \`SHA\` this is no longer true, so nothing is tagged:

      - “Smoke tests passing” isn't ticked.

      It continues automatically when that is fixed."
    `)
  })

  it('removes the tick again that somebody without the right to it set, and tells them', async () => {
    const product = await makeProduct(app)
    const { tracking, shows } = await cut(product, CRASH)
    const body = product.issue(tracking).body ?? ''
    await product.person('mallory').edits(tracking, { body: body.replace('- [ ]', '- [x]') })
    expect(await product.hears(tracking, 'ticked smoke-tests')).toMatchInlineSnapshot(`
      "@mallory, to \`ticked smoke-tests\`:

      **Not done.** mallory isn't a contributor of releases here. That takes the permission \`write\` on the repository.

      Ask a contributor to do it, or have \`roles.contributor\` in .github/release-captain.yml name you."
    `)
    await shows('- [ ] Smoke tests')
  })

  it('puts everything else back: text and title', async () => {
    const product = await makeProduct(app)
    const { tracking } = await planned(product, CRASH)
    const body = product.issue(tracking).body ?? ''
    await product.person('ada').edits(tracking, { body: `Hello!\n\n${body.replace('eligible', 'great')}` })
    await app.until('it to be put back', () => product.issue(tracking).body === body)
    await product.person('ada').edits(tracking, { title: 'My release' })
    await app.until('the title', () => product.issue(tracking).title === 'Release v2.0.1')
  })

  it('puts back what another bot made of it, once a minute at most, and takes no tick of a bot’s', async () => {
    const product = await makeProduct(app)
    const { tracking, says, shows } = await cut(product, CRASH)
    const body = await shows('Waits for 1 checklist item')
    let drawn = 0
    const stop = app.github.taps(({ call, when, caller }) => {
      if (call === 'issues/update' && when === 'after' && caller.kind === 'installation') drawn += 1
      return 'goes-on'
    })
    const by = app.github.world.actions.bot
    const scene = { world: app.github.world, repository: product.repository, by }
    for (const note of ['one', 'two', 'three'])
      await editIssue(scene, product.issue(tracking), { body: body.replace('- [ ]', `${note}\n- [x]`) })
    expect(await says('linus', '/release status')).toContain('1 checklist item')
    app.passes(61)
    await app.until('it to be put back', () => product.issue(tracking).body === body)
    stop()
    expect(drawn).toBeLessThanOrEqual(2)
  })

  it('puts what somebody writes into it back after the end too', async () => {
    const product = await makeProduct(app)
    const { tracking, says } = await planned(product, CRASH)
    await says('ada', '/release abort because it can wait')
    const body = await product.reads(tracking, 'was aborted')
    await app.until('it to be closed', () => product.issue(tracking).closed !== null)
    await product.person('rick').edits(tracking, { body: `All is well!\n\n${body}` })
    await app.until('it to be put back', () => product.issue(tracking).body === body)
  })

  it('keeps the notes that somebody edited, through redrawing and a second round of tests, up to the GitHub release', async () => {
    const product = await makeProduct(app)
    const { tracking, says, shows } = await asked(product, CRASH)
    const body = await shows('## Bug Fixes')
    await product.person('ada').edits(tracking, {
      body: body.replace('## Bug Fixes', 'A quiet week.\r\n\r\n## Bug Fixes'),
    })
    await says('ada', '/release check smoke-tests undone')
    await product.hears(tracking, 'Back to testing')
    await says('ada', '/release check smoke-tests')
    await app.until('a second question', () => questions(product, tracking) === 2)
    await says('grace', '/release go')
    await shows('waits to be published')
    expect(product.issue(tracking).body).toContain('A quiet week.\n\n## Bug Fixes')
    await says('ada', '/release publish')
    await app.until('the release', () => product.repository.releases.some(({ draft }) => !draft))
    expect(product.repository.releases[0]?.body).toContain('A quiet week.\n\n## Bug Fixes')
  })
})

describe('notes that somebody edited', () => {
  it('stand when the branch is built again with the same changes, and are told to be replaced with others', async () => {
    const product = await makeProduct(app)
    const { tracking, says, shows } = await asked(product, CRASH)
    const body = await shows('## Bug Fixes')
    await product.person('grace').edits(tracking, { body: body.replace('## Bug', 'A quiet week.\n\n## Bug') })
    await says('ada', '/release plan')
    await app.until('a second question', () => questions(product, tracking) === 2)
    await shows('A quiet week.')

    const more = await product.merges(PANIC)
    await says('ada', `/release pick #${more}`)
    await shows('Waits for 1 checklist item')
    await says('ada', '/release check smoke-tests')
    expect(await product.hears(tracking, 'drafted again')).toMatchInlineSnapshot(`
      "**The release notes were drafted again.** v2.0.1 takes other changes now than when grace edited them, so the edits are replaced.

      The history of this issue keeps them: choose “edited” at its top, and open the version with the old notes. Copy what is still right between the two rules of this issue."
    `)
    await app.until('a third question', () => questions(product, tracking) === 3)
    expect(await shows('- Do not panic')).not.toContain('A quiet week.')
  })
})

describe('the release pull request', () => {
  it('is kept current as picks come and go, and stays the same one', async () => {
    const product = await makeProduct(app)
    const release = await cut(product, CRASH)
    const { number, pull } = await product.pullFrom('release/v2.0.1')
    const before = pull.head
    const more = await product.merges(PANIC)
    await release.says('ada', `/release pick #${more}`)
    await product.reads(number, `/pull/${more})`)
    await release.shows('## Tests')
    await app.until('another head', () => product.pull(number).pull.head !== before)
    expect(product.issue(number).body).toContain('It has 2 changes')

    await release.says('ada', `/release drop #${more}`)
    await product.reads(number, 'It has 1 change')
    expect(
      product.repository.issues.filter(({ pull: one }) => one?.headBranch === 'release/v2.0.1'),
    ).toHaveLength(1)
  })
})
