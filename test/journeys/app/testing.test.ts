import { beforeAll, describe, expect, it } from 'vitest'
import { makeApp } from '../../../sandbox/github/accounts.ts'
import { addCheck } from '../../../sandbox/github/actions/checks.ts'
import { readRef } from '../../../sandbox/github/git/refs.ts'
import { listEntriesAt } from '../../../sandbox/github/git/trees.ts'
import type { CheckConclusion, Workflow } from '../../../sandbox/github/state.ts'
import { makeProduct, openApp, type Product } from '../../worlds/app/product.ts'
import { asked, CRASH, cut, PANIC } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

function ciOf({ repository }: Product): Workflow {
  const ci = repository.workflows.find(({ name }) => name === 'ci')
  if (!ci) throw new Error('there is no CI')
  return ci
}

/** From now on the runs of CI wait for who plays. */
function waits(product: Product): void {
  product.runner.answers(ciOf(product), null)
}

/** Ends the run of CI that waits on a commit. */
async function ends(product: Product, head: string, as: CheckConclusion): Promise<void> {
  const run = await app.until(`a run on ${head}`, () =>
    product.runner.waiting().find((one) => one.head === head && one.workflow.name === 'ci'),
  )
  await product.runner.ends(run, as)
}

async function headOf(product: Product): Promise<string> {
  return (await product.pullFrom('release/v2.0.1')).pull.head
}

describe('a test', () => {
  it('is green by success alone: not missing, cancelled, neutral or stale; its newest run counts', async () => {
    const product = await makeProduct(app)
    const fix = await product.merges(CRASH)
    waits(product)
    await product.says('ada', fix, '/release cut')
    const { number } = await product.tracking()
    await product.reads(number, '## Tests')
    const head = await headOf(product)
    await product.says('ada', number, '/release check smoke-tests')
    for (const as of ['cancelled', 'neutral', 'stale'] as const) {
      await ends(product, head, as)
      expect(await product.reads(number, `**[${as}]`)).toContain("`ci` didn't succeed on")
      await product.says('ada', number, '/release retry unit')
    }
    await ends(product, head, 'failure')
    await product.reads(number, '**[failure]')
    expect(await product.hears(number, '`ci` failed on')).toContain('Read its log')
    await product.says('ada', number, '/release retry ci')
    await ends(product, head, 'success')
    await product.hears(number, '### Tag v2.0.1?')
  })

  it('that another app reports under the same name proves nothing', async () => {
    const product = await makeProduct(app)
    const fix = await product.merges(CRASH)
    waits(product)
    await product.says('ada', fix, '/release cut')
    const { number } = await product.tracking()
    await product.reads(number, '## Tests')
    const head = await headOf(product)
    const { world } = app.github
    const other = makeApp(world, {
      slug: 'lookalike',
      owner: product.repository.owner,
      permissions: {},
      events: [],
    })
    await addCheck(
      { world, repository: product.repository, by: other.bot },
      { app: other, head, branch: 'release/v2.0.1', name: 'ci' },
      { status: 'completed', conclusion: 'success' },
    )
    await product.says('ada', number, '/release check smoke-tests')
    expect(await product.says('ada', number, '/release why')).toMatchInlineSnapshot(`
      "@ada, to \`/release why\`:

      **Waits for 1 test, on \`SHA\`.** Since TIME UTC.

      Missing:

      - \`ci\` is running on SHA. Wait for it."
    `)
    await ends(product, head, 'success')
    await product.hears(number, '### Tag v2.0.1?')
  })

  it('that is a workflow is green when all of it is: each attempt is one by itself, and so is a retry of it', async () => {
    const tests = [{ id: 'unit', text: 'Unit tests', command: 'npm test', workflow: 'ci.yml' }]
    const product = await makeProduct(app, { tests })
    const fix = await product.merges(CRASH)
    waits(product)
    await product.says('ada', fix, '/release cut')
    const { number } = await product.tracking()
    await product.reads(number, '## Tests')
    const head = await headOf(product)
    await product.says('ada', number, '/release check smoke-tests')
    for (const attempt of [1, 2]) {
      await ends(product, head, 'failure')
      expect(await product.reads(number, new RegExp(`failure\\]\\(\\S+attempts/${attempt}\\)`))).toMatch(
        /^- ✗ `ci\.yml` Unit tests: \*\*\[failure\]\(http\S+\/actions\/runs\/\d+\/attempts\/\d\)\*\*; run it again/m,
      )
      await product.says('ada', number, '/release retry unit')
    }
    await ends(product, head, 'success')
    await product.hears(number, '### Tag v2.0.1?')
    const runs = product.repository.runs.filter((run) => run.head === head)
    expect(runs.map(({ attempt }) => attempt)).toEqual([3])
  })

  it('that fails later, before the tag, takes the question back', async () => {
    const product = await makeProduct(app)
    const { tracking, says, shows } = await asked(product, CRASH)
    const run = product.repository.runs.findLast(({ branch }) => branch === 'release/v2.0.1')
    product.runner.answers(ciOf(product), 'failure')
    if (run) await product.runner.reruns(run)
    await product.hears(tracking, 'Back to testing')
    await shows('`ci` failed on')
    expect(await says('grace', '/release go')).toContain("v2.0.1 doesn't wait for a go.")
  })
})

describe('a security release', () => {
  it('waits for the security checklist besides', async () => {
    const items = [{ id: 'cve', text: 'CVE registered', ifApplicable: true }]
    const product = await makeProduct(app, { checklists: { release: [], security: items } })
    const fix = await product.merges(CRASH)
    await product.says('ada', fix, '/release cut --track security')
    const { number } = await product.tracking()
    expect(await product.reads(number, '## Security checklist')).toContain('on the security track')
    await product.reads(number, 'Waits for 1 checklist item')
    await product.says('linus', number, '/release check cve not-applicable')
    await product.hears(number, '### Tag v2.0.1?')
  })
})

