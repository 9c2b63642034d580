import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import type { EndedCall } from '../../calling/call/snapshot.ts';
import type { Target } from '../../calling/call/target.ts';
import { useTargetName } from '../../people/useTargetName.ts';

/** How a call ended, in words. */
export interface Ending {
  /** Whom or what the call was with. */
  readonly name: string;
  /** What happened, for example "… declined the call"; not every sentence has the name in it. */
  readonly title: string;
  /** Where to call again; `null` when nobody knows who it was. */
  readonly again: Target | null;
}

export function useEnding(ended: EndedCall): Ending {
  const { t } = useTranslation();
  const { other, target } = ended;
  const person = usePersonName(other);
  const name = useTargetName(target) || person || t('ended.someone');
  return {
    name,
    title: t(`ended.${kindOf(ended)}`, { name }),
    again: target ?? (other === null ? null : { kind: 'people', rawIds: [other] }),
  };
}

/** 404 has one sub-code for all that does not exist: what was called says which it was. */
function kindOf({ kind, other, target }: EndedCall): EndedCall['kind'] {
  if (kind !== 'noSuchPerson') return kind;
  if (target?.kind === 'meeting') return 'noSuchMeeting';
  return other?.startsWith('4:') ? 'noSuchNumber' : kind;
}
