import { type Facts, type Known, known, type LinkedIssue, unknown } from './facts.ts'
import type { StatedFacts } from './facts-file.ts'

/** A change of which nothing is known; the ground that everything else is laid on. */
export function createUnknownFacts(why: string): Facts {
  const nothing = unknown(why)
  return {
    labels: nothing,
    issues: nothing,
    severity: nothing,
    cvss: nothing,
    cve: nothing,
    reviewed: nothing,
    checksPassed: nothing,
    breaking: nothing,
    assessment: nothing,
    exception: nothing,
  }
}

/**
 * What is stated outranks what was read from messages, fact by fact; what is not stated stays as it was.
 * Linked issues are joined by number, since a message knows the numbers and a file the labels.
 */
export function mergeFacts(read: Facts, stated: StatedFacts): Facts {
  return {
    labels: prefer(stated.labels, read.labels),
    issues: joinIssues(stated.issues, read.issues),
    severity: prefer(stated.severity, read.severity),
    cvss: prefer(stated.cvss, read.cvss),
    cve: prefer(stated.cve, read.cve),
    ...(stated.namesVulnerability && { namesVulnerability: stated.namesVulnerability }),
    // Where GitHub knows no review, a message that claims one is the word of whoever pushed it.
    reviewed: stated.reviewed ?? read.reviewed,
    checksPassed: prefer(stated.checksPassed, read.checksPassed),
    breaking: prefer(stated.breaking, read.breaking),
    assessment: prefer(stated.assessment, read.assessment),
    exception: prefer(stated.exception, read.exception),
  }
}

function prefer<T>(stated: Known<T> | undefined, read: Known<T>): Known<T> {
  return stated?.known ? stated : read
}

function joinIssues(stated: Facts['issues'] | undefined, read: Facts['issues']): Facts['issues'] {
  if (!stated?.known || !read.known) return prefer(stated, read)

  const numbers = new Set([...stated.value, ...read.value].map(({ number }) => number))
  const joined = [...numbers].map((number): LinkedIssue => {
    const first = stated.value.find((issue) => issue.number === number)
    const second = read.value.find((issue) => issue.number === number)
    return {
      number,
      labels: first?.labels ?? second?.labels ?? null,
      reportedAt: first?.reportedAt ?? second?.reportedAt ?? null,
    }
  })
  return known(joined, `${stated.source} and ${read.source}`)
}
