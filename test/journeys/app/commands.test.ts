import { beforeAll, describe, expect, it } from 'vitest'
import { addComment } from '../../../sandbox/github/actions/comments.ts'
import { makeProduct, openApp, type Product } from '../../worlds/app/product.ts'
import { CRASH, cut, PANIC, planned } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

/** What another App says. */
function botSays({ world, repository, issue }: Product, number: number, body: string): void {
  const by = world.github.world.actions.bot
  addComment({ world: world.github.world, repository, by }, issue(number), body)
}

describe('a comment', () => {
  it('gets eyes at once, and one answer to all that it says', async () => {
    const product = await makeProduct(app)
    const { tracking, changes } = await planned(product, CRASH)
    const before = product.told(tracking).length
    app.passes(2)
    const comment = await product
      .person('ada')
      .comments(
        tracking,
        `/release assess #${changes[0]} risk=low\n\nThank you!\n/release hold because of lunch`,
      )
    await app.until('eyes', () => comment.reactions.some(({ content }) => content === 'eyes'))
    const answer = await product.hears(tracking, 'is held')
    expect(answer).toMatchInlineSnapshot(`
      "@ada, to \`/release assess #1 risk=low\`:

      **Done.** The assessment of #1 is recorded. The plan is being made again.

      The plan is being made. It continues automatically.

      To \`/release hold because of lunch\`:

      **Done.** v2.0.1 is held. A captain resumes it with \`/release resume\`."
    `)
    expect(product.told(tracking)).toHaveLength(before + 1)
  })

  it('that quotes, shows code, is edited, or is a bot’s own, does nothing', async () => {
    const product = await makeProduct(app)
    const { tracking, says } = await planned(product, CRASH)
    const ada = product.person('ada')
    const before = product.told(tracking).length
    const silent = [
      await ada.comments(tracking, '> /release cut'),
      await ada.comments(tracking, '```\n/release cut\n```'),
      await ada.comments(tracking, 'Shall we say /release cut?'),
      await ada.comments(tracking, '<details>\n/release cut\n</details>'),
      await ada.comments(tracking, 'Hello.'),
    ]
    const last = silent.at(-1)
    if (last) await ada.editsComment(last.id, '/release cut')
    botSays(product, tracking, '/release cut')

    expect(await says('linus', '/release status')).toContain('The plan of 1 change is ready.')
    expect(product.told(tracking)).toHaveLength(before + 1)
    expect(silent.flatMap(({ reactions }) => reactions)).toEqual([])
    expect(product.repository.issues.some(({ pull }) => pull?.headBranch === 'release/v2.0.1')).toBe(false)
  })

  it('with an unknown word is answered with the nearest one, which is not obeyed', async () => {
    const product = await makeProduct(app)
    const { says, shows } = await planned(product, CRASH)
    expect(await says('ada', '/release hodl')).toMatchInlineSnapshot(`
      "@ada, to \`/release hodl\`:

      **Not done.** There is no command \`hodl\`.

      Did you mean \`/release hold\`? \`/release help\` lists all commands."
    `)
    await shows('The plan of 1 change is ready.')
  })
})

describe('a pick', () => {
  it('of what no plan can take is refused with what to do, and the release stays where it was', async () => {
    const product = await makeProduct(app)
    const bug = await product.person('rick').opensIssue({ title: 'It panics' })
    const release = await cut(product, CRASH)
    const fixes = `Severity: P1\nRisk: low\n\nFixes #${bug.number}`
    const open = await product.opens({ ...PANIC, body: fixes })
    expect(await release.says('ada', `/release pick #${open}`)).toMatchInlineSnapshot(`
      "@ada, to \`/release pick #5\`:

      **Not done.** \\#5 isn't merged to main yet.

      Merge it, then run \`/release pick #5\` again."
    `)
    expect(await release.says('ada', `/release pick #${bug.number}`)).toMatchInlineSnapshot(`
      "@ada, to \`/release pick #1\`:

      **Not done.** \\#1 is an issue. A release takes the change that fixes it.

      Name the pull request that fixes it: \`/release pick #5\`."
    `)
    expect(await release.says('ada', '/release pick #999')).toMatchInlineSnapshot(`
      "@ada, to \`/release pick #999\`:

      **Not done.** \\#999 isn't a change between v2.0.0 and main.

      Name a pull request that was merged to the main branch since v2.0.0, or one of its commits."
    `)
    await release.shows('Waits for 1 checklist item')

    await product.person('ada').merges(open, 'squash')
    expect(await release.says('ada', `/release pick #${open}`)).toContain(`#${open} is in the release.`)
  })
})

describe('what is said of a change', () => {
  it('is refused where it could never count, with what to do', async () => {
    const product = await makeProduct(app)
    const bug = await product.person('rick').opensIssue({ title: 'It panics' })
    const release = await planned(product, CRASH)
    const open = await product.opens({ ...PANIC, body: `Fixes #${bug.number}` })
    expect(await release.says('ada', `/release assess #${bug.number} risk=low`)).toContain(
      `is an issue. A release takes the change that fixes it.\n\nName the pull request that fixes it: #${open}.`,
    )
    expect(await release.says('ada', '/release assess #999 risk=low')).toContain(
      "#999 isn't a change between",
    )
    expect(await release.says('grace', '/release except #999 because it is urgent')).toContain(
      "#999 isn't a change between",
    )
    expect(await release.says('ada', `/release assess #${open} risk=low`)).toContain('**Done.**')
  })
})

