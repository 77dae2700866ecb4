import type { Place } from '../state.ts'
import type { Planned, Selection } from '../words.ts'

/** What is taken where a release stands now; null once its tag was asked for, when nothing can be taken or left. */
export function deriveSelection(place: Place): Selection | null {
  switch (place.step) {
    case 'planning':
    case 'planned':
    case 'asking-to-cut':
      return place.selection
    case 'picking':
    case 'bumping':
    case 'proposing':
    case 'testing':
    case 'drafting':
    case 'asking-to-tag':
      return selectExactly(place.plan)
    case 'tagging':
    case 'building':
    case 'delivering':
    case 'asking-to-publish':
    case 'publishing':
      return null
  }
}

/** The picks of a plan, and no other: what a branch is made of does not grow by itself. */
export function selectExactly(plan: Planned): Extract<Selection, { kind: 'exactly' }> {
  return { kind: 'exactly', take: plan.picks.map(({ candidate }) => candidate) }
}

/** With a change more. */
export function addToSelection(selection: Selection, candidate: string): Selection {
  const take = [...selection.take.filter((other) => other !== candidate), candidate]
  if (selection.kind === 'exactly') return { kind: 'exactly', take }

  return { ...selection, take, leave: selection.leave.filter((other) => other !== candidate) }
}

/** With a change less. */
export function removeFromSelection(selection: Selection, candidate: string): Selection {
  const take = selection.take.filter((other) => other !== candidate)
  if (selection.kind === 'exactly') return { kind: 'exactly', take }

  return { ...selection, take, leave: [...selection.leave.filter((other) => other !== candidate), candidate] }
}
