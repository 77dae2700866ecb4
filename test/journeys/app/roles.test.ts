import { beforeAll, describe, expect, it } from 'vitest'
import { addComment } from '../../../sandbox/github/actions/comments.ts'
import type { Role } from '../../../sandbox/github/state.ts'
import { makeProduct, openApp, type Product } from '../../worlds/app/product.ts'
import { asked, CRASH, cut, planned } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

/** Approvers are a team here, so that all roles are told apart. */
const ROLES = {
  captain: { permission: 'maintain', teams: ['captains'] },
  approver: { permission: null, teams: ['approvers'] },
}

/** With what GitHub lets them do; Carl is a captain by his team, and Anna an approver. */
const PEOPLE = [
  ['stranger', 'none'],
  ['mallory', 'read'],
  ['trish', 'triage'],
  ['linus', 'write'],
  ['ada', 'maintain'],
  ['carl', 'read'],
  ['anna', 'read'],
] as const satisfies readonly (readonly [string, Role])[]

/** Each once. What ends or holds the release comes last. */
const COMMANDS = [
  ...['help', 'status', 'why', 'explain #1'],
  ...['plan', 'assess #1 risk=low', 'check smoke-tests', 'hold'],
  ...[
    'resume',
    'pick #1',
    'drop #9',
    'defer #9',
    'rc',
    'notes',
    'retry unit',
    'bisect',
    'promote',
    'publish',
  ],
  ...['except #1 because it must', 'go', 'no-go because of that', 'take-policy'],
  ...['rolled-back to v1.9.9 because of that', 'cut', 'abort'],
] as const

/** What each command is answered with: `·` obeyed as far as the role goes, else the role that it takes. */
async function answersTo(product: Product, login: string, number: number): Promise<string> {
  const answers: string[] = []
  for (let i = 0; i < COMMANDS.length; i += 8) {
    const some = COMMANDS.slice(i, i + 8)
    const answer = await product.says(login, number, some.map((one) => `/release ${one}`).join('\n'))
    answers.push(...answer.split(/^(?:@\S+, t|T)o `\/release /m).slice(1))
  }
  return answers
    .map((one) => / isn't an? (captain|approver|contributor) /.exec(one)?.[1]?.slice(0, 2) ?? '··')
    .join(' ')
}

describe('who may what', () => {
  it('is asked of GitHub for each command: permission, team, or nothing', async () => {
    app.github.team('captains', ['carl'])
    app.github.team('approvers', ['anna'])
    const of = async ([login, role]: (typeof PEOPLE)[number]): Promise<string> => {
      const product = await makeProduct(app, { roles: ROLES })
      const repository = `${product.repository.owner.login}/${product.repository.name}`
      app.github.person(login, { in: repository, role })
      const { tracking } = await planned(product, CRASH)
      return `${login.padEnd(9)}${await answersTo(product, login, tracking)}`
    }
    const head = `${''.padEnd(9)}${COMMANDS.map((one) => one.slice(0, 2)).join(' ')}`
    const said = [head, ...(await Promise.all(PEOPLE.map(of)))]
    expect(`\n${said.join('\n')}\n`).toMatchInlineSnapshot(`
      "
               he st wh ex pl as ch ho re pi dr de rc no re bi pr pu ex go no ta ro cu ab
      stranger ·· ·· ·· ·· co co co co ca ca ca ca ca ca ca ca ca ca ap ap ap ap ca ca ca
      mallory  ·· ·· ·· ·· co co co co ca ca ca ca ca ca ca ca ca ca ap ap ap ap ca ca ca
      trish    ·· ·· ·· ·· co co co co ca ca ca ca ca ca ca ca ca ca ap ap ap ap ca ca ca
      linus    ·· ·· ·· ·· ·· ·· ·· ·· ca ca ca ca ca ca ca ca ca ca ap ap ap ap ca ca ca
      ada      ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ap ap ap ap ·· ·· ··
      carl     ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ap ap ap ap ·· ·· ··
      anna     ·· ·· ·· ·· ·· ·· ·· ·· ca ca ca ca ca ca ca ca ca ca ·· ·· ·· ·· ca ca ca
      "
    `)
  })

  it('no one from outside is answered without end: what is refused is said five times an hour', async () => {
    const product = await makeProduct(app, { roles: ROLES })
    app.github.person('mallory', {
      in: `${product.repository.owner.login}/${product.repository.name}`,
      role: 'read',
    })
    const { tracking, says } = await planned(product, CRASH)
    const before = product.told(tracking).length
    for (let i = 0; i < 5; i += 1) await says('mallory', '/release abort')

    await product.person('mallory').comments(tracking, '/release abort')
    await says('ada', '/release status')

    expect(product.told(tracking)).toHaveLength(before + 6)
  })

  it('no captain waits for what people ask who may only read, however they are called in the organization', async () => {
    const product = await makeProduct(app, { roles: ROLES })
    const { tracking, changes, says } = await planned(product, CRASH)
    const before = product.told(tracking).length
    const flood = Array(4).fill(`/release explain #${changes[0]}`).join('\n')
    for (const login of ['mallory', 'trudy']) {
      app.github.person(login, {
        in: `${product.repository.owner.login}/${product.repository.name}`,
        role: 'read',
      })
      await product.person(login).comments(tracking, flood)
    }

    expect(await says('ada', '/release hold because of lunch')).toContain('v2.0.1 is held')

    const answeredBefore = product
      .told(tracking)
      .slice(before)
      .filter((text) => !text.startsWith('@ada'))
    expect(answeredBefore.length).toBeLessThan(2)
    await app.until('their answers', () => product.told(tracking).length >= before + 3)
  })

  it('no bot has a role, and none is answered', async () => {
    const product = await makeProduct(app)
    const { tracking, says } = await planned(product, CRASH)
    const before = product.told(tracking).length
    addComment(
      { world: app.github.world, repository: product.repository, by: app.github.world.actions.bot },
      product.issue(tracking),
      '/release abort',
    )
    expect(await says('mallory', '/release status')).toContain('The plan of 1 change is ready.')
    expect(product.told(tracking)).toHaveLength(before + 1)
  })
})

