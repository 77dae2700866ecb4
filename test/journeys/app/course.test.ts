import { beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { readRef } from '../../../sandbox/github/git/refs.ts'
import { makeProduct, openApp, SHORT } from '../../worlds/app/product.ts'
import { CRASH, cut, onItsWay, PANIC, planned } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

const CONFIG = '.github/release-captain.yml'

describe('a prerelease', () => {
  it('has the picks that are planned, an issue, branch and tag of its own, and becomes the stable version', async () => {
    const product = await makeProduct(app)
    const stable = await planned(product, CRASH)
    expect(await stable.says('ada', '/release rc')).toMatchInlineSnapshot(`
      "@ada, to \`/release rc\`:

      **Done.** v2.0.1-rc.1 is opened with the same 1 pick. Continue in its tracking issue.

      The plan of 1 change is ready. A captain creates the release branch with \`/release cut v2.0.1 --plan DIGEST\`."
    `)
    const { number } = await product.tracking('v2.0.1-rc.1')
    const rc = onItsWay(product, number)
    await rc.shows('## Tests')
    await rc.says('ada', '/release check smoke-tests')
    await product.hears(number, '### Tag v2.0.1-rc.1?')
    await rc.says('grace', '/release go')
    await rc.shows('waits to be published')
    await rc.says('ada', '/release publish')
    await app.until('the end', () => product.issue(number).closed)
    expect(product.repository.releases).toMatchObject([
      { tag: 'v2.0.1-rc.1', prerelease: true, draft: false },
    ])

    await product.merges(PANIC)
    expect(await rc.says('ada', '/release promote')).toMatchInlineSnapshot(`
      "@ada, to \`/release promote\`:

      **Done.** v2.0.1 is opened with the same 1 pick. Continue in its tracking issue.

      v2.0.1-rc.1 is published. It continues in the tracking issue of v2.0.1."
    `)
    const body = await stable.shows('## Tests')
    expect(body).toContain('## 1 change')
    expect(body).toContain('do not crash on an empty queue')
  })
})

describe('the policy', () => {
  it('is the one of main when the release opened, until somebody takes a later one over', async () => {
    const product = await makeProduct(app)
    const release = await cut(product, CRASH)
    const items = [{ id: 'fire-drill', text: 'Fire drill' }]
    const changed = { [CONFIG]: stringify({ ...SHORT, checklists: { release: items } }) }
    const linus = product.person('linus')
    await linus.pushes({ branch: 'config', from: 'main', message: 'ci: drill', files: changed })
    const { number } = await linus.opensPullRequest({ title: 'ci: drill', head: 'config' })
    expect(await release.says('grace', '/release take-policy')).toMatchInlineSnapshot(`
      "@grace, to \`/release take-policy\`:

      **Not done.** The release already has this policy.

      You don't need to do anything."
    `)
    await product.person('ada').merges(number)

    expect(await release.says('ada', '/release check fire-drill')).toContain('no item `fire-drill`')
    expect(await release.says('grace', '/release take-policy')).toMatchInlineSnapshot(`
      "@grace, to \`/release take-policy\`:

      **Done.** The release now follows the current policy on main.

      The plan is being made. It continues automatically."
    `)
    await release.shows('Fire drill')
    await release.says('ada', '/release check fire-drill')
    await product.hears(release.tracking, '### Tag v2.0.1?')
  })

  it('with mistakes in it stops what needs it, and each mistake is named', async () => {
    const product = await makeProduct(app)
    const number = await product.opens(CRASH)
    await product.person('ada').pushes({
      branch: 'main',
      message: 'ci: hurry',
      files: { [CONFIG]: 'piks:\n  onConflict: skip\nwatch:\n  every: soon\n' },
    })
    expect(await product.says('ada', number, '/release plan')).toMatchInlineSnapshot(`
      "@ada, to \`/release plan\`:

      **Not done.** main:.github/release-captain.yml has 2 mistakes, and nothing was done.

      \`\`\`text
      main:.github/release-captain.yml:1:1  piks
        found  an unknown key
        right  picks

      main:.github/release-captain.yml:4:10  watch.every
        found  the text "soon"
        right  a duration from 1m to 7d, such as 30m, 1h30m, 48h, 2d or PT30M
      \`\`\`

      Correct main:.github/release-captain.yml and check it with \`release-captain config\`. docs/config.md lists every key."
    `)
    await product.person('linus').labels(number, 'patch-candidate')
    await app.until('a check', () => product.verdict(number).conclusion === 'action_required')
    await product
      .person('ada')
      .pushes({ branch: 'main', message: 'ci: mend', files: { [CONFIG]: stringify(SHORT) } })
    await app.until('a verdict', () => product.verdict(number).conclusion === 'success')
  })
})

describe('a release that is aborted', () => {
  it('is closed with its pull requests, and may be cut again in the same issue', async () => {
    const product = await makeProduct(app, { picks: { testAfterEach: true } })
    const fix = await product.merges(CRASH)
    const ci = product.repository.workflows.find(({ name }) => name === 'ci')
    if (ci) product.runner.answers(ci, null)
    await product.says('ada', fix, '/release cut')
    const release = onItsWay(product, (await product.tracking()).number)
    await app.until('a pick tested by itself', () =>
      product.runner.waiting().some(({ branch }) => branch === 'release/v2.0.1-probe'),
    )
    const { number } = await product.pullFrom('release/v2.0.1')
    await release.says('ada', '/release abort because it is Friday')
    await app.until('closed', () => product.issue(release.tracking).closed && product.issue(number).closed)
    expect(await readRef(product.repository.gitDir, 'refs/heads/release/v2.0.1-probe')).toBeUndefined()
    expect(product.told(number)).toMatchInlineSnapshot(`
      [
        "v2.0.1 was aborted: it is Friday.",
      ]
    `)

    expect(await release.says('ada', '/release cut v2.0.1')).toContain('v2.0.1 is opened')
    await app.until('open again', () => !product.issue(release.tracking).closed)
    await release.shows('## Tests')
    const issues = product.repository.issues.filter(({ title }) => title === 'Release v2.0.1')
    expect(issues.filter(({ closed }) => !closed).map(({ pull }) => pull?.headBranch ?? 'issue')).toEqual([
      'issue',
      'release/v2.0.1',
    ])
  })
})

describe('two lines', () => {
  it('are released side by side', async () => {
    const product = await makeProduct(app)
    const ada = product.person('ada')
    const files = { 'package.json': `${JSON.stringify({ name: 'api', version: '1.9.0' }, null, 2)}\n` }
    await ada.pushes({ branch: 'old', from: 'main', message: 'chore: go on with 1.9', files })
    await ada.tags('v1.9.0', 'old')
    const young = await cut(product, CRASH)
    expect(await product.says('ada', young.changes[0] ?? 0, '/release cut v1.9.1')).toContain(
      'v1.9.1 is opened',
    )
    const { number } = await product.tracking('v1.9.1')
    const old = onItsWay(product, number)
    await old.shows('## Tests')
    expect(await product.says('ada', young.changes[0] ?? 0, '/release hold')).toMatchInlineSnapshot(`
      "@ada, to \`/release hold\`:

      **Not done.** Several releases are in progress: v1.9.1 (#4), v2.0.1 (#2).

      Comment on the tracking issue of the one you mean."
    `)
    await old.says('ada', '/release check smoke-tests')
    await product.hears(number, '### Tag v1.9.1?')
    expect(product.told(young.tracking).join('\n')).not.toContain('### Tag')
    expect(await product.says('linus', young.changes[0] ?? 0, '/release status')).toContain(
      '### Release v1.9.1',
    )
  })
})
