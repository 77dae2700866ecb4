import { issueNumbered } from '../world.ts'
import { note, type Scene } from './scene.ts'

const MENTION = /(?:^|[\s(:,])#(?<number>[1-9]\d*)\b/g
const CLOSING = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(?<number>[1-9]\d*)\b/gi

/** The issues that a text closes once it reaches the default branch: `fixes #7`. */
export function closedBy(text: string): number[] {
  return numbersIn(text, CLOSING)
}

/** Everything that a text mentions by number shows it in its timeline. */
export function crossReference(scene: Scene, source: number, text: string): void {
  for (const number of numbersIn(text, MENTION)) {
    const issue = issueNumbered(scene.repository, number)
    if (issue && number !== source) note(scene, issue, { event: 'cross-referenced', source })
  }
}

function numbersIn(text: string, pattern: RegExp): number[] {
  return [...new Set([...text.matchAll(pattern)].map(({ groups }) => Number(groups?.['number'])))]
}
