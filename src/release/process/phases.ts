import type { Section } from './section.ts'

export const PHASE_IDS = [
  'preparation',
  'testing',
  'release-preparation',
  'deployment',
  'post-release',
] as const
export type PhaseId = (typeof PHASE_IDS)[number]

export const CHECKLIST_NAMES = [
  'release',
  'announcements',
  'rollbackPlan',
  'verification',
  'communication',
  'security',
] as const
export type ChecklistName = (typeof CHECKLIST_NAMES)[number]

/** What must hold before the next step. Each names the part of the policy that says what exactly. */
export type ProcessGate =
  | { readonly kind: 'criteria' }
  | { readonly kind: 'checklist'; readonly checklist: ChecklistName; readonly track?: 'security' }
  | { readonly kind: 'checks'; readonly of: 'picks' | 'tests' | 'staging' | 'build' }
  | { readonly kind: 'soak'; readonly of: 'staging' | 'canary' | 'rollout' | 'watch' }
  | { readonly kind: 'metrics'; readonly of: 'rollout' | 'watch' }

interface Step {
  readonly section: Section
  readonly name: string
  readonly gates: readonly ProcessGate[]
}

interface Phase {
  readonly section: Section
  readonly name: string
  /** Days of the release, the first is 1. */
  readonly days: { readonly from: number; readonly to: number }
  readonly steps: readonly Step[]
}

/** The Release Process: five phases, in the order of `PHASE_IDS`, their steps, and the gates behind each step. */
export const PHASES: Readonly<Record<PhaseId, Phase>> = {
  preparation: {
    section: '§1',
    name: 'Preparation',
    days: { from: 1, to: 1 },
    steps: [
      { section: '§1.1', name: 'Issue Selection', gates: [{ kind: 'criteria' }] },
      { section: '§1.2', name: 'Create Release Branch', gates: [{ kind: 'checks', of: 'picks' }] },
      { section: '§1.3', name: 'Version Bump', gates: [] },
    ],
  },
  testing: {
    section: '§2',
    name: 'Testing',
    days: { from: 1, to: 2 },
    steps: [
      { section: '§2.1', name: 'Automated Tests', gates: [{ kind: 'checks', of: 'tests' }] },
      {
        section: '§2.2',
        name: 'Manual Verification',
        gates: [
          { kind: 'checklist', checklist: 'release' },
          { kind: 'checklist', checklist: 'security', track: 'security' },
        ],
      },
      {
        section: '§2.3',
        name: 'Staging Deployment',
        gates: [
          { kind: 'checks', of: 'staging' },
          { kind: 'soak', of: 'staging' },
        ],
      },
    ],
  },
  'release-preparation': {
    section: '§3',
    name: 'Release Preparation',
    days: { from: 2, to: 2 },
    steps: [
      { section: '§3.1', name: 'Release Notes', gates: [] },
      { section: '§3.2', name: 'Tag and Build', gates: [{ kind: 'checks', of: 'build' }] },
    ],
  },
  deployment: {
    section: '§4',
    name: 'Deployment',
    days: { from: 3, to: 3 },
    steps: [
      {
        section: '§4.1',
        name: 'Pre-Deployment',
        gates: [
          { kind: 'checklist', checklist: 'announcements' },
          { kind: 'checklist', checklist: 'rollbackPlan' },
        ],
      },
      {
        section: '§4.2',
        name: 'Canary Deployment',
        gates: [
          { kind: 'soak', of: 'canary' },
          { kind: 'metrics', of: 'rollout' },
        ],
      },
      {
        section: '§4.3',
        name: 'Full Rollout',
        gates: [
          { kind: 'soak', of: 'rollout' },
          { kind: 'metrics', of: 'rollout' },
        ],
      },
    ],
  },
  'post-release': {
    section: '§5',
    name: 'Post-Release',
    days: { from: 3, to: 4 },
    steps: [
      { section: '§5.1', name: 'Verification', gates: [{ kind: 'checklist', checklist: 'verification' }] },
      { section: '§5.2', name: 'Communication', gates: [{ kind: 'checklist', checklist: 'communication' }] },
      {
        section: '§5.3',
        name: 'Monitoring',
        gates: [
          { kind: 'metrics', of: 'watch' },
          { kind: 'soak', of: 'watch' },
        ],
      },
    ],
  },
}
