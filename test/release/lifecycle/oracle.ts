import type { EventOf, ReleaseEvent } from '../../../src/release/lifecycle/events.ts'
import type { Terms } from '../../../src/release/lifecycle/terms.ts'
import type { Person } from '../../../src/release/lifecycle/who.ts'
import type { Planned, Subject } from '../../../src/release/lifecycle/words.ts'

/**
 * What must hold of any history, worked out from its events alone and in another way than the code does: by looking back
 * over all that was said, where the code looks at the state. Answers with what is wrong; an empty list is a history that
 * may stand.
 */
export function wrongIn(history: readonly ReleaseEvent[]): string[] {
  return livesOf(history).flatMap(wrongInLife)
}

/** A version that was aborted before its tag was asked for begins anew; nothing of before counts for it. */
function livesOf(history: readonly ReleaseEvent[]): ReleaseEvent[][] {
  const lives: ReleaseEvent[][] = []
  for (const event of history) {
    const life = lives.at(-1)
    const isOver = life?.at(-1)?.type === 'Aborted' && life.every(({ type }) => type !== 'TagRequested')
    if (life && !(isOver && event.type === 'Opened')) life.push(event)
    else lives.push([event])
  }
  return lives
}

const AFTER_THE_END: readonly ReleaseEvent['type'][] = [
  'RolledBack',
  'FlagsSeen',
  'NotesEdited',
  'ShippedTold',
  'BackToMainShown',
  'PromotionRequested',
]

function wrongInLife(history: readonly ReleaseEvent[]): string[] {
  return history.flatMap((event, at) => {
    const before = history.slice(0, at)
    switch (event.type) {
      case 'TagRequested':
        return [...wrongTag(event, before), ...onlyOnce(event, before)]
      case 'PublishRequested':
        return [...wrongPublication(event, before), ...onlyOnce(event, before)]
      case 'Opened':
      case 'Tagged':
      case 'Published':
      case 'Aborted':
        return onlyOnce(event, before)
      case 'BuildRequested':
        return last(before, 'Planned')?.plan.digest === event.plan
          ? []
          : ['another plan is built than was made']
      default:
        return isAfterEnd(before) && !AFTER_THE_END.includes(event.type)
          ? [`${event.type} after the end`]
          : []
    }
  })
}

function wrongTag({ commit, approvals }: EventOf<'TagRequested'>, before: readonly ReleaseEvent[]): string[] {
  const plan = last(before, 'Planned')?.plan
  const terms = termsIn(before)
  if (!plan || !terms) return ['a tag without a plan']

  const standing = approvalsFor({ step: 'tag', plan: plan.digest, commit }, before)
  return [
    ...(standing.length < Math.max(1, terms.approvals.tag.count) ? ['a tag without enough approvals'] : []),
    ...(idsOf(standing) === idsOf(approvals) ? [] : ['the tag names other approvals than were given']),
    ...standing.filter((one) => hasPart(one, plan, before)).map(({ login }) => `${login} approved their own`),
    ...(headIn(before) === commit ? [] : ['another commit is tagged than the branch is at']),
    ...redOn(commit, terms, before),
    ...untickedOn(commit, terms, before),
  ]
}

function wrongPublication(
  { subject }: EventOf<'PublishRequested'>,
  before: readonly ReleaseEvent[],
): string[] {
  const asked = last(before, 'TagRequested')
  const tagged = last(before, 'Tagged')
  const terms = termsIn(before)
  if (!asked || !tagged || !terms || subject.step !== 'publish') return ['published without a tag']

  const seen = before.flatMap((event) => (event.type === 'ArtifactVerified' ? [event.artifact] : []))
  const missing = terms.artifacts.filter(({ id }) => !seen.includes(id))
  const approved = approvalsFor({ step: 'tag', plan: subject.plan, commit: subject.commit }, before)
  return [
    ...(asked.commit === tagged.commit && tagged.commit === subject.commit
      ? []
      : ['another commit is published']),
    ...(approved.length > 0 ? [] : ['published without an approval of this plan and commit']),
    ...(approvalsFor(subject, before).length < terms.approvals.publish.count ? ['published too early'] : []),
    ...missing.map(({ id }) => `published without ${id}`),
  ]
}

/** Everybody who said go to exactly this, less what was taken back. */
function approvalsFor(subject: Subject, before: readonly ReleaseEvent[]): Person[] {
  const standing = new Map<number, Person>()
  for (const event of before) {
    if (event.type === 'ApprovalGiven' && same(event.subject, subject))
      standing.set(event.person.id, event.person)
    if (event.type === 'ApprovalVoided') standing.delete(event.person.id)
  }
  return [...standing.values()]
}

function hasPart(someone: Person, plan: Planned, before: readonly ReleaseEvent[]): boolean {
  const opened = before[0]
  const isRequester = opened?.by.kind === 'person' && opened.by.person.id === someone.id
  const built = before.slice(before.findLastIndex(({ type }) => type === 'BranchPushed') + 1)
  const hands = last(built, 'HandsSeen')?.people ?? []
  const authors = plan.picks.flatMap((pick) => pick.authors)
  return isRequester || [...authors, ...hands].some(({ id }) => id === someone.id)
}

function redOn(head: string, terms: Terms, before: readonly ReleaseEvent[]): string[] {
  return terms.tests.flatMap(({ check, app }) => {
    const runs = before.flatMap((event) =>
      event.type === 'CheckSeen' && event.check === check && event.app === app && event.head === head
        ? [event]
        : [],
    )
    const newest = Math.max(...runs.map(({ run }) => run))
    const said = runs.findLast(({ run }) => run === newest)?.conclusion
    return said === 'success' ? [] : [`tagged while ${check} is ${said ?? 'missing'}`]
  })
}

function untickedOn(head: string, terms: Terms, before: readonly ReleaseEvent[]): string[] {
  return terms.checklist.flatMap(({ id }) => {
    const about = before.findLast(
      (event) =>
        (event.type === 'ItemTicked' && event.tick.item === id) ||
        (event.type === 'ItemUnticked' && event.item === id),
    )
    return about?.type === 'ItemTicked' && about.tick.head === head
      ? []
      : [`tagged while ${id} is not ticked`]
  })
}

function headIn(before: readonly ReleaseEvent[]): string | undefined {
  const moved = before.findLast((event) => event.type === 'Bumped' || event.type === 'BranchMoved')
  return moved?.type === 'Bumped' || moved?.type === 'BranchMoved' ? moved.head : undefined
}

function termsIn(before: readonly ReleaseEvent[]): Terms | undefined {
  return (last(before, 'PolicyTaken') ?? last(before, 'Opened'))?.terms
}

function onlyOnce({ type }: ReleaseEvent, before: readonly ReleaseEvent[]): string[] {
  return before.some((event) => event.type === type) ? [`${type} twice`] : []
}

function isAfterEnd(before: readonly ReleaseEvent[]): boolean {
  return before.some(({ type }) => type === 'Aborted' || type === 'Published')
}

function last<T extends ReleaseEvent['type']>(
  before: readonly ReleaseEvent[],
  type: T,
): EventOf<T> | undefined {
  return before.findLast((event): event is EventOf<T> => event.type === type)
}

function same(one: Subject, other: Subject): boolean {
  return Object.entries(one).every(([part, value]) => new Map(Object.entries(other)).get(part) === value)
}

function idsOf(people: readonly Person[]): string {
  return people
    .map(({ id }) => id)
    .sort()
    .join()
}
