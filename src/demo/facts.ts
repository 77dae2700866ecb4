/**
 * What no commit of the demo proves (docs/facts.md): what labels, issues and checks would say, and an exception. Of
 * some changes it says nothing, and they show what stays to be confirmed.
 */
export const DEMO_FACTS = `# What the commits of Godel don't say themselves. Read with --facts; docs/facts.md has every key.
changes:
  "#1234":                       # the memory leak
    labels: [crash]
    issues:
      - number: 1227
        labels: [P1]
        reportedAt: 2026-02-04T06:50:00Z
    checksPassed: true

  "#1235":                       # the race: its subject says crash, its label knows better
    labels: [data-loss]
    issues:
      - number: 1229
        labels: [P0]
        reportedAt: 2026-02-09T15:50:00Z
    reviewed: true
    checksPassed: true
    assessment:
      by: ines
      risk: medium
      note: Updates of one key wait for each other now.

  "#1236":                       # no task after noon
    labels: [regression]
    checksPassed: true
    assessment:
      by: mateo
      risk: low

  "#1239":                       # performance is taken case by case: somebody has to allow it
    labels: [performance]
    severity: P1
    checksPassed: true
    assessment:
      by: noor
      risk: low
    exception:
      by: ada
      because: Two customers with 100,000 tasks wait 40 ms on every request.
      until: 2026-02-28

  "#1241":                       # CVE-2026-21341
    labels: [security]
    checksPassed: true

  "#1242":
    labels: [bug]

  "#1244":                       # stands on a refactor that the line does not have
    labels: [data-loss]
    checksPassed: true
    assessment:
      by: noor
      risk: medium

  "#1250":                       # CVE-2026-21355
    labels: [security]
    checksPassed: true

  "#1251":                       # the follow-up to #1234
    labels: [crash]
    checksPassed: true

  "#1254":                       # has no test
    labels: [regression]
    checksPassed: true
`
