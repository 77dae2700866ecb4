import { checkGates } from '../../../release/lifecycle/rules/gates.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { GATE_POINTS } from '../../../release/process/phases.ts'
import { describeMissing } from '../../missing-text.ts'
import { formatSubject } from '../../release/opened-release.ts'
import { formatMinute, shortenSha } from '../../wording.ts'
import { type Html, html, renderProse } from '../html.ts'

/** Renders what each gate of a release still needs. */
export function renderGates(release: OpenedRelease): Html | null {
  if (release.status === 'aborted') return null
  const points = GATE_POINTS.filter((point) =>
    release.ledger.about.terms.gates.some((gate) => gate.point === point),
  )
  const rows = points.map((point) => {
    const gate = checkGates(release, point)
    const missing = gate.kind === 'shut' ? gate.missing : []
    return html`<tr><th scope="row">${point.replaceAll('-', ' ')}</th><td>${
      missing.length === 0
        ? html`nothing missing`
        : html`${missing.length} missing: ${missing.slice(0, 10).map((one) => html`<p>${renderProse(describeMissing(one).what)}</p>`)}`
    }</td></tr>`
  })
  return html`<h2>Gates</h2>
<div class="scroll" role="region" aria-label="Gates" tabindex="0"><table>
<caption>What has to be true before the release goes on</caption>
<thead><tr><th scope="col">Gate</th><th scope="col">State</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

/** Renders who decided what: every go, exception, assessment and ticked line. */
export function renderGoes(release: OpenedRelease): Html | null {
  const { goes, exceptions, assessments, ticks, about } = release.ledger
  const decided = [
    ...goes.map(({ at, person, subject }) => ({
      at,
      who: person.login,
      what: `Go for ${formatSubject(subject, about.version)}`,
    })),
    ...exceptions.map(({ at, by, candidate, because }) => ({
      at,
      who: by.kind === 'person' ? by.person.login : by.kind,
      what: `Exception for ${candidate}: ${because}`,
    })),
    ...assessments.map(({ at, by, candidate, assessment }) => ({
      at,
      who: by.kind === 'person' ? by.person.login : by.kind,
      what: `Assessed ${candidate}: risk ${assessment.risk}`,
    })),
    ...ticks.map(({ at, by, item, head }) => ({
      at,
      who: by.login,
      what: `\`${item}\` on \`${shortenSha(head)}\``,
    })),
  ].toSorted((one, other) => one.at - other.at)
  if (decided.length === 0) return null
  const rows = decided.map(
    ({ at, who, what }) =>
      html`<tr><td>${formatMinute(at)}</td><td>${who}</td><td>${renderProse(what)}</td></tr>`,
  )
  return html`<h2>Decisions</h2>
<div class="scroll" role="region" aria-label="Decisions" tabindex="0"><table>
<caption>Who decided what</caption>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
