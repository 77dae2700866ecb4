import { EMERGENCIES } from '../../release/process/schedule.ts'

/** How `plan` and `cut` name the track of a release that they open. */
export const TRACK_PARTS = [
  { term: '--track TRACK', about: '`regular` (default), `security` or `emergency`' },
  {
    term: '--for EMERGENCY',
    about: `the kind of emergency: ${EMERGENCIES.map((each) => `\`${each}\``).join(', ')}`,
  },
] as const
