/** Says that an environment is locked or unlocked now, as Markdown. */
export function describeLocked({
  name,
  environment,
}: {
  readonly name: 'lock' | 'unlock'
  readonly environment: string
}): string {
  return name === 'lock'
    ? `Locked \`${environment}\`. No release changes it until someone says \`/release unlock ${environment} because …\`.`
    : `Unlocked \`${environment}\`.`
}
