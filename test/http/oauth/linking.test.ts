import { describe, expect, it } from 'vitest'
import { findLink } from '../../../src/store/links/links.ts'
import { openLinking, textOf, visit } from './world.ts'

type World = Awaited<ReturnType<typeof openLinking>>

/** The GitHub user that a Slack user is linked with, by name. */
async function linked({ store, workspace }: World, user: string): Promise<string | null> {
  const link = await store.transact((unit) => findLink(unit, { workspace, user }))
  return link?.githubLogin ?? null
}

/** Every link that ever was in the workspace, as it is on record. */
function recorded({ store, workspace }: World) {
  return store.transact(({ sql }) =>
    sql
      .selectFrom('links')
      .select(['chat_user', 'github_login', 'linked_at', 'ended_at'])
      .where('workspace', '=', workspace)
      .orderBy('id')
      .execute(),
  )
}

describe('a link', () => {
  it('is made by signing in to GitHub, and by saying in Slack what the page shows then', async () => {
    const world = await openLinking()
    const page = await world.follows(await world.begins('U0ADA'), 'ada')
    expect(page.status).toBe(200)
    const text = textOf(page).replace(page.code, 'K7RM2XQD').replaceAll(world.workspace, 'T0GODEL')
    expect(text).toMatchInlineSnapshot(`
      "One more step, in Slack
      Your GitHub user ada
      Your Slack user U0ADA of T0GODEL
      If both are you, run this in Slack within 10 minutes:
      /release link K7RM2XQD
      Don't share the code. Someone who sent you here and asks for it wants to act in your name. In that case close
      this page. Nothing is linked until you run the command, and /release unlink removes the link at any time."
    `)
    expect(await linked(world, 'U0ADA')).toBeNull()

    expect(await world.says('U0ADA', 'link', page.code)).toEqual({
      kind: 'linked',
      person: { id: world.github.person('ada').id, login: 'ada' },
      before: null,
    })
    expect(await linked(world, 'U0ADA')).toBe('ada')
  })

  it('takes the code as people type it', async () => {
    const world = await openLinking()
    const { code } = await world.follows(await world.begins('U0ADA'), 'ada')
    const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase()
    expect(await world.says('U0ADA', 'link', typed)).toMatchObject({ kind: 'linked' })
  })

  it('made anew ends the one before, and both are on record', async () => {
    const world = await openLinking()
    await world.links('U0ADA', 'ada')
    const from = world.seconds()
    world.passes(60_000)
    expect(await world.links('U0ADA', 'grace')).toMatchObject({
      person: { login: 'grace' },
      before: { login: 'ada' },
    })
    expect(await recorded(world)).toEqual([
      { chat_user: 'U0ADA', github_login: 'ada', linked_at: from, ended_at: from + 60 },
      { chat_user: 'U0ADA', github_login: 'grace', linked_at: from + 60, ended_at: null },
    ])
  })

  it('is ended by unlink, stays on record, and cannot be ended twice', async () => {
    const world = await openLinking()
    await world.links('U0ADA', 'ada')
    expect(await world.says('U0ADA', 'unlink')).toMatchObject({ kind: 'unlinked', person: { login: 'ada' } })
    expect(await linked(world, 'U0ADA')).toBeNull()
    expect(await recorded(world)).toMatchObject([{ github_login: 'ada', ended_at: world.seconds() }])
    expect(await world.says('U0ADA', 'unlink')).toMatchInlineSnapshot(`
      {
        "kind": "refused",
        "refusal": {
          "kind": "rule",
          "next": "If the policy lists you under \`people.slack\`, change it there.",
          "what": "Your Slack user isn't linked to a GitHub user, so there is nothing to unlink.",
        },
      }
    `)
  })

  it('is never deleted', async () => {
    const { store } = await openLinking()
    const deleting = store.transact(({ sql }) => sql.deleteFrom('links').execute())
    await expect(deleting).rejects.toThrow('links end, and are never deleted')
  })

  it('is told to whoever runs the program, by ids', async () => {
    const world = await openLinking()
    await world.links('U0ADA', 'ada')
    await world.says('U0ADA', 'unlink')
    const told = world.lines
      .map((line) => JSON.parse(line))
      .map(({ msg, user, github }) => ({ msg, user, github }))
    const who = { user: 'U0ADA', github: world.github.person('ada').id }
    expect(told).toEqual([
      { msg: 'A Slack user is linked with a GitHub user', ...who },
      { msg: 'A Slack user is no longer linked with a GitHub user', ...who },
    ])
  })
})

