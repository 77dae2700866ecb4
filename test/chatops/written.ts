import fc from 'fast-check'
import type { CommandRequest, RequestName, RequestOf, TrackAsked } from '../../src/chatops/request.ts'
import { CHANGE_TYPES, RISKS, SEVERITIES } from '../../src/release/facts/facts.ts'
import { RULE_NAMES } from '../../src/release/process/criteria.ts'
import { EMERGENCIES, PRERELEASE_CHANNELS } from '../../src/release/process/schedule.ts'
import { ADVISORY_REQUESTS, wordsOfAdvisory, wordsOfDisclosure } from './written-security.ts'

/** A request as somebody would write it. */
export function written(request: CommandRequest): string {
  return ['/release', ...wordsOf(request)].filter((word) => word !== '').join(' ')
}

function wordsOf(request: CommandRequest): string[] {
  switch (request.name) {
    case 'plan':
      return ['plan', request.version ?? '', track(request.track)]
    case 'cut':
      return ['cut', request.version ?? '', option('--plan ', request.plan), track(request.track)]
    case 'track':
      return ['track', request.track, option('--for ', request.emergency), `because ${request.because}`]
    case 'advisory':
      return ['advisory', wordsOfAdvisory(request)]
    case 'disclose':
      return wordsOfDisclosure(request)
    case 'security':
      return ['security', request.advisory ?? 'new', request.version ?? '']
    case 'pick':
    case 'explain':
      return [request.name, request.candidate ?? '']
    case 'drop':
    case 'defer':
      return [request.name, request.candidate ?? '', `because ${request.because}`]
    case 'assess':
      return ['assess', ...writtenSays(request.says)]
    case 'except':
      return [
        'except',
        request.candidate ?? '',
        option('until=', request.until),
        `because ${request.because}`,
      ]
    case 'prerelease':
      return [request.channel]
    case 'check':
      return ['check', request.item, request.as, quoted('evidence=', request.evidence)]
    case 'no-go':
    case 'hold':
    case 'abort':
    case 'skip-soak':
    case 'continue':
      return [request.name, `because ${request.because}`]
    case 'rolled-back':
      return [request.name, 'to', request.to, `because ${request.because}`]
    case 'rollback':
      return ['rollback', ...(request.to === null ? [] : ['to', request.to]), `because ${request.because}`]
    case 'extend':
      return ['extend', `${request.seconds / 60}m`, `because ${request.because}`]
    case 'lock':
    case 'unlock':
      return [request.name, request.environment ?? '', `because ${request.because}`]
    case 'calendar':
      return [
        'calendar',
        request.action,
        request.kind,
        request.date ?? '',
        option('to=', request.to),
        request.because === null ? '' : `because ${request.because}`,
      ]
    case 'freeze':
      return ['freeze', request.line, 'until', request.until, `because ${request.because}`]
    case 'unfreeze':
      return ['unfreeze', request.line]
    case 'metrics':
      return ['metrics', String(request.days)]
    case 'link':
      return ['link', request.code ?? '']
    case 'retry':
      return ['retry', quoted('', request.step)]
    case 'help':
      return ['help', request.command ?? '']
    case 'resume':
      return ['resume', request.accepts ?? '']
    case 'deploy':
      return ['deploy', request.environment ?? '']
    case 'notes':
    case 'go':
    case 'promote':
    case 'publish':
    case 'bisect':
    case 'take-policy':
    case 'status':
    case 'why':
    case 'unlink':
    case 'drill':
    case 'ack':
    case 'close':
      return [request.name]
  }
}

function option(before: string, value: string | null): string {
  return value === null ? '' : `${before}${value}`
}

function quoted(before: string, value: string | null): string {
  return value === null ? '' : `${before}"${value.replace(/["\\]/g, '\\$&')}"`
}

function track(asked: TrackAsked | null): string {
  if (asked === null) return ''
  return asked.emergency === null
    ? `--track ${asked.track}`
    : `--track ${asked.track} --for ${asked.emergency}`
}

const hex = (least: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: least, maxLength: 64 })
    .map((digits) => digits.join(''))
