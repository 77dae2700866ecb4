/** Commands within a minute: of one person, and of all together. */
const MOST_OF_ONE = 10
const MOST_OF_ALL = 120
const SECONDS = 60

/** Returns whether somebody may say one more command now: everybody in a server can, and each one costs us work. */
export function openCommandLimit(now: () => number): (user: string) => boolean {
  let taken: { readonly user: string; readonly at: number }[] = []
  return (user) => {
    const at = now()
    taken = taken.filter((one) => at - one.at < SECONDS)
    const own = taken.filter((one) => one.user === user)
    if (own.length >= MOST_OF_ONE || taken.length >= MOST_OF_ALL) return false
    taken.push({ user, at })
    return true
  }
}
