import { state } from './section.ts'

/** Embargo Period: for critical CVEs, that is from the CVSS score of the immediate trigger on. */
export const embargo = {
  for: state('Embargo Period', 'Critical CVEs'),
  steps: state('Embargo Period', [
    { id: 'private-branch', text: 'Private security fix branch' },
    { id: 'disclosure-date', text: 'Coordinated disclosure date' },
    { id: 'pre-notify', text: 'Pre-notify affected users' },
    { id: 'release', text: 'Release on agreed date/time' },
  ]),
} as const

export const securityChecklist = state('Security Release Checklist', [
  { id: 'cve', text: 'CVE registered', ifApplicable: true },
  { id: 'reviewed', text: 'Fix reviewed by security team', by: 'security-team' },
  { id: 'advisory', text: 'Advisory drafted' },
  { id: 'affected-versions', text: 'Affected versions documented' },
  { id: 'mitigations', text: 'Mitigations documented' },
  { id: 'cvss', text: 'CVSS score calculated' },
])

/** Security Advisory Template: its name, fields and sections, each section with what it has to answer. */
export const advisory = {
  id: state('Security Advisory Template', 'GSA-{year}-{number}'),
  fields: state('Security Advisory Template', ['Severity', 'Affected Versions', 'Fixed Version', 'CVE ID']),
  sections: state('Security Advisory Template', [
    { title: 'Summary', asks: 'Brief description of vulnerability' },
    { title: 'Impact', asks: 'What could an attacker do?' },
    { title: 'Mitigation', asks: 'Steps to protect before upgrading' },
    { title: 'Patch', asks: 'How to upgrade' },
    { title: 'Credits', asks: 'Who discovered and reported' },
  ]),
} as const