const candidate = fc.option(
  fc.oneof(
    fc.integer({ min: 1, max: 2 ** 31 }).map((n) => `#${n}`),
    hex(7),
  ),
)
const version = fc.option(
  fc.constantFrom('v2.0.1', '2.0.1', 'v2.0.1-rc.1', 'mypkg@1.2.3', 'release/v10.20.30'),
)
const line = fc.constantFrom('2.0', '1.9')
const environment = fc.constantFrom('production', 'eu-west-1')
/** Free text as it is kept: no blanks at its ends or two in a row, nothing that nobody sees. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
      fc.constantFrom(
        'because',
        'weil es drückt',
        '因为',
        'لأن',
        '#12',
        '`x`',
        '--plan',
        '"',
        "'",
        '\\',
        'a=b',
        '>',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((words) => words.join(' ').replace(/\s+/gu, ' ').trim())
  .filter((words) => /[a-z\u4e00-\u9fff]/i.test(words) && !/[\p{Cc}\p{Cf}]/u.test(words))
  .filter((words) => !/(?:^| )(?:--)?until=[^ ]*$/i.test(words))
const asked = fc.constantFrom<TrackAsked | null>(
  null,
  { track: 'regular', emergency: null },
  { track: 'security', emergency: null },
  ...EMERGENCIES.map((emergency) => ({ track: 'emergency' as const, emergency })),
)
const until = fc.option(
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
)

type Requests = { readonly [Name in RequestName]: fc.Arbitrary<RequestOf<Name>> }

function bare<const Name extends RequestName>(name: Name) {
  return fc.constant({ name })
}
function reasoned<const Name extends 'no-go' | 'hold' | 'abort' | 'skip-soak' | 'continue'>(name: Name) {
  return fc.record({ name: fc.constant(name), because: text })
}

/** Every command with everything that it may carry; the types hold that none is forgotten. */
const REQUESTS = {
  plan: fc.record({ name: fc.constant('plan'), version, track: asked }),
  cut: fc.record({ name: fc.constant('cut'), version, plan: fc.option(hex(8)), track: asked }),
  pick: fc.record({ name: fc.constant('pick'), candidate }),
  drop: fc.record({ name: fc.constant('drop'), candidate, because: text }),
  defer: fc.record({ name: fc.constant('defer'), candidate, because: text }),
  assess: fc.record({
    name: fc.constant('assess'),
    says: fc.oneof(
      fc.record({
        kind: fc.constant('assessment'),
        candidate,
        risk: fc.constantFrom(...RISKS),
        type: fc.option(fc.constantFrom(...CHANGE_TYPES)),
        severity: fc.option(fc.constantFrom(...SEVERITIES)),
        note: fc.option(text),
        cvss: fc.option(fc.constant({ vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 })),
      }),
      fc.record({
        kind: fc.constant('confirmation'),
        changes: fc.option(fc.array(candidate, { minLength: 1, maxLength: 1 })),
        rules: fc.option(fc.subarray([...RULE_NAMES], { minLength: 1 })),
      }),
    ),
  }),
  except: fc.record({ name: fc.constant('except'), candidate, because: text, until }),
  prerelease: fc.record({
    name: fc.constant('prerelease'),
    channel: fc.constantFrom(...PRERELEASE_CHANNELS),
  }),
  check: fc.record({
    name: fc.constant('check'),
    item: fc.constantFrom('smoke-tests', 'cve', 'migrations', 'performance', 'x1'),
    as: fc.constantFrom('done', 'not-applicable', 'undone'),
    evidence: fc.option(text),
  }),
  'no-go': reasoned('no-go'),
  hold: reasoned('hold'),
  abort: reasoned('abort'),
  retry: fc.record({
    name: fc.constant('retry'),
    step: fc.constantFrom('artifacts', 'test:all', 'CI / test (20)', 'npm audit', 'say "hi"', 'a\\b'),
  }),
  help: fc.record({
    name: fc.constant('help'),
    command: fc.constantFrom(null, 'cut', 'prerelease', 'no-go', 'take-policy', 'help'),
  }),
  notes: bare('notes'),
  go: bare('go'),
  resume: fc.record({ name: fc.constant('resume'), accepts: fc.option(hex(7)) }),
  promote: bare('promote'),
  publish: bare('publish'),
  bisect: bare('bisect'),
  'take-policy': bare('take-policy'),
  status: bare('status'),
  why: bare('why'),
  explain: fc.record({ name: fc.constant('explain'), candidate }),
  'rolled-back': fc.record({
    name: fc.constant('rolled-back'),
    to: fc.constantFrom('v2.0.0', 'v10.20.30', 'v2.0.1-rc.1'),
    because: text,
  }),
  rollback: fc.record({
    name: fc.constant('rollback'),
    to: fc.constantFrom(null, 'v2.0.0', 'v10.20.30'),
    because: text,
  }),
  extend: fc.record({
    name: fc.constant('extend'),
    seconds: fc.constantFrom(60, 3_600, 86_400),
    because: text,
  }),
  'skip-soak': reasoned('skip-soak'),
  continue: reasoned('continue'),
  lock: fc.record({ name: fc.constant('lock'), environment, because: text }),
  unlock: fc.record({ name: fc.constant('unlock'), environment: fc.option(environment), because: text }),
  freeze: fc.record({ name: fc.constant('freeze'), line, until: fc.constant('2026-12-24'), because: text }),
  unfreeze: fc.record({ name: fc.constant('unfreeze'), line }),
  calendar: fc.oneof(
    fc.record({
      name: fc.constant('calendar' as const),
      action: fc.constantFrom('show' as const, 'resume' as const),
      kind: fc.constantFrom('patch' as const, 'minor' as const, 'major' as const),
      date: fc.constantFrom(null, '2026-12-02'),
      to: fc.constant(null),
      because: fc.constant(null),
    }),
    fc.record({
      name: fc.constant('calendar' as const),
      action: fc.constantFrom('skip' as const, 'move' as const, 'hold' as const),
      kind: fc.constantFrom('patch' as const, 'minor' as const, 'major' as const),
      date: fc.constantFrom(null, '2026-12-02'),
      to: fc.constant('2026-12-03'),
      because: text,
    }),
  ),
  track: fc.oneof(
    fc.record({
      name: fc.constant('track'),
      track: fc.constantFrom('regular', 'security'),
      emergency: fc.constant(null),
      because: text,
    }),
    fc.record({
      name: fc.constant('track'),
      track: fc.constant('emergency'),
      emergency: fc.constantFrom(...EMERGENCIES),
      because: text,
    }),
  ),
  metrics: fc.record({ name: fc.constant('metrics' as const), days: fc.integer({ min: 1, max: 731 }) }),
  advisory: ADVISORY_REQUESTS,
  disclose: fc.oneof(
    fc.record({ name: fc.constant('disclose'), how: fc.constant('now'), because: text }),
    fc.record({
      name: fc.constant('disclose'),
      how: fc.constant('at'),
      on: fc.constantFrom('2026-03-10T14:00', '2026-12-31T23:59'),
      timeZone: fc.constantFrom(null, 'Europe/Berlin'),
      because: fc.constant(null),
    }),
    fc.record({
      name: fc.constant('disclose'),
      how: fc.constant('postponed'),
      on: fc.constantFrom('2026-03-10T14:00', '2026-12-31T23:59'),
      timeZone: fc.constantFrom(null, 'UTC'),
      because: text,
    }),
  ),
  security: fc.record({
    name: fc.constant('security'),
    advisory: fc.constant('GHSA-2jcg-qqmg-46q6'),
    version: fc.constantFrom(null, 'v2.0.1', '1.9.6'),
  }),
  deploy: fc.record({
    name: fc.constant('deploy'),
    environment: fc.constantFrom(null, 'staging', 'production'),
  }),
  drill: bare('drill'),
  ack: bare('ack'),
  close: bare('close'),
  link: fc.record({ name: fc.constant('link'), code: fc.constantFrom(null, 'K7RM2XQD', 'k7rm-2xqd') }),
  unlink: bare('unlink'),
} satisfies Requests

export const requests: fc.Arbitrary<CommandRequest> = fc.oneof(...Object.values(REQUESTS))

function writtenSays(says: RequestOf<'assess'>['says']): string[] {
  if (says.kind === 'confirmation')
    return [...(says.changes ?? ['all']).map((one) => one ?? ''), `confirm=${says.rules?.join(',') ?? 'all'}`]
  return [
    says.candidate ?? '',
    `risk=${says.risk}`,
    option('type=', says.type),
    option('severity=', says.severity),
    quoted('cvss=', says.cvss?.vector ?? null),
    quoted('note=', says.note),
  ]
}
