import { beforeAll, describe, expect, it } from 'vitest'
import { listCommands } from '../../../src/chatops/commands.ts'
import { makeProduct, openApp, readable } from '../../worlds/app/product.ts'
import { CRASH, PANIC, planned } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

/** Said once each, in the order in which they make sense, ten in a comment. */
describe('every command of the list', () => {
  it('while the release is prepared', async () => {
    const product = await makeProduct(app)
    const release = await planned(product, CRASH, PANIC)
    const [one, two] = release.changes
    const title = 'perf: answer in half the time'
    const slow = await product.merges({ title, files: { 'src/fast.ts': '' } })
    await release.shows('1 change not taken')
    const shown = ['status', 'why', `explain #${slow}`, 'plan', 'go', 'notes', 'bisect', 'publish', 'promote']
    expect(await release.says('ada', lines(shown))).toMatchInlineSnapshot(`
      "@ada, to \`/release status\`:

      ### Release v2.0.1

      **The plan of 2 changes is ready.** A captain creates the release branch with \`/release cut v2.0.1 --plan DIGEST\`.

      **▸ Preparation** · Testing · Release Preparation · Deployment · Post-Release

      2 changes · tracking issue [#3](https://github.test/godel/api/issues/3)

      To \`/release why\`:

      **The plan of 2 changes is ready.** Since TIME UTC. A captain creates the release branch with \`/release cut v2.0.1 --plan DIGEST\`.

      To \`/release explain #4\`:

      **\\#4** perf: answer in half the time

      - Verdict for v2.0.1: **case-by-case** (performance); it is not in the plan
      - Due: TIME UTC, scheduled: performance goes out with the weekly patch

      **Rules**

      - ? **Change type (required):** It is performance: its type \`perf:\`. That is decided case by case. → If it is more than that, label #4 \`security\`, \`data-loss\`, \`outage\`, \`crash\`, \`regression\`, or \`critical-bug\`, or say \`/release assess #4 risk=… type=critical-bug\`; else it takes \`/release except #4 because …\`.
      - ✓ **Merged to main:** It is on main as SHA, since 2026-02-10.
      - ✓ **Reviewed:** It was approved before it was merged (GitHub).
      - ✓ **Checks were green:** Its checks were green when it was merged (GitHub).
      - ✓ **No breaking change:** It breaks nothing (its Conventional Commit header, which declares no break).
      - ✓ **Severity:** It is P1 (\`Severity: P1\` in its message).
      - ✓ **Test coverage:** It touches \`test/perf-answer-in-half-the-time-3.test.ts\`.
      - ✓ **Picks cleanly:** Picked alone on the line's last tag, it applies.
      - ✓ **Risk assessed:** Its risk is low (assessed by Linus).
      - ? **Exception (required):** No exception is recorded: exceptions are never taken from a commit message. → Say \`/release except #4 because …\`.

      **Picking**

      - Picked on its own on the last tag of 2.0: ✓ it applies

      An approver can allow it with \`/release except #4 because …\`.

      To \`/release plan\`:

      **Done.** The plan is being made again.

      The plan is being made. It continues automatically.

      To \`/release go\`:

      **Not done.** v2.0.1 doesn't wait for a go.

      Run \`/release status\` to see what it waits for.

      To \`/release notes\`:

      **Not done.** The notes are drafted when the tests are green and the checklist is complete.

      Run \`/release status\` to see what it waits for.

      To \`/release bisect\`:

      **Not done.** You can look for a breaking pick only while the release branch is tested.

      Run \`/release status\` to see what it waits for.

      To \`/release publish\`:

      **Not done.** v2.0.1 has no tag yet, so there is nothing to publish.

      Run \`/release status\` to see what it waits for.

      To \`/release promote\`:

      **Not done.** v2.0.1 is a stable version. You can only promote a prerelease.

      Run \`/release publish\` when it is built."
    `)
    await release.shows('The plan of 2 changes')
    const said = [
      ...[`assess #${slow} risk=low severity=P1 note="measured twice"`],
      ...[`except #${slow} until=2026-03-01 because customers wait for it`],
      ...[`defer #${two} because its author is away`, `drop #${one} because it needs a migration`],
      ...[`pick #${one}`, 'hold because main is red', 'cut v2.0.1', 'resume', 'take-policy', 'help hold'],
    ]
    expect(await release.says('ada', lines(said))).toMatchInlineSnapshot(`
      "@ada, to \`/release assess #4 risk=low severity=P1 note="measured twice"\`:

      **Done.** The assessment of #4 is recorded. The plan is being made again.

      The plan is being made. It continues automatically.

      To \`/release except #4 until=2026-03-01 because customers wait for it\`:

      **Done.** The exception for #4 is recorded, until 2026-03-01. The plan is being made again.

      The plan is being made. It continues automatically.

      To \`/release defer #2 because its author is away\`:

      **Done.** \\#2 is left for a later release.

      The plan is being made. It continues automatically.

      To \`/release drop #1 because it needs a migration\`:

      **Done.** \\#1 is left out.

      The plan is being made. It continues automatically.

      To \`/release pick #1\`:

      **Done.** \\#1 is in the release.

      The plan is being made. It continues automatically.

      To \`/release hold because main is red\`:

      **Done.** v2.0.1 is held. A captain resumes it with \`/release resume\`.

      To \`/release cut v2.0.1\`:

      **Not done.** v2.0.1 is held: main is red.

      Run \`/release resume\` first.

      To \`/release resume\`:

      **Done.** v2.0.1 is resumed.

      The plan is being made. It continues automatically.

      To \`/release take-policy\`:

      **Not done.** The release already has this policy.

      You don't need to do anything.

      To \`/release help hold\`:

      \`/release hold [because REASON]\`: pause the release until someone resumes it.

      Running work finishes, and nothing new starts before \`resume\`.

      | part | meaning |
      | --- | --- |
      | \`because REASON\` | the reason, up to the end of the line |

      For a contributor, in the tracking issue of a release.

      | example |  |
      | --- | --- |
      | \`/release hold because we wait for the fix of #1250\` | pauses it for the fix |"
    `)
    const body = readable(app, await release.shows('by exception'))
    expect(body.slice(body.indexOf('|  |'), body.indexOf('Opened'))).toMatchInlineSnapshot(`
      "|  | change | type | due | verdict | pick |
      | --- | --- | --- | --- | --- | --- |
      | [#1](https://github.test/godel/api/pull/1) | fix: do not crash on an empty queue | crash | 2026-02-11 (scheduled) | eligible | picks cleanly |
      | [#4](https://github.test/godel/api/pull/4) | perf: answer in half the time | performance | 2026-02-11 (scheduled) | by exception | picks cleanly |

      <details><summary>1 change not taken</summary>

      To take one that is eligible, run \`/release pick #N\`. To see every rule for one, run \`/release explain #N\`.

      - \\#2 left for later by ada: its author is away.

      </details>

      ## Decisions

      - \\#4 is allowed until 2026-03-01 by ada, 2026-02-10: customers wait for it.
      - \\#4 was assessed by ada, 2026-02-10: risk low, P1: measured twice.

      "
    `)
  })

  it('once the branch is there', async () => {
    const product = await makeProduct(app)
    const ci = product.repository.workflows.find(({ name }) => name === 'ci')
    const fix = await product.merges(CRASH)
    if (ci) product.runner.answers(ci, 'failure')
    await product.says('ada', fix, '/release cut')
    const { number } = await product.tracking()
    await product.reads(number, '**[failure]')
    const said = [
      ...['status', 'why', 'check smoke-tests evidence="https://ci.example/7"', 'check smoke-tests undone'],
      ...['check smoke-tests not-applicable', 'check smokes', 'retry pull-request', 'retry ci', 'cut', 'rc'],
    ]
    expect(await product.says('ada', number, lines(said))).toMatchInlineSnapshot(`
      "@ada, to \`/release status\`:

      ### Release v2.0.1

      **\`ci\` failed on \`SHA\`. Also open: 1 checklist item.** Run it again with \`/release retry unit\`.

      ✓ Preparation · **▸ Testing** · Release Preparation · Deployment · Post-Release

      1 change: 1 on the branch · tracking issue [#2](https://github.test/godel/api/issues/2) · pull request [#3](https://github.test/godel/api/pull/3)

      To \`/release why\`:

      **\`ci\` failed on \`SHA\`. Also open: 1 checklist item.** Since TIME UTC.

      Missing:

      - \`ci\` ended as failure on SHA. Only success counts. See why, and run it again: \`/release retry unit\`.
      - “Smoke tests passing” isn't ticked. Verify it and run \`/release check smoke-tests\`.

      To \`/release check smoke-tests evidence="https://ci.example/7"\`:

      **Done.** \`smoke-tests\` is ticked for \`SHA\`.

      \`ci\` failed on \`SHA\`. Run it again with \`/release retry unit\`.

      To \`/release check smoke-tests undone\`:

      **Done.** \`smoke-tests\` is no longer ticked.

      \`ci\` failed on \`SHA\`. Also open: 1 checklist item. Run it again with \`/release retry unit\`.

      To \`/release check smoke-tests not-applicable\`:

      **Not done.** “Smoke tests passing” always applies.

      Verify it and run \`/release check smoke-tests\`.

      To \`/release check smokes\`:

      **Not done.** The checklist has no item \`smokes\`.

      Choose \`smoke-tests\`.

      To \`/release retry pull-request\`:

      **Not done.** \`pull-request\` can't be retried now.

      Choose \`unit\`.

      To \`/release retry ci\`:

      **Done.** \`ci\` runs again on \`SHA\`.

      \`ci\` failed on \`SHA\`. Also open: 1 checklist item. Run it again with \`/release retry unit\`.

      To \`/release cut\`:

      **Already recorded:** v2.0.1 already has this, from you or from someone else. Nothing is done twice.

      \`ci\` failed on \`SHA\`. Also open: 1 checklist item. Run it again with \`/release retry unit\`.

      To \`/release rc\`:

      **Done.** v2.0.1-rc.1 is opened with the same 1 pick. Continue in its tracking issue.

      \`ci\` failed on \`SHA\`. Also open: 1 checklist item. Run it again with \`/release retry unit\`."
    `)
    expect(
      await product.says('ada', number, lines(['abort because it is Friday', 'status', 'hold', 'pick #1'])),
    ).toMatchInlineSnapshot(`
      "@ada, to \`/release abort because it is Friday\`:

      **Done.** v2.0.1 was aborted. A captain may open it again with \`/release cut v2.0.1\`.

      To \`/release status\`:

      ### Release v2.0.1

      **v2.0.1 was aborted.** A captain may open it again with \`/release cut v2.0.1\`.

      > [!CAUTION]
      > Aborted by ada, TIME UTC: it is Friday.

      tracking issue [#2](https://github.test/godel/api/issues/2) · pull request [#3](https://github.test/godel/api/pull/3)

      To \`/release hold\`:

      **Not done.** v2.0.1 was canceled: it is Friday.

      Open it again with \`/release cut v2.0.1\`, or cut another version.

      To \`/release pick #1\`:

      **Not done.** v2.0.1 was canceled: it is Friday.

      Open it again with \`/release cut v2.0.1\`, or cut another version."
    `)
    await product.reads(number, 'was aborted')
  })

  it('while nothing is out yet, and what is for Slack', async () => {
    const product = await makeProduct(app)
    const { says } = await planned(product, CRASH)
    const said = ['rolled-back to v2.0.0 because logins fail', 'link']
    expect(await says('ada', lines(said))).toMatchInlineSnapshot(`
      "@ada, to \`/release rolled-back to v2.0.0 because logins fail\`:

      **Not done.** v2.0.1 isn't published, so no one was told about it.

      Cancel it with \`/release abort because …\`.

      To \`/release link\`:

      **Not done.** On GitHub you are already signed in. You link your account in Slack.

      Run \`/release link\` in Slack."
    `)
  })

  it('help names them all', async () => {
    const product = await makeProduct(app)
    const { number } = await product.person('rick').opensIssue({ title: 'How does this work?' })
    const help = await product.says('rick', number, '/release help')
    for (const { usage } of listCommands())
      expect(help).toContain(`\`/release ${usage.replaceAll('|', '\\|')}`)
  })
})

function lines(commands: readonly string[]): string {
  return commands.map((one) => `/release ${one}`).join('\n')
}
