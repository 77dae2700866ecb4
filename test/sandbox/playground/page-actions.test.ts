import { describe, expect, it } from 'vitest'
import { ACTIONS } from '../../../sandbox/playground/page/actions/perform-action.ts'
import { openPagePlayground } from './page-client.ts'

const FIX = 1256

describe('on the page a person', () => {
  it('labels, unlabels, comments, edits the comment and reacts', async () => {
    const { page } = await openPagePlayground()
    await page.does('ada', 'label', { number: FIX, name: 'patch-candidate' })
    await page.does('ada', 'label', { number: FIX, name: 'new one' })
    await page.does('ada', 'unlabel', { number: FIX, name: 'new one' })
    await page.does('linus', 'comment', { number: FIX, body: 'Is **this** in?' })
    const [said] = (await page.issue(FIX)).timeline.flatMap((one) =>
      one.kind === 'comment' ? [one.comment] : [],
    )
    await page.does('linus', 'edit-comment', { comment: said?.id, body: 'Is this in?' })
    await page.does('grace', 'react', { comment: said?.id, content: 'eyes' })

    const { labels, timeline } = await page.issue(FIX)
    expect(labels.map(({ name }) => name)).toEqual(['patch-candidate'])
    expect(timeline.at(-1)).toMatchObject({
      comment: { source: 'Is this in?', edited: true, reactions: [{ content: 'eyes', by: ['grace'] }] },
    })
  })

  it('reports an issue, changes it, ticks a task in it, closes it and opens it again', async () => {
    const { page } = await openPagePlayground()
    await page.does('mallory', 'open-issue', { title: 'It is slow', body: '- [ ] yours too?' })
    const number = (await page.look()).overview.issues[0]?.number ?? 0
    await page.does('mallory', 'tick', { number, task: 0, says: 'yours too?', checked: true })
    await page.does('ada', 'edit-issue', { number, title: 'It is very slow' })
    await page.does('mallory', 'close', { number })
    expect(await page.issue(number)).toMatchObject({
      title: 'It is very slow',
      source: '- [x] yours too?',
      state: 'closed',
    })
    await page.does('ada', 'reopen', { number })
    expect(await page.issue(number)).toMatchObject({ state: 'open' })
    expect(await page.act('ada', 'tick', { number, task: 0, says: 'another', checked: true })).toMatchObject({
      status: 409,
    })
  })

  it('pushes a change, opens a pull request from it, reviews, drafts and merges one', async () => {
    const { page } = await openPagePlayground()
    const change = {
      branch: 'docs/hello',
      from: 'main',
      message: 'docs: say hello',
      path: 'HELLO.md',
      text: 'hello\n',
    }
    await page.does('linus', 'push', change)
    await page.does('linus', 'open-pull', {
      title: 'Say hello',
      body: '',
      head: 'docs/hello',
      base: 'main',
      draft: true,
    })
    const number = (await page.look()).overview.issues[0]?.number ?? 0
    expect((await page.issue(number)).pull?.files).toMatchObject([
      { path: 'HELLO.md', lines: ['@@ -0,0 +1 @@', '+hello'] },
    ])
    expect(await page.act('ada', 'merge', { number, method: 'squash' })).toMatchObject({
      status: 405,
      says: 'Pull Request is still a draft',
    })
    await page.does('linus', 'mark', { number, state: 'ready' })
    await page.does('grace', 'review', { number, state: 'APPROVED', body: 'Fine.' })
    await page.does('ada', 'merge', { number, method: 'squash' })
    await page.does('ada', 'delete-branch', { branch: 'docs/hello' })
    expect(await page.issue(number)).toMatchObject({
      state: 'merged',
      pull: { headIsThere: false, merged: { by: { login: 'ada' } } },
    })
    expect((await page.look('/files/main/HELLO.md')).view).toMatchObject({ kind: 'file', text: 'hello\n' })
  })

  it('plays the machines: ends a run, runs it again, starts one, and says how the next ones end', async () => {
    const { page, clock } = await openPagePlayground()
    clock.pauses()
    const { workflows } = (await page.look()).overview
    const workflow = workflows.find(({ name }) => name === 'snyk')?.id
    await page.does('ada', 'dispatch', { workflow, ref: 'main' })
    const run = (await page.look()).overview.runs[0]?.id
    await page.does('ada', 'end-run', { run, conclusion: 'timed_out' })
    expect((await page.look()).overview.runs[0]).toMatchObject({ conclusion: 'timed_out', attempt: 1 })
    expect(await page.act('ada', 'end-run', { run, conclusion: 'success' })).toMatchObject({ status: 409 })
    await page.does('ada', 'workflow-ends', { workflow, conclusion: 'failure' })
    await page.does('ada', 'rerun', { run })
    await page.does('ada', 'jump', { hours: 1 })
    await expect
      .poll(async () => (await page.look()).overview.runs[0])
      .toMatchObject({ conclusion: 'failure', attempt: 2 })
  })

  it('makes trouble, and lets the App hear once more what it heard', async () => {
    const { page, github } = await openPagePlayground({ app: {} })
    await page.does('ada', 'add-fault', { call: 'hook/deliver', trouble: '502', times: 1 })
    expect((await page.look()).overview.faults).toEqual([
      { call: 'hook/deliver', trouble: 'broken', left: 1 },
    ])
    await page.does('ada', 'comment', { number: FIX, body: 'hello' })
    await github.deliveries.settled()
    const [lost] = (await page.look()).overview.deliveries.filter(({ event }) => event === 'issue_comment')
    expect(lost).toMatchObject({ statusCode: 502 })
    await page.does('ada', 'redeliver', { delivery: lost?.id })
    await github.deliveries.settled()
    const [again] = (await page.look()).overview.deliveries
    expect(again).toMatchObject({ guid: lost?.guid, redelivery: true, statusCode: 202 })
    expect((await page.look(`/deliveries/${again?.id}`)).view).toMatchObject({ kind: 'delivery' })
    await page.does('ada', 'add-fault', { call: 'graphql', trouble: 'lag', times: 3 })
    await page.does('ada', 'clear-faults')
    expect((await page.look()).overview.faults).toEqual([])
  })

  it('says how fast the world runs', async () => {
    const { page, clock } = await openPagePlayground()
    await page.does('mallory', 'speed', { speed: 600 })
    expect(clock.speed()).toBe(600)
    await page.does('mallory', 'speed', { speed: 0 })
    expect((await page.look()).overview.clock.speed).toBe(0)
    expect(await page.act('mallory', 'speed', { speed: 7 })).toMatchObject({ status: 400 })
  })

  it('may do what their role allows, and is told which it takes', async () => {
    const { page } = await openPagePlayground()
    expect(await page.act('mallory', 'label', { number: FIX, name: 'P0' })).toEqual({
      status: 403,
      says: 'mallory has the role “read” here, and label takes “triage”.',
    })
    const refused: [string, unknown][] = [
      ['merge', { number: FIX, method: 'merge' }],
      ['push', { branch: 'main', message: 'x', path: 'x', text: 'x' }],
      ['close', { number: FIX }],
      ['edit-issue', { number: FIX, body: 'mine now' }],
      ['rerun', { run: 1 }],
    ]
    for (const [name, given] of refused)
      expect(await page.act('mallory', name, given), name).toMatchObject({ status: 403 })
    await page.does('mallory', 'comment', { number: FIX, body: '/release go' })
    await page.does('mallory', 'review', { number: FIX, state: 'APPROVED', body: '' })
  })

  it('is understood, or told what is wrong, whatever is sent', async () => {
    const { page } = await openPagePlayground()
    expect(await page.act('eve', 'comment', { number: FIX, body: 'x' })).toEqual({
      status: 400,
      says: 'There is no user called eve.',
    })
    expect(await page.act('ada', 'sing')).toEqual({ status: 400, says: "You can't sing here." })
    expect(await page.act('ada', 'comment', { number: 99, body: 'x' })).toEqual({
      status: 404,
      says: 'There is no #99.',
    })
    expect(await page.act('ada', 'comment', { number: FIX, body: '  ' })).toEqual({
      status: 400,
      says: 'Say something.',
    })
    const push = { branch: 'a..b', message: 'x', path: 'x', text: '' }
    expect(await page.act('ada', 'push', push)).toMatchObject({ status: 422 })
    for (const path of ['../x', '/etc/passwd', '.git/config', 'a/../b'])
      expect(await page.act('ada', 'push', { ...push, branch: 'ok', path }), path).toMatchObject({
        status: 400,
      })
    for (const name of ACTIONS.keys())
      expect((await page.act('ada', name, { number: 'x' })).status, name).toBeLessThan(500)
  })
})
