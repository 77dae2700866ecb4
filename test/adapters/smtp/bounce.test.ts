import { describe, expect, it } from 'vitest'
import { readBounce } from '../../../src/adapters/smtp/read-bounce.ts'

const report = (action: string) =>
  [
    'From: MAILER-DAEMON@mx.example',
    'To: releases@godel.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'I am sorry.',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; ada@example.com',
    `Action: ${action}`,
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 No such',
    '  user here',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    'From: releases@godel.example',
    'Message-ID: <godel-7-2.0.1-notice-1@godel.example>',
    '--b1--',
    '',
  ].join('\r\n')

describe('a mail that came back', () => {
  it('says which mail it was, to whom, and why', async () => {
    expect(await readBounce(report('failed'))).toEqual({
      messageId: '<godel-7-2.0.1-notice-1@godel.example>',
      recipient: 'ada@example.com',
      action: 'failed',
      status: '5.1.1',
      diagnostic: '550 5.1.1 No such user here',
    })
    expect(await readBounce(report('delayed'))).toMatchObject({ action: 'delayed' })
  })

  it('is none where a mail was delivered, or somebody is on holiday', async () => {
    expect(await readBounce(report('delivered'))).toBeNull()
    expect(
      await readBounce('From: ada@example.com\r\nSubject: Out of office\r\n\r\nBack on Monday.'),
    ).toBeNull()
    expect(await readBounce('')).toBeNull()
  })
})
