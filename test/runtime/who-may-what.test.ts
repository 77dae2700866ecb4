import { describe, expect, it } from 'vitest'
import { type PersonCommand, ROLE_OF } from '../../src/release/lifecycle/commands.ts'
import { decide } from '../../src/release/lifecycle/decide/decide.ts'
import type { Asker } from '../../src/release/lifecycle/who.ts'
import { toCommand } from '../../src/runtime/handlers/slack/button-click.ts'
import { BUTTON_ACTIONS } from '../../src/runtime/ports/slack-interaction.ts'
import { bot, cutRelease, opening, someone, TAGS, termsWith, type Wish } from '../release/lifecycle/story.ts'

const TERMS = termsWith({
  roles: {
    contributor: { permission: 'write' },
    captain: { permission: 'maintain', teams: ['captains'] },
    approver: { permission: null, teams: ['approvers'], users: [] },
  },
})
const of = (asker: Asker, teams: readonly string[]): Asker => ({ ...asker, teams })
const ASKERS: Readonly<Record<string, Asker>> = {
  nobody: { ...someone(20, 'nobody', 'read'), permission: 'none' },
  read: someone(21, 'rea', 'read'),
  triage: someone(22, 'tri', 'triage'),
  write: someone(23, 'wil', 'write'),
  maintain: someone(24, 'mai', 'maintain'),
  admin: someone(25, 'adi', 'admin'),
  'a captain by team': of(someone(26, 'carl', 'read'), ['captains']),
  'an approver by team': of(someone(27, 'anna', 'read'), ['approvers']),
  'GitHub is silent': { ...someone(28, 'sil', 'read'), permission: 'unknown', teams: 'unknown' },
  'a bot that may all': of(bot, ['captains', 'approvers']),
}

const because = 'because'
const candidate = '#5'
const assessment = { risk: 'low', type: null, severity: null, note: null } as const
const policy = { digest: 'b'.repeat(64), commit: null }

/** Each command as somebody says it on GitHub, in Slack or on the command line of a chat. */
const WISHES: Readonly<Record<PersonCommand['type'], Wish>> = {
  Open: opening({ terms: TERMS }),
  Track: { type: 'Track', track: 'security', emergency: null, because },
  Disclose: { type: 'Disclose', how: 'now', because },
  Plan: { type: 'Plan' },
  Cut: { type: 'Cut', expects: null },
  Pick: { type: 'Pick', candidate },
  Drop: { type: 'Drop', candidate, because },
  Defer: { type: 'Defer', candidate, because },
  Assess: { type: 'Assess', candidate, assessment },
  Confirm: { type: 'Confirm', changes: null, rules: null, plan: null },
  Except: { type: 'Except', candidate, because, until: '2026-03-10' },
  Prerelease: { type: 'Prerelease', channel: 'rc', tags: TAGS },
  Notes: { type: 'Notes' },
  EditNotes: { type: 'EditNotes', notes: 'n', text: 'n', from: null },
  Check: { type: 'Check', item: 'smoke-tests', as: 'done', evidence: null },
  Go: { type: 'Go', saw: null },
  NoGo: { type: 'NoGo', because, saw: null },
  Hold: { type: 'Hold', because },
  Resume: { type: 'Resume' },
  Retry: { type: 'Retry', what: 'plan' },
  Bisect: { type: 'Bisect' },
  Promote: { type: 'Promote', tags: TAGS },
  Publish: { type: 'Publish' },
  Abort: { type: 'Abort', because },
  RolledBack: { type: 'RolledBack', to: 'v2.0.0', because },
  TakePolicy: { type: 'TakePolicy', policy, terms: TERMS },
  Extend: { type: 'Extend', seconds: 3_600, because },
  SkipSoak: { type: 'SkipSoak', because },
  Continue: { type: 'Continue', because },
  Rollback: { type: 'Rollback', to: null, because },
  UnlockLine: { type: 'UnlockLine', because },
  Deploy: { type: 'Deploy', environment: null },
  Drill: { type: 'Drill' },
  AcknowledgeOnCall: { type: 'AcknowledgeOnCall' },
  Close: { type: 'Close' },
  RegisterCve: { type: 'RegisterCve', cve: null },
  DraftAdvisory: { type: 'DraftAdvisory' },
  NameFaultyCommit: { type: 'NameFaultyCommit', commit: 'a'.repeat(40) },
}

