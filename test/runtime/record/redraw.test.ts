import { expect, it } from 'vitest'
import { drawSoon } from '../../../src/runtime/record/redraw.ts'
import { sharedRecord } from '../../http/servers.ts'

const record = sharedRecord()

it('what another bot makes of the tracking issue is put back once a minute, however often it does', async () => {
  const store = await record()
  const release = '77:v2.0.1'
  for (const now of [600, 601, 659, 660, 700])
    await store.transact((unit) => drawSoon(unit, { release, now }))
  const due = await store.transact(({ sql }) =>
    sql.selectFrom('work').select('due_at').where('type', '=', 'put-back').orderBy('due_at').execute(),
  )
  expect(due.map(({ due_at }) => Number(due_at))).toEqual([660, 720])
})