describe('the two-person rule', () => {
  it('counts no go of who asked for the release, nor of an author of a change in it', async () => {
    const product = await makeProduct(app, { roles: { approver: { permission: 'write' } } })
    const { says, shows } = await asked(product, CRASH)
    expect(await says('ada', '/release go')).toMatchInlineSnapshot(`
      "@ada, to \`/release go\`:

      **Not done.** A go of ada doesn't count here: they asked for this release.

      Have 1 other approver run \`/release go\`."
    `)
    expect(await says('linus', '/release go')).toMatchInlineSnapshot(`
      "@linus, to \`/release go\`:

      **Not done.** A go of linus doesn't count here: they are an author of #1 in it.

      Have 1 other approver run \`/release go\`."
    `)
    await says('grace', '/release go')
    await shows('waits to be published')
  })

  it('counts no go of who has commits of their own on the release branch', async () => {
    const product = await makeProduct(app, { roles: { approver: { permission: 'write' } } })
    const { says, tracking } = await cut(product, CRASH)
    const push = { branch: 'release/v2.0.1', message: 'fix: a crash by hand', files: { 'src/more.ts': '' } }
    const pushed = await product.person('grace').pushes(push)
    await product.hears(tracking, 'outside the plan')
    await says('ada', `/release resume ${pushed}`)
    await says('ada', '/release check smoke-tests')
    expect(await product.hears(tracking, '### Tag v2.0.1?')).toContain('but not from ada, linus and grace')
    expect(await says('grace', '/release go')).toMatchInlineSnapshot(`
      "@grace, to \`/release go\`:

      **Not done.** A go of grace doesn't count here: they have commits of their own on the release branch.

      Have 1 other approver run \`/release go\`."
    `)
  })

  it('does not fall to `git commit --author`: who pushed under an invented name and resumed cannot say go', async () => {
    const product = await makeProduct(app, { roles: { approver: { permission: 'write' } } })
    const { says, tracking } = await cut(product, CRASH)
    const pushed = await product.person('grace').pushes({
      ...{ branch: 'release/v2.0.1', message: 'fix: a crash by hand', files: { 'src/more.ts': '' } },
      as: { name: 'Nobody', email: 'nobody@example.org' },
    })
    await product.hears(tracking, 'outside the plan')
    expect(await says('grace', `/release resume ${pushed}`)).toContain("so you can't accept")
    await says('ada', `/release resume ${pushed}`)
    await says('grace', '/release check smoke-tests')
    await product.hears(tracking, '### Tag v2.0.1?')
    expect(await says('grace', '/release go')).toContain(
      'they have commits of their own on the release branch',
    )
  })

  it('knows people by their ids: another name makes nobody another person', async () => {
    const product = await makeProduct(app)
    const { tracking } = await asked(product, CRASH)
    renamed(product, 'ada', 'countess')
    expect(await product.says('countess', tracking, '/release go')).toContain(
      "A go of countess doesn't count here: they asked for this release.",
    )
    renamed(product, 'countess', 'ada')
  })
})