describe('each pick tested in its turn', () => {
  it('is pushed by itself, one after the other, and the one that breaks a test is named', async () => {
    const product = await makeProduct(app, { picks: { testAfterEach: true } })
    const first = await product.merges(CRASH)
    const second = await product.merges(PANIC)
    waits(product)
    await product.says('ada', first, '/release cut')
    const { number } = await product.tracking()
    await product.reads(number, '## Tests')
    const probe = (not: string) =>
      app.until('a probe', () =>
        product.runner
          .waiting()
          .find(({ branch, head }) => branch === 'release/v2.0.1-probe' && head !== not),
      )
    const one = await probe('')
    await product.runner.ends(one, 'success')
    const two = await probe(one.head)
    expect(two.head).not.toBe(one.head)
    await product.runner.ends(two, 'failure')
    expect(await product.hears(number, 'is broken')).toMatchInlineSnapshot(`
      "**\`ci\` is broken by #2** (\`SHA\`). It fails after the pick of #2, and not before.

      Leave it out with \`/release drop #2 because …\`, or fix it on main and pick the fix."
    `)
    expect(await product.says('ada', number, '/release why')).toMatchInlineSnapshot(`
      "@ada, to \`/release why\`:

      **Waits for 1 test, 1 pick to test on its own and 1 checklist item, on \`SHA\`.** Since TIME UTC.

      Missing:

      - \`ci\` fails after the pick of #2. Leave it out with \`/release drop #2 because …\`, or fix it on main and pick the fix.
      - \`ci\` is running on SHA. Wait for it.
      - “Smoke tests passing” isn't ticked. Verify it and run \`/release check smoke-tests\`."
    `)

    product.runner.answers(ciOf(product), 'success')
    await product.says('ada', number, `/release drop #${second} because it breaks the tests`)
    await product.says('ada', number, '/release status')
    await product.reads(number, /1 of 1 green/)
    await product.says('ada', number, '/release check smoke-tests')
    await product.hears(number, '### Tag v2.0.1?')
    expect(await readRef(product.repository.gitDir, 'refs/heads/release/v2.0.1-probe')).toBeUndefined()
  })
})

describe('/release bisect', () => {
  it('finds the pick that breaks a test by halves', async () => {
    const product = await makeProduct(app)
    const names = ['alpha', 'beta', 'gamma', 'delta']
    const numbers: number[] = []
    for (const name of names)
      numbers.push(
        await product.merges({ title: `fix: do not crash in ${name}`, files: { [`src/${name}.ts`]: '' } }),
      )
    waits(product)
    await product.says('ada', numbers[0] ?? 0, '/release cut')
    const { number } = await product.tracking()
    await product.reads(number, '## Tests')
    await ends(product, await headOf(product), 'failure')
    await product.reads(number, '**[failure]')
    expect(await product.says('ada', number, '/release bisect')).toMatchInlineSnapshot(`
      "@ada, to \`/release bisect\`:

      **Done.** Bisecting the picks to find the one that breaks \`ci\`.

      \`ci\` failed on \`SHA\`. Also open: 1 checklist item. Run it again with \`/release retry unit\`, or find the pick that breaks it with \`/release bisect\`."
    `)

    // The third pick is bad: what has it fails.
    const tested: string[] = []
    for (
      let round = 0;
      round < 4 && !product.told(number).some((one) => one.includes('is broken'));
      round += 1
    ) {
      const run = await app.until('a probe or the end', () =>
        product.told(number).some((one) => one.includes('is broken'))
          ? 'found'
          : product.runner.waiting().find(({ branch }) => branch === 'release/v2.0.1-probe'),
      )
      if (run === 'found') break
      tested.push(run.head)
      await product.runner.ends(
        run,
        (await listEntriesAt(product.repository.gitDir, run.head, 'src/gamma.ts')).length > 0
          ? 'failure'
          : 'success',
      )
    }
    expect(await product.hears(number, 'is broken')).toContain(`\`ci\` is broken by #${numbers[2]}`)
    expect(tested.length).toBeLessThanOrEqual(3)
  })
})

describe('a foreign push on the release branch', () => {
  it('holds the release: what was tested is another', async () => {
    const product = await makeProduct(app)
    const { tracking, says, shows } = await cut(product, CRASH)
    const pushed = await product.person('linus').pushes({
      branch: 'release/v2.0.1',
      message: 'fix: just this one line',
      files: { 'src/line.ts': '', 'test/line.test.ts': '' },
    })
    expect(await product.hears(tracking, 'is held')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** Someone pushed SHA to the release branch. Look at it: run \`/release resume SHA\` to accept and test it, or \`/release plan\` to build the branch without it."
    `)
    expect(await says('ada', '/release resume')).toContain("it isn't accepted yet")
    await product.hears(tracking, 'outside the plan')
    const name = pushed.slice(0, 10)
    expect(await says('ada', `/release resume ${name}`)).toContain('for the next minor release')
    await says('ada', `/release assess ${pushed} risk=low type=regression severity=P1`)
    const judged = await shows('(regression)')
    expect(judged).toContain('**Also on the branch, outside the plan**')
    await says('ada', `/release resume ${name}`)
    await shows(/1 of 1 green/)
    await says('ada', '/release check smoke-tests')
    expect(await product.hears(tracking, '### Tag v2.0.1?')).toContain('outside the plan')
    expect(await shows('Bug Fixes')).toContain('Just this one line')
  })
})
