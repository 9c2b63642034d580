import { isPresent, type ParticipantSnapshot } from './snapshot.ts';

type ParticipantList = readonly ParticipantSnapshot[];

/** Makes `compute` run once for each list, and again after each change of the participants, which brings a new list. */
function computeOnce<Value extends object | string>(compute: (list: ParticipantList) => Value) {
  const values = new WeakMap<ParticipantList, Value>();
  return (list: ParticipantList): Value => {
    const value = values.get(list) ?? compute(list);
    values.set(list, value);
    return value;
  };
}

const indexById = computeOnce((list) => {
  const byId = new Map<string, ParticipantSnapshot>();
  // A user with two devices in the call is in the list twice, with the same id. The first entry counts.
  for (const participant of list) if (!byId.has(participant.id)) byId.set(participant.id, participant);
  return byId;
});

/** Finds a participant in an index, because dozens of components search the list after each change. */
export const findParticipant = (list: ParticipantList, rawId: string): ParticipantSnapshot | undefined =>
  indexById(list).get(rawId);

/** Joins the raw ids of those who are in the call to a text, which subscribers can compare: muting does not change it. */
export const joinPresentIds = computeOnce((list) =>
  list
    .filter(isPresent)
    .map(({ id }) => id)
    .join(' '),
);

export const splitIds = (joinedIds: string): readonly string[] =>
  joinedIds === '' ? [] : joinedIds.split(' ');
