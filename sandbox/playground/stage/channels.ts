/** Slack's channels of the stage, each for one audience; private where it names who reads there. */
export const CHANNELS = [
  { name: 'releases', members: null },
  { name: 'customers', members: null },
  { name: 'security', members: ['ada', 'grace'] },
] as const
