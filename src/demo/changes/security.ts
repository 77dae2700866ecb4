import { append, replace } from '../edits.ts'
import { ADA, INES, NOOR } from '../people.ts'
import type { DemoChange } from './change.ts'

const TOKENS = 'src/gateway/tokens.ts'

/** Scheduled: below the CVSS score from which a release cannot wait for Wednesday. */
export const TIMING: DemoChange = {
  at: '2026-02-09T16:35',
  author: NOOR,
  subject: 'fix(security): compare signatures in constant time',
  body: `How long a refusal took told how much of a signature was right.

CVE: CVE-2026-21355
CVSS: 5.9
Severity: P1
Risk: low
Reviewed-by: Ada Reyes <ada@godel.example>`,
  squashed: 1250,
  edits: [
    replace(
      TOKENS,
      "import { createHmac } from 'node:crypto'",
      "import { createHmac, timingSafeEqual } from 'node:crypto'",
    ),
    replace(
      TOKENS,
      '  return one === another\n',
      '  return one.length === another.length && timingSafeEqual(Buffer.from(one), Buffer.from(another))\n',
    ),
    append(
      'test/tokens.test.ts',
      "signToken({ ...claims, exp: 1 }, 'key'), 'key'), null)\n})\n",
      `
test('a signature that is cut short is refused', () => {
  assert.equal(verifyToken(signToken(claims, 'key').slice(0, -1), 'key'), null)
})
`,
    ),
  ],
}

/** Immediate: CVSS 9.8. */
export const UNSIGNED: DemoChange = {
  at: '2026-02-10T07:05',
  author: ADA,
  subject: 'fix(security): fix authentication bypass in API gateway',
  body: `A token whose head said \`"alg": "none"\` was taken without a look at its signature.

CVE: CVE-2026-21341
CVSS: 9.8
Severity: P0
Risk: low
Reported-by: Priya Raman <priya@research.example>
Reviewed-by: Ines Berg <ines@godel.example>
Reviewed-by: Noor Haddad <noor@godel.example>`,
  squashed: 1241,
  edits: [
    replace(
      TOKENS,
      "  if (alg === 'HS256' && !isSame(signature, signatureOf(head + '.' + body, key))) return null\n",
      "  if (alg !== 'HS256') return null\n  if (!isSame(signature, signatureOf(head + '.' + body, key))) return null\n",
    ),
    append(
      'test/tokens.test.ts',
      "signToken(claims, 'another key'), 'key'), null)\n})\n",
      `
test('a token without a signature is refused, whatever its head says', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = part({ alg: 'none' }) + '.' + part(claims) + '.'
  assert.equal(verifyToken(unsigned, 'key'), null)
})
`,
    ),
    append('CHANGELOG.md', '(#1253)\n', '- Tokens without a signature are refused (#1241, CVE-2026-21341)\n'),
  ],
}

/** A follow-up: whoever takes #1234 wants it too. */
export const TIMERS: DemoChange = {
  at: '2026-02-10T08:15',
  author: INES,
  subject: 'fix(engine): drop the timers of finished tasks when the engine stops',
  body: `Follow-up to #1234: a stopped engine kept its tasks for an hour, which crashed the
tests of whoever starts many.

Severity: P1
Risk: low
Reviewed-by: Ada Reyes <ada@godel.example>`,
  squashed: 1251,
  edits: [
    append(
      'src/engine/engine.ts',
      '    this.#stopped = true\n',
      '    for (const timer of this.#timers) clearTimeout(timer)\n    this.#timers.clear()\n',
    ),
    append(
      'test/engine.test.ts',
      "assert.throws(() => engine.submit('backup'), /stopped/)\n})\n",
      `
test('a stopped engine waits for no timer', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const engine = new Engine(async () => {}, 1, 1_000)
  const task = engine.submit('backup')
  await turn()
  engine.stop()
  context.mock.timers.tick(1_000)
  assert.equal(engine.find(task.id), task)
})
`,
    ),
  ],
}