describe('a cut that is declined', () => {
  it('is said so once, in the answer', async () => {
    const product = await makeProduct(app)
    const release = await planned(product, CRASH)
    const slow = await product.merges({ title: 'perf: be quick', files: { 'src/fast.ts': '' } })
    await release.says('ada', `/release pick #${slow}`)
    await release.shows('The plan of 2 changes')
    const before = product.told(release.tracking).length
    expect(await release.says('ada', '/release cut')).toMatchInlineSnapshot(`
      "@ada, to \`/release cut\`:

      **Not done.** The criteria say case-by-case for #3.

      Have an approver allow it with \`/release except #3 because …\`, or leave it out with \`/release drop #3\`."
    `)
    await release.says('linus', '/release status')
    expect(product.told(release.tracking)).toHaveLength(before + 2)
  })
})

describe('on a pull request', () => {
  it('a change needs no number', async () => {
    const product = await makeProduct(app)
    const release = await planned(product, CRASH, PANIC)
    const [, second = 0] = release.changes
    expect(await product.says('linus', second, '/release explain')).toMatchInlineSnapshot(`
      "@linus, to \`/release explain\`:

      **\\#2** fix: do not panic when the store is full

      - Verdict for v2.0.1: **eligible** (crash); it is in the plan
      - Due: TIME UTC, scheduled: crash goes out with the weekly patch

      **Rules**

      - ✓ **Change type:** It is crash: \`panic\` in its subject (also seen: its type \`fix:\`). A patch always takes that.
      - ✓ **Merged to main:** It is on main as SHA, since 2026-02-10.
      - ✓ **Reviewed:** It was approved before it was merged (GitHub).
      - ✓ **Checks were green:** Its checks were green when it was merged (GitHub).
      - ✓ **No breaking change:** It breaks nothing (its Conventional Commit header, which declares no break).
      - ✓ **Severity:** It is P1 (\`Severity: P1\` in its message).
      - ✓ **Test coverage:** It touches \`test/fix-do-not-panic-when-the-store-is-full-1.test.ts\`.
      - ✓ **Picks cleanly:** Picked alone on the line's last tag, it applies.
      - ✓ **Risk assessed:** Its risk is low (assessed by Linus).

      **Picking**

      - Picked on its own on the last tag of 2.0: ✓ it applies
      - Picked in its place in the plan: ✓ it applies

      To leave it out, run \`/release drop #2 because …\`."
    `)
    expect(await product.says('ada', second, '/release drop because it can wait')).toContain('is left out')
    await release.shows('The plan of 1 change is ready.')
    expect(await product.says('ada', second, '/release pick')).toContain('is in the release')
    await release.shows('The plan of 2 changes is ready.')
  })

  it('that is not merged, explain says what it would be', async () => {
    const product = await makeProduct(app)
    await product.merges(PANIC)
    const number = await product.opens(CRASH)
    expect(await product.says('linus', number, '/release explain')).toContain(`#${number} isn't merged yet.`)
  })
})

describe('a change that came without a pull request', () => {
  it('is named by the first digits of its commit', async () => {
    const product = await makeProduct(app)
    const commit = await product.person('ada').pushes({
      branch: 'main',
      message: 'fix: do not crash at night\n\nSeverity: P1\nRisk: low',
      files: { 'src/night.ts': '', 'test/night.test.ts': '' },
    })
    const release = await planned(product, CRASH)
    await release.shows('The plan of 2 changes is ready.')
    expect(await release.says('ada', `/release drop ${commit.slice(0, 8)} because it can wait`)).toContain(
      'is left out',
    )
    await release.shows('The plan of 1 change is ready.')
    expect(await release.says('ada', '/release pick 0000000')).toMatchInlineSnapshot(`
      "@ada, to \`/release pick 0000000\`:

      **Not done.** \`0000000\` isn't a candidate in the plan.

      Write all digits of the commit, or the number of its pull request."
    `)
  })
})

describe('a line that is frozen', () => {
  it('is planned and shows why it waits, is not cut, and is cut after the freeze', async () => {
    const product = await makeProduct(app)
    const { tracking } = await planned(product, CRASH)
    const freeze = '/release freeze 2.0 until 2026-12-24 because of the season'
    expect(await product.says('linus', tracking, freeze)).toContain('Not done.')
    expect(await product.says('ada', tracking, freeze)).toContain('Froze 2.0 until 2026-12-24')
    await product.reads(tracking, 'The line is frozen until 2026-12-24 by ada')
    expect(await product.says('ada', tracking, '/release cut')).toContain('2.0 is frozen until 2026-12-24')
    expect(await product.says('linus', tracking, '/release calendar')).toContain('Frozen until 2026-12-24')
    await product.says('ada', tracking, '/release unfreeze 2.0')
    await product.says('ada', tracking, '/release cut')
    await product.reads(tracking, '✓ on the branch')
  })
})
