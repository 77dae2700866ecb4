import type { Refusal } from '../../../release/refusal.ts'

/** Of somebody whose GitHub user is gone: whoever has the name now is somebody else (threat B2). */
export function refuseForgottenUser(login: string): Refusal {
  return {
    kind: 'rule',
    what: `You were ${login} on GitHub, and GitHub does not know that account any more.`,
    next: 'Say `/release link` to prove who you are now.',
  }
}
