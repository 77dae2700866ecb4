/** How a line that confirms a plan's unknowns is named: by the plan that it was drawn for. */
const PREFIX = 'confirm-'

/** The name of the line by which a person confirms all that is unknown of a plan. */
export function createConfirmItem(digest: string): string {
  return `${PREFIX}${digest.slice(0, 12)}`
}

/** The first digits of the plan that a line confirms; null for any other line. */
export function parseConfirmItem(item: string): string | null {
  return /^confirm-[0-9a-f]{12}$/.test(item) ? item.slice(PREFIX.length) : null
}
