import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import type { EndedCall } from '../../calling/call/snapshot.ts';
import type { Target } from '../../calling/call/target.ts';
import { useTargetName } from '../../people/useTargetName.ts';

/** The words for a call that has ended. */
export interface EndedCallWords {
  /** The person, the people or the meeting that the call was with. */
  readonly name: string;
  /** How the call ended, for example "… declined the call". Some of these sentences do not contain the name. */
  readonly title: string;
  /** `null` when the SDK did not say whom the call was with. */
  readonly callBackTarget: Target | null;
}

/** Finds the words for a call that has ended. */
export function useEndedCall(ended: EndedCall): EndedCallWords {
  const { t } = useTranslation();
  const { other, target } = ended;
  const person = usePersonName(other);
  const name = useTargetName(target) || person || t('ended.someone');
  return {
    name,
    title: t(`ended.${kindOf(ended)}`, { name }),
    callBackTarget: target ?? (other === null ? null : { kind: 'people', rawIds: [other] }),
  };
}

/** The end reason 404 does not say what was not found: a person, a phone number or a meeting. The target does. */
function kindOf({ kind, other, target }: EndedCall): EndedCall['kind'] {
  if (kind !== 'noSuchPerson') return kind;
  if (target?.kind === 'meeting') return 'noSuchMeeting';
  return other?.startsWith('4:') ? 'noSuchNumber' : kind;
}
