import { CallEnd20Regular } from '@fluentui/react-icons/svg/call-end';
import { useTranslation } from 'react-i18next';
import { checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';

/** Ends a call with several others for all of them. A call with one other participant needs no more than *Hang up*. */
export const endForAll: CallFeature<{ availability: Availability }, void> = {
  name: 'endForAll',
  create({ call, tools, watch }) {
    watch(call, 'remoteParticipantsUpdated');
    return {
      read() {
        const isGroup = call.remoteParticipants.length > 1;
        return { availability: isGroup ? checkConnection(call, tools) : 'callKind' };
      },
      run: () => tools.live.endForEveryone(call),
    };
  },
};

export function EndForAllItem() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(endForAll);
  if (state.availability === 'callKind') return null;
  return (
    <MoreItem
      label={t('endForAll')}
      icon={<CallEnd20Regular />}
      pending={pending}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={run}
    />
  );
}
