import type { Section } from './section.ts'

export const PHASE_IDS = [
  'preparation',
  'testing',
  'release-preparation',
  'deployment',
  'post-release',
] as const
export type PhaseId = (typeof PHASE_IDS)[number]

const CHECKLIST_NAMES = [
  'release',
  'announcements',
  'rollbackPlan',
  'verification',
  'communication',
  'security',
] as const
type ChecklistName = (typeof CHECKLIST_NAMES)[number]

/**
 * Where in its course a release waits for gates:
 * `cut` before its branch is made, `testing` before its notes are drafted and its tag is asked for, `artifacts` before
 * anything is done with what was built, `staging` before it leaves an environment for the next, `pre-deployment` before
 * production is touched, `publication` before the GitHub release, `post-release` before it is closed.
 */
export const GATE_POINTS = [
  'cut',
  'testing',
  'artifacts',
  'staging',
  'pre-deployment',
  'publication',
  'post-release',
] as const
export type GatePoint = (typeof GATE_POINTS)[number]

/** What must hold before the next step. A checklist names its part of the policy, which says what exactly. */
type ProcessGate =
  | {
      readonly id: string
      readonly kind: 'criteria' | 'pick-tests' | 'tests' | 'artifacts'
    }
  | {
      readonly id: string
      readonly kind: 'checklist'
      readonly checklist: ChecklistName
      readonly track?: 'security'
    }

interface Step {
  readonly section: Section
  readonly name: string
  /** Where in the course its gates stand; null for a step without any of its own. */
  readonly point: GatePoint | null
  readonly gates: readonly ProcessGate[]
  /** How long it has to hold up, and what is measured meanwhile: the policy says how long and what. */
  readonly soak?: 'staging' | 'canary' | 'rollout' | 'watch'
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
      {
        section: '§1.1',
        name: 'Issue Selection',
        point: 'cut',
        gates: [{ id: 'criteria', kind: 'criteria' }],
      },
      {
        section: '§1.2',
        name: 'Create Release Branch',
        point: 'testing',
        gates: [{ id: 'pick-tests', kind: 'pick-tests' }],
      },
      { section: '§1.3', name: 'Version Bump', point: null, gates: [] },
    ],
  },
  testing: {
    section: '§2',
    name: 'Testing',
    days: { from: 1, to: 2 },
    steps: [
      { section: '§2.1', name: 'Automated Tests', point: 'testing', gates: [{ id: 'tests', kind: 'tests' }] },
      {
        section: '§2.2',
        name: 'Manual Verification',
        point: 'testing',
        gates: [
          { id: 'release-checklist', kind: 'checklist', checklist: 'release' },
          { id: 'security-checklist', kind: 'checklist', checklist: 'security', track: 'security' },
        ],
      },
      { section: '§2.3', name: 'Staging Deployment', point: 'staging', gates: [], soak: 'staging' },
    ],
  },
  'release-preparation': {
    section: '§3',
    name: 'Release Preparation',
    days: { from: 2, to: 2 },
    steps: [
      { section: '§3.1', name: 'Release Notes', point: null, gates: [] },
      {
        section: '§3.2',
        name: 'Tag and Build',
        point: 'artifacts',
        gates: [{ id: 'artifacts', kind: 'artifacts' }],
      },
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
        point: 'pre-deployment',
        gates: [
          { id: 'announcements', kind: 'checklist', checklist: 'announcements' },
          { id: 'rollback-plan', kind: 'checklist', checklist: 'rollbackPlan' },
        ],
      },
      { section: '§4.2', name: 'Canary Deployment', point: null, gates: [], soak: 'canary' },
      { section: '§4.3', name: 'Full Rollout', point: null, gates: [], soak: 'rollout' },
    ],
  },
  'post-release': {
    section: '§5',
    name: 'Post-Release',
    days: { from: 3, to: 4 },
    steps: [
      {
        section: '§5.1',
        name: 'Verification',
        point: 'post-release',
        gates: [{ id: 'verification', kind: 'checklist', checklist: 'verification' }],
      },
      {
        section: '§5.2',
        name: 'Communication',
        point: 'post-release',
        gates: [{ id: 'communication', kind: 'checklist', checklist: 'communication' }],
      },
      { section: '§5.3', name: 'Monitoring', point: 'post-release', gates: [], soak: 'watch' },
    ],
  },
}

/** A gate with the point at which it stands. */
export type StandingGate = ProcessGate & { readonly point: GatePoint }

/** The gates of the process in the order of its steps, each with where it stands. */
export const PROCESS_GATES: readonly StandingGate[] = PHASE_IDS.flatMap((id) => {
  return PHASES[id].steps.flatMap(({ point, gates }) =>
    point === null ? [] : gates.map((gate) => ({ ...gate, point })),
  )
})