describe('an approval', () => {
  it('is void when the branch moves, and the release is held', async () => {
    const product = await makeProduct(app, {
      roles: { approvals: { tag: { count: 2 } }, approver: { permission: 'write' } },
    })
    const { tracking, says, shows } = await asked(product, CRASH)
    expect(await says('grace', '/release go')).toContain('is recorded')
    await product.person('ada').pushes({
      branch: 'release/v2.0.1',
      message: 'fix: one more thing',
      files: { 'src/more.ts': '' },
    })
    const body = await shows('Held')
    expect(body).toContain('to the release branch')
    expect(body).not.toContain('go by grace')
    await product.hears(tracking, 'This question is closed')
  })

  it('is void when what is taken changes', async () => {
    const product = await makeProduct(app, {
      roles: { approvals: { tag: { count: 2 } }, approver: { permission: 'write' } },
    })
    const release = await asked(product, CRASH)
    await release.says('grace', '/release go')
    const more = await product.merges({ title: 'fix: do not crash twice', files: { 'src/twice.ts': '' } })
    expect(await release.says('ada', `/release pick #${more}`)).toContain('The go of grace is void')
    await release.shows(/Waits for 1 checklist item/)
  })

  it('of somebody who lost the right before the tag does not count: nothing is tagged until it is back', async () => {
    const product = await makeProduct(app, {
      roles: { approvals: { tag: { count: 2 } }, captain: { permission: 'write' } },
    })
    const repository = { in: `${product.repository.owner.login}/${product.repository.name}` }
    app.github.person('edsger', { ...repository, role: 'maintain' })
    const release = await asked(product, CRASH)
    await release.says('grace', '/release go')
    app.github.person('grace', { ...repository, role: 'read' })
    await release.says('edsger', '/release go')
    const said = await product.hears(release.tracking, "approved it and can't approve any more")
    expect(said).toMatchInlineSnapshot(`
      "**The step \`tag\` failed.** \`v2.0.1\` isn't pushed: grace approved it and can't approve any more.

      Restore the permission, then run \`/release resume\` and \`/release retry tag\`. Or cancel the release with \`/release abort because …\`."
    `)
    await release.shows('Held')

    app.github.person('grace', { ...repository, role: 'maintain' })
    await release.says('ada', '/release resume')
    await release.shows(/The step `tag` failed/)
    await release.says('ada', '/release retry tag')
    await release.shows('waits to be published')
  })
})

describe('a release that is cut', () => {
  it('goes on under the right that somebody has when they speak, not when it began', async () => {
    const product = await makeProduct(app)
    const { says } = await cut(product, CRASH)
    const repository = { in: `${product.repository.owner.login}/${product.repository.name}` }
    app.github.person('ada', { ...repository, role: 'write' })
    expect(await says('ada', '/release abort')).toContain("ada isn't a captain of releases here")
    app.github.person('ada', { ...repository, role: 'maintain' })
  })
})

/** GitHub lets people take another name; their id stays. */
function renamed({ world }: Product, from: string, to: string): void {
  const { accounts } = world.github.world
  const account = accounts.get(from)
  if (!account) throw new Error(`nobody is called ${from}`)
  Object.assign(account, { login: to })
  accounts.delete(from)
  accounts.set(to, account)
}

describe('a gate that the config adds', () => {
  it('holds the tag until who has its role answers for it on the tracking issue', async () => {
    app.github.team('legal', ['lea'])
    const gate = {
      id: 'legal-approved',
      text: 'Legal approved',
      before: 'tag',
      role: { teams: ['legal'] },
    }
    const product = await makeProduct(app, { gates: { add: [gate] } })
    const { name, owner } = product.repository
    app.github.person('lea', { in: `${owner.login}/${name}`, role: 'read' })
    const { tracking, says, shows } = await cut(product, CRASH)
    await says('ada', '/release check smoke-tests')

    expect(await shows('## Legal approved')).toContain('who are in the team `legal`')
    expect(await says('ada', '/release check legal-approved')).toContain("can't answer for the gate")
    expect(await says('lea', '/release check legal-approved')).toContain('**Done.**')
    await product.hears(tracking, '### Tag v2.0.1?')
  })
})