const BUTTON = {
  kind: 'press',
  workspace: 'T1',
  user: 'U1',
  answerUrl: null,
  channel: 'C1',
  message: '1.1',
  thread: null,
  value: '77:v2.0.1/tag-1/30',
  because,
} as const

/** Where a question is open: a no for want of a role comes before any other. */
const { release } = cutRelease({ terms: TERMS }).green()
const AT = 1_790_000_000

function isLetIn(command: PersonCommand): boolean {
  const decision = decide(command.type === 'Open' ? { status: 'unopened' } : release, command)
  if (decision.kind === 'accepted') return true
  const { refusal } = decision
  return !('code' in refusal) || !['lacks-role', 'is-bot', 'rights-unknown'].includes(refusal.code)
}

function rowOf(allowed: (asker: Asker) => boolean): string {
  return Object.values(ASKERS)
    .map((asker) => (allowed(asker) ? 'x' : '·'))
    .join(' ')
}

describe('who may what', () => {
  it('every role, against every command and every button', () => {
    const commands = Object.entries(WISHES).map(([name, wish]): [string, string] => [
      name,
      rowOf((asker) => isLetIn({ ...wish, asker, at: AT })),
    ])
    const asking = { release: '77:v2.0.1', prompt: 'tag-1', event: 30 } as const
    const buttons = BUTTON_ACTIONS.map((press): [string, string] => [
      `the button ${press}`,
      rowOf((asker) => isLetIn(toCommand({ ...BUTTON, press, at: AT }, { asking, asker }))),
    ])
    const table = [...commands, ...buttons].map(([name, row]) => `${name.padEnd(17)}${row}`)
    const heads = Object.keys(ASKERS).map((name, at) => `${''.padEnd(17 + 2 * at)}${name}`)
    expect(`\n${[...heads, ...table].join('\n')}\n`).toMatchInlineSnapshot(`
      "
                       nobody
                         read
                           triage
                             write
                               maintain
                                 admin
                                   a captain by team
                                     an approver by team
                                       GitHub is silent
                                         a bot that may all
      Open             · · · · x x x · · ·
      Track            · · · x x x x x · ·
      Disclose         · · · · · x · · · ·
      Plan             · · · x x x x x · ·
      Cut              · · · · x x x · · ·
      Pick             · · · · x x x · · ·
      Drop             · · · · x x x · · ·
      Defer            · · · · x x x · · ·
      Assess           · · · x x x x x · ·
      Confirm          · · · x x x x x · ·
      Except           · · · · · · · x · ·
      Prerelease       · · · · x x x · · ·
      Notes            · · · · x x x · · ·
      EditNotes        · · · · x x x · · ·
      Check            · · · x x x x x · ·
      Go               · · · · · · · x · ·
      NoGo             · · · · · · · x · ·
      Hold             · · · x x x x x · ·
      Resume           · · · · x x x · · ·
      Retry            · · · · x x x · · ·
      Bisect           · · · · x x x · · ·
      Promote          · · · · x x x · · ·
      Publish          · · · · x x x · · ·
      Abort            · · · · x x x · · ·
      RolledBack       · · · · x x x · · ·
      TakePolicy       · · · · · · · x · ·
      Extend           · · · x x x x x · ·
      SkipSoak         · · · · · · · x · ·
      Continue         · · · · x x x · · ·
      Rollback         · · · · x x x · · ·
      UnlockLine       · · · · x x x · · ·
      Deploy           · · · · x x x · · ·
      Drill            · · · · x x x · · ·
      AcknowledgeOnCall· · · x x x x x · ·
      Close            · · · · x x x · · ·
      RegisterCve      · · · · · x · · · ·
      DraftAdvisory    · · · · · x · · · ·
      NameFaultyCommit · · · · · x · · · ·
      the button go    · · · · · · · x · ·
      the button no-go · · · · · · · x · ·
      the button hold  · · · x x x x x · ·
      the button roll-back· · · · x x x · · ·
      "
    `)
    expect(Object.keys(WISHES).toSorted()).toEqual(['Open', ...Object.keys(ROLE_OF)].toSorted())
  })
})
