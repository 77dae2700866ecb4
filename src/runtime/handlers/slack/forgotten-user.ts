import type { Refusal } from '../../../release/refusal.ts'

/** Of somebody whose GitHub user is gone: whoever has the name now is somebody else (threat B2). */
export function refuseForgottenUser(login: string): Refusal {
  return {
    kind: 'rule',
    what: `You were ${login} on GitHub, but that account no longer exists.`,
    next: 'Run `/release link` to link your account again.',
  }
}
