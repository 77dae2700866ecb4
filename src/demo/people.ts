import type { Person } from '../release/candidate.ts'

/** The people of the demo product. None of them exists: `example` is nobody's domain. */
export const ADA: Person = { name: 'Ada Reyes', email: 'ada@godel.example' }
export const INES: Person = { name: 'Ines Berg', email: 'ines@godel.example' }
export const MATEO: Person = { name: 'Mateo Silva', email: 'mateo@godel.example' }
export const NOOR: Person = { name: 'Noor Haddad', email: 'noor@godel.example' }

/** Who commits what is merged on the web page. */
export const FORGE: Person = { name: 'GitHub', email: 'noreply@github.example' }
