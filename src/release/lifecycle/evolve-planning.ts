import type { EventOf } from './events.ts'
import { afterPolicy } from './evolve-publication.ts'
import { impossible } from './impossible.ts'
import { exactly, selectionOf, without, withTaken } from './selection.ts'
import type { CutAsk, Place } from './state.ts'

/** §1.1 and §1.2: whatever changes what is taken leads back to planning, and a go for the old plan is gone with it. */
export function afterPlanning(
  place: Place,
  event: EventOf<
    | 'PlanRequested'
    | 'Planned'
    | 'CutRequested'
    | 'CutDeclined'
    | 'BuildRequested'
    | 'PickRequested'
    | 'PickDropped'
    | 'PickDeferred'
    | 'PolicyTaken'
  >,
): Place {
  const taken = selectionOf(place)
  if (!taken) return event.type === 'PolicyTaken' ? afterPolicy(place, event) : impossible(event, place.step)

  switch (event.type) {
    case 'PlanRequested':
      return planning(place, event)
    case 'PickRequested':
      return planning(place, { selection: withTaken(taken, event.candidate), main: null })
    case 'PickDropped':
    case 'PickDeferred':
      return planning(place, { selection: without(taken, event.candidate), main: mainOf(place) })
    case 'PolicyTaken':
      return planning(place, { selection: taken, main: mainOf(place) })
    case 'Planned':
      if (place.step !== 'planning') return impossible(event, place.step)
      return { ...place, step: 'planned', plan: event.plan, selection: taken, cut: place.cut }
    case 'CutRequested':
      return afterCut(place, event)
    case 'CutDeclined':
      if (place.step !== 'planned') return impossible(event, place.step)
      return { ...place, cut: { kind: 'not-asked' } }
    case 'BuildRequested':
      return picking(place, event)
  }
}

function planning(
  place: Place,
  { selection, main }: Pick<EventOf<'PlanRequested'>, 'selection' | 'main'>,
): Place {
  return { phase: 'preparation', step: 'planning', selection, main, cut: cutOf(place) }
}

/** A release that has a branch keeps it: what changes is built without another word. */
function cutOf(place: Place): CutAsk {
  if (place.step === 'planning' || place.step === 'planned') return place.cut
  if (place.step === 'asking-to-cut') return anyPlan(place.cut)
  return { kind: 'asked', by: null, expects: null }
}

function anyPlan(cut: CutAsk): CutAsk {
  return cut.kind === 'asked' ? { ...cut, expects: null } : cut
}

function mainOf(place: Place): string | null {
  return place.step === 'planning' ? place.main : place.plan.main
}

function afterCut(place: Place, event: EventOf<'CutRequested'>): Place {
  if (place.step !== 'planning' && place.step !== 'planned') return impossible(event, place.step)
  const by = event.by.kind === 'person' ? event.by.person : null
  return { ...place, cut: { kind: 'asked', by, expects: event.expects } }
}

function picking(place: Place, event: EventOf<'BuildRequested'>): Place {
  if (place.step !== 'planned' && place.step !== 'asking-to-cut') return impossible(event, place.step)
  const { plan } = place
  const picks = exactly(plan).take.map((candidate) => ({ candidate, became: { kind: 'waiting' } as const }))
  return { phase: 'preparation', step: 'picking', plan, picks, head: null }
}
