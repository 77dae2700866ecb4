import fc from 'fast-check'
import type { Command } from '../../../src/release/lifecycle/commands.ts'
import { CONCLUSIONS } from '../../../src/release/lifecycle/words.ts'
import {
  ada,
  bea,
  bot,
  cem,
  dan,
  eve,
  type News,
  opening,
  type Story,
  someone,
  TAGS,
  termsWith,
  type Wish,
} from './story.ts'

/** Something that happens in a story. */
export type Move = (story: Story) => void
/** A command as it would be said, or a fact as it would be learnt, in a story at a time. */
export type Saying = (story: Story, at: number) => Command

const fay = someone(6, 'fay', 'admin')
const asker = fc.constantFrom(ada, ada, ada, bea, bea, fay, cem, dan, eve, bot)
const candidate = fc.constantFrom('#5', '#6', '#7', '#8')
const because = fc.constantFrom('it has to', 'nobody looked')
const item = fc.constantFrom(
  'smoke-tests',
  'critical-paths',
  'security-fix',
  'performance',
  'migrations',
  'nonsense',
)
const policies = [
  termsWith(),
  termsWith({ roles: { approvals: { cut: { count: 1 }, tag: { count: 2 }, publish: { count: 1 } } } }),
  termsWith({ picks: { onConflict: 'skip' }, backToMain: { pullRequest: true } }),
  termsWith({
    channels: [
      { in: 'slack', channel: 'releases', audience: 'team' },
      { in: 'slack', channel: 'security', audience: 'security' },
      { in: 'discord', channel: 'announcements', audience: 'public' },
    ],
  }),
]
const terms = fc.constantFrom(...policies)
const goal = fc.constantFrom(
  { kind: 'plan' } as const,
  { kind: 'cut', expects: null } as const,
  { kind: 'cut', expects: '#5' } as const,
)

const wishes: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ terms, goal, version: fc.constantFrom('v2.0.1', 'v2.0.1-rc.1', 'v2.0.3') }).map(opening),
  fc.constantFrom<Wish>(
    { type: 'Plan' },
    { type: 'Cut', expects: null },
    { type: 'Cut', expects: '#5-#7-plan' },
    { type: 'Notes' },
    { type: 'Resume' },
    { type: 'Publish' },
    { type: 'Promote', tags: TAGS },
    { type: 'EditNotes', notes: 'notes-2', text: 'Other notes.', from: null },
  ),
  fc.record({ type: fc.constant('Pick' as const), candidate }),
  fc.record({ type: fc.constantFrom('Drop' as const, 'Defer' as const), candidate, because }),
  fc.record({
    type: fc.constant('Except' as const),
    candidate,
    because,
    until: fc.constantFrom('2026-03-10', '1999-01-01', 'soon'),
  }),
  fc.record({
    type: fc.constant('Assess' as const),
    candidate,
    assessment: fc.record({
      risk: fc.constantFrom('low' as const, 'high' as const),
      type: fc.constant(null),
      severity: fc.constantFrom(null, 'P0' as const),
      note: fc.constant(null),
    }),
  }),
  fc.record({
    type: fc.constant('Prerelease' as const),
    channel: fc.constantFrom('alpha' as const, 'rc' as const),
    tags: fc.constant(TAGS),
  }),
  fc.record({
    type: fc.constant('Check' as const),
    item,
    as: fc.constantFrom('done' as const, 'not-applicable' as const, 'undone' as const),
    evidence: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('Go' as const),
    saw: fc.constantFrom(null, null, 'tag-1' as const, 'publish-3' as const),
  }),
  fc.record({
    type: fc.constant('NoGo' as const),
    because,
    saw: fc.constantFrom(null, null, 'tag-1' as const),
  }),
  fc.record({ type: fc.constant('Hold' as const), because }),
  fc.record({ type: fc.constant('RolledBack' as const), because, to: fc.constantFrom('v2.0.0', 'v2.0.1') }),
  fc.record({
    type: fc.constant('Retry' as const),
    what: fc.constantFrom('plan', 'tag', 'artifacts', 'npm-audit', 'x'),
  }),
  fc.record({
    type: fc.constant('TakePolicy' as const),
    policy: fc.constant({ digest: 'b'.repeat(64), commit: null }),
    terms,
  }),
)
const abort: fc.Arbitrary<Wish> = fc.record({ type: fc.constant('Abort' as const), because })

const head = fc.constantFrom('by-hand-1', 'by-hand-2', 'built-1-bumped', 'merged-1')
/** A fact may be about where the story stands. */
type Heard = (story: Story) => News

