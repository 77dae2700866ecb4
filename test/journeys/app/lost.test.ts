import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WEBHOOK_PATH } from '../../../src/http/routes.ts'
import { makeProduct, openApp } from '../../worlds/app/product.ts'
import { asked, CRASH, cut, PANIC, planned } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})
beforeEach(() => hears())

function hears(): void {
  app.github.app().sendsTo(app.app.url + WEBHOOK_PATH)
}

/** What happens meanwhile is not delivered. */
async function deaf(work: () => Promise<unknown>): Promise<void> {
  await app.github.deliveries.settled()
  app.github.app().sendsTo(null)
  await work()
  await app.github.deliveries.settled()
  hears()
}

describe('deliveries that failed', () => {
  it('are asked for again, and what they say is done once', async () => {
    const product = await makeProduct(app)
    const { tracking, changes } = await planned(product, CRASH)
    await deaf(() => product.person('ada').comments(tracking, `/release assess #${changes[0]} risk=high`))
    await app.app.reconcile()
    await product.hears(tracking, 'The assessment of')
    await app.app.reconcile()
    expect(await product.says('linus', tracking, '/release status')).toContain('v2.0.1')
    expect(product.told(tracking).filter((one) => one.includes('The assessment of'))).toHaveLength(1)
  })
})

describe('deliveries that are lost for good', () => {
  it('are made up for by a look: a merge, a label, a test that ended', async () => {
    const product = await makeProduct(app)
    const release = await planned(product, CRASH)
    const ci = product.repository.workflows.find(({ name }) => name === 'ci')
    await deaf(() => product.merges(PANIC))
    await app.github.deliveries.forget()
    await app.app.reconcile()
    await release.shows('The plan of 2 changes')

    if (ci) product.runner.answers(ci, null)
    await release.says('ada', '/release cut')
    await release.shows('## Tests')
    const { pull } = await product.pullFrom('release/v2.0.1')
    const run = product.runner.waiting().find(({ head }) => head === pull.head)
    await deaf(async () => run && product.runner.ends(run, 'success'))
    await app.github.deliveries.forget()
    await app.app.reconcile()
    await release.shows('1 of 1 green')
  })
})

describe('a delivery that was seen before', () => {
  it('changes nothing', async () => {
    const product = await makeProduct(app)
    const { tracking, says } = await planned(product, CRASH)
    await says('ada', '/release hold because of lunch')
    const before = product.told(tracking).length
    for (const { id, event } of app.github.deliveries.all())
      if (event === 'issue_comment') app.github.deliveries.redeliver(id)
    await app.github.deliveries.settled()
    expect(await says('linus', '/release status')).toContain('is held')
    expect(product.told(tracking)).toHaveLength(before + 1)
  })

  it('changes nothing under another id either, which no signature covers', async () => {
    const product = await makeProduct(app)
    const { says } = await planned(product, CRASH)
    await says('ada', '/release hold because of tea')
    await app.github.deliveries.settled()
    const hold = app.github.deliveries
      .all()
      .find(({ event, body }) => event === 'issue_comment' && body.includes('because of tea'))
    await says('ada', '/release resume')
    const { status } = await fetch(app.app.url + WEBHOOK_PATH, {
      method: 'POST',
      headers: { ...hold?.headers, 'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958' },
      body: hold?.body ?? '',
    })
    expect(status).toBe(202)
    expect(await says('linus', '/release status')).not.toContain('is held')
  })
})

describe('by hand', () => {
  it('somebody closes the tracking issue: it is opened again, and the release is held', async () => {
    const product = await makeProduct(app)
    const { tracking, says, shows } = await planned(product, CRASH)
    await product.person('ada').closes(tracking)
    expect(await product.hears(tracking, 'is held')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** The tracking issue was closed or deleted by hand. It was opened again, because the release goes on in it. To cancel the release, run \`/release abort because …\`.

      To continue, a captain runs \`/release resume\`."
    `)
    await app.until('open again', () => !product.issue(tracking).closed)
    await says('ada', '/release resume')
    await shows('The plan of 1 change is ready.')
  })

  it('somebody deletes the tracking issue: another one is opened', async () => {
    const product = await makeProduct(app)
    const { tracking } = await planned(product, CRASH)
    const { issues } = product.repository
    issues.splice(
      issues.findIndex(({ number }) => number === tracking),
      1,
    )
    await app.app.reconcile()
    await app.until('another issue', () => {
      app.passes(1)
      return issues.find(({ title }) => title === 'Release v2.0.1')
    })
  })

  it('somebody closes the release pull request: the release is held until it is open again', async () => {
    const product = await makeProduct(app)
    const { tracking, says, shows } = await cut(product, CRASH)
    const { number } = await product.pullFrom('release/v2.0.1')
    await product.person('linus').closes(number)
    expect(await product.hears(tracking, 'is held')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** The release pull request was closed by hand. Open it again, so that people see what is released.

      To continue, a captain runs \`/release resume\`."
    `)
    await product.person('linus').reopens(number)
    await says('ada', '/release resume')
    await says('ada', '/release check smoke-tests')
    await product.hears(tracking, '### Tag v2.0.1?')
    await shows('Waits for a go')
  })

  it('somebody merges the release pull request: the release is held, and goes on when somebody resumes it', async () => {
    const product = await makeProduct(app)
    const { tracking, says, shows } = await cut(product, CRASH)
    const { number } = await product.pullFrom('release/v2.0.1')
    await product.person('ada').marks(number, 'ready')
    await product.person('ada').merges(number, 'merge')
    expect(await product.hears(tracking, 'is held')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** The release pull request was merged by hand, so what is for this line alone is on main too. Revert it there; the release can go on.

      To continue, a captain runs \`/release resume\`."
    `)
    await says('ada', '/release resume')
    await says('ada', '/release check smoke-tests')
    await product.hears(tracking, '### Tag v2.0.1?')
    await app.app.reconcile()
    await says('grace', '/release go')
    await shows('waits to be published')
  })

  it('somebody deletes the release branch: the release is held', async () => {
    const product = await makeProduct(app)
    const { tracking } = await asked(product, CRASH)
    await product.person('ada').deletesBranch('release/v2.0.1')
    expect(await product.hears(tracking, 'is held')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** The release branch was deleted by hand. Restore it.

      To continue, a captain runs \`/release resume\`."
    `)
  })
})