describe('one GitHub user', () => {
  it('is one Slack user of a workspace: a second one is told which is the first', async () => {
    const world = await openLinking()
    await world.links('U0ADA', 'ada')
    const page = await world.follows(await world.begins('U0OTHER'), 'ada')
    expect([page.status, page.code]).toEqual([403, ''])
    expect(textOf(page)).toMatchInlineSnapshot(`
      "Your account isn&#39;t linked
      The GitHub user ada is already linked with another Slack user, U0ADA.
      Run /release unlink as that Slack user first, then /release link as this one."
    `)
  })

  it('is so too where both had signed in before one said the code', async () => {
    const world = await openLinking()
    const [one, other] = [await world.begins('U0ADA'), await world.begins('U0OTHER')]
    const [first, second] = [await world.follows(one, 'ada'), await world.follows(other, 'ada')]
    expect(await world.says('U0ADA', 'link', first.code)).toMatchObject({ kind: 'linked' })
    expect(await world.says('U0OTHER', 'link', second.code)).toMatchObject({
      kind: 'refused',
      refusal: { what: 'The GitHub user ada is already linked with another Slack user, U0ADA.' },
    })
    expect(await linked(world, 'U0OTHER')).toBeNull()
  })

  it('is free again for another Slack user once the first has unlinked', async () => {
    const world = await openLinking()
    await world.links('U0ADA', 'ada')
    await world.says('U0ADA', 'unlink')
    expect(await world.links('U0OTHER', 'ada')).toMatchObject({ kind: 'linked' })
  })
})

describe('a stranger who is sent somebody’s link', () => {
  it('links no one by signing in: the person who began it does not know the code', async () => {
    const world = await openLinking()
    const url = await world.begins('U0MALLORY')
    const { code } = await world.follows(url, 'ada')

    expect(await world.says('U0MALLORY', 'link', 'AAAAAAAA')).toMatchObject({ kind: 'refused' })
    expect(await world.says('U0ADA', 'link', code)).toMatchInlineSnapshot(`
      {
        "kind": "refused",
        "refusal": {
          "kind": "rule",
          "next": "Run \`/release link\` and follow the link to GitHub.",
          "what": "You have no link that waits for a code.",
        },
      }
    `)
    expect([await linked(world, 'U0MALLORY'), await linked(world, 'U0ADA')]).toEqual([null, null])
  })

  it('takes nothing over either: a code counts for the Slack user alone who began', async () => {
    const world = await openLinking()
    const mine = await world.follows(await world.begins('U0ADA'), 'ada')
    await world.follows(await world.begins('U0MALLORY'), 'grace')
    expect(await world.says('U0MALLORY', 'link', mine.code)).toMatchObject({ kind: 'refused' })
    expect(await linked(world, 'U0MALLORY')).toBeNull()
  })
})

describe('a code', () => {
  it('may be wrong four times; the fifth ends the link that was begun', async () => {
    const world = await openLinking()
    const { code } = await world.follows(await world.begins('U0ADA'), 'ada')
    const said: string[] = []
    for (const wrong of ['AAAAAAAA', 'short', `${code}2`, 'BBBBBBBB', 'CCCCCCCC', code]) {
      const outcome = await world.says('U0ADA', 'link', wrong)
      said.push(outcome.kind === 'refused' ? outcome.refusal.what : outcome.kind)
    }
    expect(said).toMatchInlineSnapshot(`
      [
        "That isn't the code that the page shows. You have 4 more tries.",
        "That isn't the code that the page shows. You have 3 more tries.",
        "That isn't the code that the page shows. You have 2 more tries.",
        "That isn't the code that the page shows. You have one more try.",
        "That was the fifth wrong code, so this link has expired.",
        "You have no link that waits for a code.",
      ]
    `)
    expect(await linked(world, 'U0ADA')).toBeNull()
  })

  it('may be wrong four times and right then', async () => {
    const world = await openLinking()
    const { code } = await world.follows(await world.begins('U0ADA'), 'ada')
    for (const wrong of ['AAAAAAAA', 'BBBBBBBB', 'CCCCCCCC', 'DDDDDDDD'])
      await world.says('U0ADA', 'link', wrong)
    expect(await world.says('U0ADA', 'link', code)).toMatchObject({ kind: 'linked' })
  })

  it('is good once', async () => {
    const world = await openLinking()
    const { code } = await world.follows(await world.begins('U0ADA'), 'ada')
    await world.says('U0ADA', 'link', code)
    expect(await world.says('U0ADA', 'link', code)).toMatchObject({ kind: 'refused' })
  })

  it('is good to the end of the ten minutes that began with the link, and no longer', async () => {
    const world = await openLinking()
    const url = await world.begins('U0ADA')
    world.passes(540_000)
    const { code } = await world.follows(url, 'ada')
    world.passes(60_000)
    expect(await world.says('U0ADA', 'link', code)).toMatchObject({ kind: 'refused' })
  })

  it('is over when another link was begun since', async () => {
    const world = await openLinking()
    const { code } = await world.follows(await world.begins('U0ADA'), 'ada')
    await world.begins('U0ADA')
    expect(await world.says('U0ADA', 'link', code)).toMatchObject({ kind: 'refused' })
  })

  it('is over after unlink', async () => {
    const world = await openLinking()
    const { code } = await world.follows(await world.begins('U0ADA'), 'ada')
    await world.says('U0ADA', 'unlink')
    expect(await world.says('U0ADA', 'link', code)).toMatchObject({ kind: 'refused' })
  })
})

