import { describe, expect, it } from 'vitest'
import { sendMailOnce } from '../../../src/runtime/effects/send-mail-once.ts'
import type { MailOutcome } from '../../../src/runtime/ports/mailer.ts'
import { Later } from '../../../src/runtime/ports/retry-later.ts'
import { freshPlace, openIn } from '../../store/places.ts'

const MAIL = { key: 'one', to: 'ops@customer.test', subject: 'A release', text: 'It comes.' }
const REFUSED: MailOutcome = { kind: 'refused', code: 550, response: 'No such user here' }

describe('a mail that two lines have to send', () => {
  it('is sent by one of them, and the other waits to hear what became of it', async () => {
    await using opened = await openIn(await freshPlace())
    const deps = { store: opened.store, now: () => 1_000 }
    const [begun, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<MailOutcome>()]
    const sent: string[] = []
    const mailer = {
      sendMail: async ({ to }: typeof MAIL) => {
        sent.push(to)
        begun.resolve()
        return answer.promise
      },
    }
    const first = sendMailOnce(deps, mailer, MAIL)
    await begun.promise
    await expect(sendMailOnce(deps, mailer, MAIL)).rejects.toBeInstanceOf(Later)
    answer.resolve(REFUSED)
    expect([await first, await sendMailOnce(deps, mailer, MAIL)]).toEqual(['refused', 'refused'])
    expect(sent).toEqual([MAIL.to])
  })

  it('that broke off is not sent again, and may have been sent', async () => {
    await using opened = await openIn(await freshPlace())
    const time = { now: 1_000 }
    const deps = { store: opened.store, now: () => time.now }
    const breaksOff = {
      sendMail: async () => {
        throw new Error('killed')
      },
    }
    await expect(sendMailOnce(deps, breaksOff, MAIL)).rejects.toThrow('killed')
    await expect(sendMailOnce(deps, breaksOff, MAIL)).rejects.toBeInstanceOf(Later)
    time.now += 60
    expect(await sendMailOnce(deps, breaksOff, MAIL)).toBe('unclear')
  })
})