const news = fc.oneof<fc.Arbitrary<Heard>[]>(
  fc
    .record({
      check: fc.constantFrom('npm-audit', 'snyk', 'other'),
      conclusion: fc.constantFrom(...CONCLUSIONS),
      run: fc.integer({ min: 1, max: 4 }),
      app: fc.constantFrom('github-actions', 'evil'),
    })
    .map(
      (run) =>
        (story: Story): News => ({ type: 'CheckSeen', head: headOf(story), ...run }),
    ),
  fc
    .constantFrom<News>(
      { type: 'IssueSeen', issue: 100 },
      { type: 'IssueClosed' },
      { type: 'PullRequestClosed', outcome: 'merged' },
      { type: 'BranchSeen', head: null },
      { type: 'StandingLost', person: bea.person, how: 'role-lost' },
      { type: 'ArtifactsStarted', run: 'r1' },
      { type: 'ArtifactsFailed', run: 'r1', because: 'no disk' },
      { type: 'ReleaseSeen', tag: 'v2.0.1', url: 'https://example.com' },
      { type: 'BackToMainSeen', pullRequest: 903 },
      { type: 'TagSeen', tag: 'v2.0.1', commit: 'by-hand-1', signature: 'as-required' },
    )
    .map((one) => () => one),
  head.map((one) => () => ({ type: 'BranchSeen', head: one })),
  fc
    .subarray([ada.person, bea.person, fay.person])
    .map((people) => (story) => ({ type: 'HandsSeen', head: headOf(story), people })),
  candidate.map((one) => () => ({
    type: 'FlagsSeen',
    flags: [{ candidate: one, flags: [`${one} was reverted`] }],
  })),
  candidate.map((one) => () => ({ type: 'ShippedTold', candidate: one })),
  fc
    .record({ candidate, head, foreign: fc.boolean() })
    .map((one) => () => ({ type: 'ConflictMerged', author: cem.person, ...one })),
  fc
    .record({ candidate, pullRequest: fc.constantFrom(901, 902) })
    .map((one) => () => ({ type: 'ConflictPullRequestSeen', ...one })),
  fc.constant((story: Story) => ({
    type: 'StepRefused',
    answers: keyOf(story),
    reason: { what: 'A ruleset says no.', next: 'Change it.' },
  })),
  fc.constant((story: Story) => story.answer() ?? { type: 'IssueSeen', issue: 100 }),
  fc.constant(() => ({
    type: 'NotesDrafted',
    answers: '77:v2.0.1:1:draft-notes',
    notes: 'old',
    text: 'Old notes.',
  })),
)

function headOf({ release }: Story): string {
  if (release.status !== 'open' || !('head' in release.place)) return 'none'
  return release.place.head ?? 'none'
}

function keyOf({ effects }: Story): string {
  return effects.findLast((effect) => !('channel' in effect))?.key ?? 'none'
}

/** Anybody says anything. */
export const wish: fc.Arbitrary<Saying> = fc
  .tuple(asker, fc.oneof({ weight: 20, arbitrary: wishes }, { weight: 1, arbitrary: abort }))
  .map(([who, said]) => (_, at) => ({ ...said, asker: who, at }))

/** Anything is learnt. */
export const fact: fc.Arbitrary<Saying> = news.map((learnt) => (story, at) => ({ ...learnt(story), at }))

function told(context: Saying): Move {
  return (story) => {
    story.at += 1
    story.take(context(story, story.at))
  }
}

/** The right thing at the right time. */
function forward(story: Story): void {
  switch (story.step) {
    case 'unopened':
      story.say(ada, opening())
      return
    case 'planned':
      story.say(ada, { type: 'Cut', expects: null })
      return
    case 'testing':
      story.green()
      return
    case 'building':
      story.built()
      return
    case 'asking-to-cut':
    case 'asking-to-tag':
      story.say(bea, { type: 'Go', saw: null })
      story.say(fay, { type: 'Go', saw: null })
      return
    case 'asking-to-publish':
      story.say(bea, { type: 'Go', saw: null })
      story.say(ada, { type: 'Publish' })
      return
    case 'published':
      story.say(ada, { type: 'RolledBack', to: 'v2.0.0', because: 'the error rate is up' })
      return
    default:
      story.goesOn()
  }
}

const sensible: fc.Arbitrary<Move> = fc.constantFrom<Move>(
  forward,
  forward,
  forward,
  forward,
  (story) => void story.say(ada, opening(policies[1] && { terms: policies[1] })),
  (story) => void story.say(ada, opening(policies[1] && { terms: policies[1] })),
  (story) =>
    void story.learn({
      type: 'ConflictMerged',
      candidate: '#7',
      head: 'merged-1',
      author: cem.person,
      foreign: false,
    }),
  (story) => {
    story.say(bea, { type: 'Go', saw: null })
    story.say(ada, { type: 'Drop', candidate: '#7', because: 'not now' })
  },
  (story) => void story.say(ada, { type: 'Resume' }),
  (story) => void story.say(bea, { type: 'Go', saw: null }),
  (story) => void (story.release.status === 'open' && story.tested('failure', 2)),
  (story) => void (story.release.status === 'open' && story.tested('success', 3)),
  (story) => void story.say(ada, { type: 'Retry', what: 'plan' }),
  (story) => {
    story.conflicting = story.conflicting.length === 0 ? ['#7'] : []
  },
)

/** What happens next in a story: what should, what somebody says, what is heard. */
export const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: sensible },
  { weight: 1, arbitrary: wish.map(told) },
  { weight: 1, arbitrary: fact.map(told) },
)
