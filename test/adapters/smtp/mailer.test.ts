import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Mailbox, openMailbox } from '../../../sandbox/mailbox/open.ts'
import { openSmtpMailer } from '../../../src/adapters/smtp/open.ts'

let mailbox: Mailbox
beforeEach(async () => {
  mailbox = await openMailbox({ now: Date.now })
})
afterEach(() => mailbox.close())

const mail = { key: 'godel-7-2.0.1-notice-1', to: 'ada@example.com', subject: 'v2.0.1', text: 'Tomorrow.' }
const mailer = (change: object = {}) =>
  openSmtpMailer({
    ...{
      url: mailbox.url,
      from: 'Godel <releases@godel.example>',
      loopback: true,
      timeoutMs: 500,
      ...change,
    },
  })

describe('a mail to a customer', () => {
  it('goes to one recipient, under an id that is known before', async () => {
    const outcome = await mailer().sendMail(mail)
    expect(outcome).toMatchObject({ kind: 'accepted', messageId: '<godel-7-2.0.1-notice-1@godel.example>' })
    expect(mailbox.mails()).toMatchObject([
      {
        messageId: '<godel-7-2.0.1-notice-1@godel.example>',
        ...{ from: 'releases@godel.example', to: 'ada@example.com', subject: 'v2.0.1', text: 'Tomorrow.' },
      },
    ])
  })

  it('is refused, or put off, by what the server says of the recipient', async () => {
    mailbox.fails({ kind: 'refuses', to: mail.to }, { kind: 'defers', to: mail.to })
    expect(await mailer().sendMail(mail)).toMatchObject({ kind: 'refused', code: 550 })
    expect(await mailer().sendMail(mail)).toMatchObject({ kind: 'deferred' })
    expect(mailbox.mails()).toEqual([])
    expect(await mailer().sendMail(mail)).toMatchObject({ kind: 'accepted' })
  })

  it('may have been sent where the answer was lost, and wasn’t where the server never asked for it', async () => {
    mailbox.fails({ kind: 'reply-lost', to: mail.to })
    expect(await mailer().sendMail(mail)).toMatchObject({ kind: 'unclear' })
    expect(mailbox.mails()).toHaveLength(1)
    mailbox.fails({ kind: 'hangs-up', to: mail.to })
    expect(await mailer().sendMail(mail)).toMatchObject({ kind: 'deferred' })
    expect(mailbox.mails()).toHaveLength(1)
  })

  it('says nothing of the password when the server isn’t there, or lets us in no more', async () => {
    const nobody = await mailer({ url: 'smtp://captain:pass-word@127.0.0.1:1' }).sendMail(mail)
    const stranger = await mailer({ url: mailbox.url.replace('captain:', 'captain:wrong-') }).sendMail(mail)
    expect(nobody.kind).toBe('deferred')
    expect(stranger).toMatchObject({ kind: 'refused', code: 535 })
    expect(JSON.stringify([nobody, stranger])).not.toMatch(/pass-word|sandbox-mail-secret/)
  })

  it('has no second recipient and no header by what stands in its subject or address', async () => {
    await mailer().sendMail({ ...mail, subject: 'v2\r\nBcc: eve@example.com' })
    expect(mailbox.mails()).toMatchObject([{ to: 'ada@example.com', subject: 'v2 Bcc: eve@example.com' }])
    const two = await mailer().sendMail({ ...mail, to: 'ada@example.com, eve@example.com' })
    expect(two.kind).toBe('refused')
    expect(mailbox.mails()).toHaveLength(1)
  })
})