describe('coming back from GitHub', () => {
  it('counts once: what was used leads nowhere', async () => {
    const world = await openLinking()
    const { at } = await world.follows(await world.begins('U0ADA'), 'ada')
    const again = await visit(at)
    expect(again.status).toBe(403)
    expect(textOf(again)).toMatchInlineSnapshot(`
      "Your account isn&#39;t linked
      This link has expired: it was used, is older than ten minutes, or was replaced by a newer one.
      Run /release link in Slack again, and finish within ten minutes."
    `)
  })

  it('counts once also where two come at the same time', async () => {
    const world = await openLinking()
    const { searchParams } = new URL(await world.begins('U0ADA'))
    const back = `${world.url}/link/github?state=${searchParams.get('state')}&code=0123456789`
    const pages = await Promise.all([visit(back), visit(back), visit(back)])
    expect(pages.map(textOf).filter((text) => text.includes('the code that your browser')).length).toBe(1)
  })

  it('counts for ten minutes', async () => {
    const world = await openLinking()
    const url = await world.begins('U0ADA')
    world.passes(600_000)
    expect(textOf(await world.follows(url, 'ada'))).toContain('This link has expired')
  })

  it('counts for the last link that was begun', async () => {
    const world = await openLinking()
    const url = await world.begins('U0ADA')
    await world.begins('U0ADA')
    expect(textOf(await world.follows(url, 'ada'))).toContain('This link has expired')
  })

  it('with a no links nobody', async () => {
    const world = await openLinking()
    const page = await world.follows(await world.begins('U0ADA'), 'ada', 'cancel')
    expect([page.status, page.code]).toEqual([403, ''])
    expect(textOf(page)).toMatchInlineSnapshot(`
      "Your account isn&#39;t linked
      You didn&#39;t authorize the App on GitHub, so nothing was linked.
      If that was a mistake: run /release link in Slack again, and finish within ten minutes."
    `)
  })

  it('with the code of another one’s sign-in is refused by GitHub, which has another challenge for it', async () => {
    const world = await openLinking()
    const stolen = new URL((await world.follows(await world.begins('U0MALLORY'), 'ada', 'cancel')).at)
    const { searchParams } = new URL(await world.begins('U0MALLORY'))
    const theirs = await codeAlone(world, await world.begins('U0ADA'))
    stolen.search = new URLSearchParams({ state: searchParams.get('state') ?? '', code: theirs }).toString()
    expect(textOf(await visit(stolen.href))).toMatchInlineSnapshot(`
      "Your account isn&#39;t linked
      GitHub doesn&#39;t accept the code that your browser brought back.
      Run /release link in Slack again, and finish within ten minutes."
    `)
  })
})

/** Signs in, and keeps the browser from going back. */
async function codeAlone(world: World, url: string): Promise<string> {
  const wish = new URL(url)
  const answer = await fetch(wish.origin + wish.pathname, {
    method: 'POST',
    body: new URLSearchParams([...wish.searchParams, ['login', 'ada'], ['decision', 'authorize']]),
    redirect: 'manual',
  })
  expect(answer.headers.get('location')).toContain(`${world.url}/link/github?`)
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
}
