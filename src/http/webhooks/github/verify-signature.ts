import { Webhooks } from '@octokit/webhooks'

/** The secrets that GitHub may sign with. */
export interface WebhookSecrets {
  readonly current: string
  /** The one before it, while it is being replaced (threat A4); `until` in seconds since 1970. */
  readonly previous: { readonly secret: string; readonly until: number } | null
}

interface SignatureCheck {
  /** The body as it came over the line. It must be UTF-8: where a byte was replaced, the text isn't what was signed. */
  readonly text: string
  /** `X-Hub-Signature-256`: `sha256=` and 64 hexadecimal digits. */
  readonly signature: string
  /** In seconds since 1970. */
  readonly at: number
}

/** Checks whether GitHub signed a body (https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries). */
export type VerifySignature = (signed: SignatureCheck) => Promise<boolean>

/** Creates the check for these secrets: the current one, and the one before it until its time is over. */
export function createSignatureCheck({ current, previous }: WebhookSecrets): VerifySignature {
  const newest = new Webhooks({ secret: current })
  const replaced = previous && { webhooks: new Webhooks({ secret: previous.secret }), until: previous.until }
  return async ({ text, signature, at }) => {
    // Octokit throws for what is empty. GitHub signs no empty body.
    if (text === '' || signature === '') return false
    if (await newest.verify(text, signature)) return true
    return replaced !== null && at < replaced.until && replaced.webhooks.verify(text, signature)
  }
}
