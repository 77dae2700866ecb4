import { findIssue } from '../world.ts'
import { type ActionContext, addTimelineEntry } from './action-context.ts'

const MENTION = /(?:^|[\s(:,])#(?<number>[1-9]\d*)\b/g
const CLOSING = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(?<number>[1-9]\d*)\b/gi

/** The issues that a text closes once it reaches the default branch: `fixes #7`. */
export function listClosedBy(text: string): number[] {
  return findNumbers(text, CLOSING)
}

/** Everything that a text mentions by number shows it in its timeline. */
export function crossReference(scope: ActionContext, source: number, text: string): void {
  for (const number of findNumbers(text, MENTION)) {
    const issue = findIssue(scope.repository, number)
    if (issue && number !== source) addTimelineEntry(scope, issue, { event: 'cross-referenced', source })
  }
}

function findNumbers(text: string, pattern: RegExp): number[] {
  return [...new Set([...text.matchAll(pattern)].map(({ groups }) => Number(groups?.['number'])))]
}
