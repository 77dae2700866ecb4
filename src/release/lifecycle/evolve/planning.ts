import type { EventOf } from '../events.ts'
import { refuseImpossibleEvent } from '../impossible.ts'
import { addToSelection, deriveSelection, removeFromSelection, selectExactly } from '../rules/selection.ts'
import type { CutAsk, Place } from '../state.ts'
import { evolvePolicy } from './publication.ts'

/** §1.1 and §1.2: whatever changes what is taken leads back to planning, and a go for the old plan is gone with it. */
export function evolvePlanning(
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
    | 'BaseRolledBack'
  >,
): Place {
  const taken = deriveSelection(place)
  if (!taken)
    return event.type === 'PolicyTaken'
      ? evolvePolicy(place, event)
      : refuseImpossibleEvent(event, place.step)

  switch (event.type) {
    case 'PlanRequested':
      return startPlanning(place, event)
    case 'PickRequested':
      return startPlanning(place, { selection: addToSelection(taken, event.candidate), main: null })
    case 'PickDropped':
    case 'PickDeferred':
      return startPlanning(place, {
        selection: removeFromSelection(taken, event.candidate),
        main: getMain(place),
      })
    case 'PolicyTaken':
      return startPlanning(place, { selection: taken, main: getMain(place) })
    case 'BaseRolledBack':
      return startPlanning(place, { selection: taken, main: null })
    case 'Planned':
      if (place.step !== 'planning') return refuseImpossibleEvent(event, place.step)
      return { ...place, step: 'planned', plan: event.plan, selection: taken, cut: place.cut }
    case 'CutRequested':
      return evolveCut(place, event)
    case 'CutDeclined':
      if (place.step !== 'planned') return refuseImpossibleEvent(event, place.step)
      return { ...place, cut: { kind: 'not-asked' } }
    case 'BuildRequested':
      return startPicking(place, event)
  }
}

function startPlanning(
  place: Place,
  { selection, main }: Pick<EventOf<'PlanRequested'>, 'selection' | 'main'>,
): Place {
  return { phase: 'preparation', step: 'planning', selection, main, cut: getCut(place) }
}

/** A release that has a branch keeps it: what changes is built without another word. */
function getCut(place: Place): CutAsk {
  if (place.step === 'planning' || place.step === 'planned') return place.cut
  if (place.step === 'asking-to-cut') return approveAnyPlan(place.cut)
  return { kind: 'asked', by: null, expects: null }
}

function approveAnyPlan(cut: CutAsk): CutAsk {
  return cut.kind === 'asked' ? { ...cut, expects: null } : cut
}

function getMain(place: Place): string | null {
  return place.step === 'planning' ? place.main : place.plan.main
}

function evolveCut(place: Place, event: EventOf<'CutRequested'>): Place {
  if (place.step !== 'planning' && place.step !== 'planned') return refuseImpossibleEvent(event, place.step)
  const by = event.by.kind === 'person' ? event.by.person : null
  return { ...place, cut: { kind: 'asked', by, expects: event.expects } }
}

function startPicking(place: Place, event: EventOf<'BuildRequested'>): Place {
  if (place.step !== 'planned' && place.step !== 'asking-to-cut')
    return refuseImpossibleEvent(event, place.step)
  const { plan } = place
  const picks = selectExactly(plan).take.map((candidate) => ({
    candidate,
    became: { kind: 'waiting' } as const,
  }))
  return { phase: 'preparation', step: 'picking', plan, picks, head: null }
}
