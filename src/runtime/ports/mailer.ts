/**
 * What the runtime needs to send mail. Mail can't be looked for once it is sent, so an attempt is put on record before it
 * is made: after a crash in between, and after `unclear`, the mail is not sent again.
 */
export interface Mailer {
  /** Sends one mail to one recipient. Nothing throws: what became of it is the answer. */
  sendMail(mail: Mail): Promise<MailOutcome>
}

export interface Mail {
  /** Names this mail to this recipient for ever; it becomes its Message-ID. Letters, digits, `.`, `_` and `-`. */
  readonly key: string
  /** One address. */
  readonly to: string
  readonly subject: string
  readonly text: string
}

export type MailOutcome =
  | { readonly kind: 'accepted'; readonly messageId: string; readonly response: string }
  /** The server doesn’t take it, today or tomorrow. Nothing was sent. */
  | { readonly kind: 'refused'; readonly code: number; readonly response: string }
  /** Not now. Nothing was sent, and it may be tried again. */
  | { readonly kind: 'deferred'; readonly response: string }
  /** The connection broke when the mail was on its way: it may have been sent, and is not tried again. */
  | { readonly kind: 'unclear'; readonly response: string }

/** What a mail server says later of a mail that it couldn’t deliver (RFC 3464). */
export interface Bounce {
  /** Of the mail that came back, as `accepted` gave it; null where it doesn’t say. */
  readonly messageId: string | null
  readonly recipient: string | null
  /** `delayed` is no end yet. */
  readonly action: 'failed' | 'delayed'
  /** `5.1.1` */
  readonly status: string
  readonly diagnostic: string
}
