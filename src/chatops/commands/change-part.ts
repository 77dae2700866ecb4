/** How commands name the change that they are about. */
export const CHANGE_PART = {
  term: 'CHANGE',
  about: '`#12`, or 7 or more digits of a commit; default on a pull request: that one',
} as const
