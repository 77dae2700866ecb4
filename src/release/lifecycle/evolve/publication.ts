import type { EventOf } from '../events.ts'
import { refuseImpossibleEvent } from '../impossible.ts'
import type { Place } from '../state.ts'

type PublicationEvent = EventOf<
  | 'GateOpened'
  | 'GateShut'
  | 'NotesRequested'
  | 'NotesDrafted'
  | 'NotesEdited'
  | 'TagRequested'
  | 'Tagged'
  | 'ArtifactsStarted'
  | 'ArtifactVerified'
  | 'ArtifactsFailed'
  | 'PublishRequested'
>

/** §2 to §3.2: from green tests to a tag, its artifacts and the GitHub release. */
export function evolvePublication(place: Place, event: PublicationEvent): Place {
  switch (event.type) {
    case 'GateOpened':
      return evolveGate(place, event)
    case 'GateShut':
      return shut(place, event)
    case 'NotesRequested':
    case 'NotesDrafted':
    case 'NotesEdited':
      return evolveNotes(place, event)
    case 'TagRequested': {
      if (place.step !== 'asking-to-tag') return refuseImpossibleEvent(event, place.step)
      const { question, ...rest } = place
      return { ...rest, step: 'tagging', tagApprovals: event.approvals }
    }
    case 'Tagged':
      if (place.step !== 'tagging') return refuseImpossibleEvent(event, place.step)
      return { ...place, step: 'building', artifacts: [], run: null }
    case 'ArtifactsStarted':
    case 'ArtifactVerified':
    case 'ArtifactsFailed':
      return evolveBuilding(place, event)
    case 'PublishRequested': {
      if (place.step !== 'asking-to-publish') return refuseImpossibleEvent(event, place.step)
      const { question, ...rest } = place
      return { ...rest, step: 'publishing' }
    }
  }
}

/** Another policy may name other artifacts: what the build left behind is looked for anew. The tag is what it is for ever. */
export function evolvePolicy(place: Place, event: EventOf<'PolicyTaken'>): Place {
  if (place.step === 'building') return { ...place, run: null, artifacts: [] }
  if (place.step !== 'asking-to-publish') return refuseImpossibleEvent(event, place.step)

  const { question, ...rest } = place
  return { ...rest, step: 'building', run: null, artifacts: [] }
}

function evolveGate(place: Place, event: EventOf<'GateOpened'>): Place {
  if (event.gate === 'testing' && place.step === 'testing')
    return { ...place, phase: 'release-preparation', step: 'drafting' }
  if (event.gate === 'artifacts' && place.step === 'building') {
    const { run, ...rest } = place
    return { ...rest, step: 'asking-to-publish', question: { kind: 'to-ask' } }
  }
  return refuseImpossibleEvent(event, place.step)
}

/** A gate can shut again until the tag is asked for: then the commit is what it is for ever. */
function shut(place: Place, event: EventOf<'GateShut'>): Place {
  if (place.step !== 'drafting' && place.step !== 'asking-to-tag')
    return refuseImpossibleEvent(event, place.step)
  const { plan, picks, head } = place
  return { phase: 'testing', step: 'testing', plan, picks, head }
}

function evolveNotes(place: Place, event: EventOf<'NotesRequested' | 'NotesDrafted' | 'NotesEdited'>): Place {
  if (event.type === 'NotesRequested') {
    if (place.step !== 'asking-to-tag') return refuseImpossibleEvent(event, place.step)
    const { plan, picks, head } = place
    return { phase: 'release-preparation', step: 'drafting', plan, picks, head }
  }
  if (place.step === 'drafting') {
    if (event.type === 'NotesEdited') return refuseImpossibleEvent(event, place.step)
    return {
      ...place,
      step: 'asking-to-tag',
      notes: event.notes,
      text: event.text,
      question: { kind: 'to-ask' },
    }
  }
  if (!('notes' in place)) return refuseImpossibleEvent(event, place.step)
  return { ...place, notes: event.notes, text: event.text }
}

function evolveBuilding(
  place: Place,
  event: EventOf<'ArtifactsStarted' | 'ArtifactVerified' | 'ArtifactsFailed'>,
): Place {
  if (place.step !== 'building') return refuseImpossibleEvent(event, place.step)
  switch (event.type) {
    case 'ArtifactsStarted':
      return { ...place, run: event.run }
    case 'ArtifactVerified': {
      const { artifact, digest } = event
      return { ...place, artifacts: [...place.artifacts, { artifact, digest }] }
    }
    case 'ArtifactsFailed':
      return { ...place, run: null, artifacts: [] }
  }
}
