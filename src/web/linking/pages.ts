import type { Refusal } from '../../release/refusal.ts'
import { escaped, type Page, pageOf } from '../page.ts'

/** Who came back from GitHub, and for which Slack user. */
export interface Offer {
  /** GitHub's, as the person signed in. */
  readonly person: { readonly login: string }
  readonly workspace: string
  readonly user: string
  /** What Slack calls that user: their own choice, and so no proof of anything. */
  readonly name: string | null
  readonly code: string
  /** Seconds since 1970. */
  readonly until: number
}

/** Says who would become who, and what to say in Slack: whoever reads it is not yet linked. */
export function offerPage({ person, workspace, user, name, code, until }: Offer, now: number): Page {
  const minutes = Math.max(1, Math.floor((until - now) / 60))
  const who = name === null ? '' : `<strong>${escaped(visible(name))}</strong>, `
  return pageOf(
    'One more step, in Slack',
    `<dl>
<dt>On GitHub you are</dt><dd><strong>${escaped(person.login)}</strong></dd>
<dt>and in Slack you would be</dt><dd>${who}<code>${escaped(user)}</code> of <code>${escaped(workspace)}</code></dd>
</dl>
<p>If that is you, say this in Slack within ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}:</p>
<p><code class="said">/release link ${escaped(code)}</code></p>
<p><strong>Give the code to nobody.</strong> Whoever sent you here and asks for it wants to act in your name: close this
page then. Nothing is linked until the code is said, and <code>/release unlink</code> ends it at any time.</p>`,
  )
}

/** Says no, and what to do. */
export function refusedPage({ what, next }: Pick<Refusal, 'what' | 'next'>): Page {
  return pageOf('You are not linked', `<p>${prose(what)}</p>\n<p>${prose(next)}</p>`)
}

/** Says that something broke; what is for the log. */
export function brokenPage(request: string): Page {
  return pageOf(
    'That did not work',
    `<p>Something broke, and nothing was linked. Say <code>/release link</code> in Slack again; where it goes on like this,
tell whoever runs Release Captain, with this number: <code>${escaped(request)}</code></p>`,
  )
}

/** Sentences with code in backquotes. */
function prose(sentence: string): string {
  return escaped(sentence).replace(/`([^`]+)`/g, '<code>$1</code>')
}

/** A name without what nobody sees or what turns the direction of writing, and not without end. */
function visible(name: string): string {
  return [...name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')].slice(0, 80).join('')
}
