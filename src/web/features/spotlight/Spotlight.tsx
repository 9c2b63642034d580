import { createIdentifierFromRawId, getIdentifierRawId } from '@azure/communication-common';
import { Button } from '@fluentui/react-components';
import { VideoPersonSparkle20Regular } from '@fluentui/react-icons/svg/video-person-sparkle';
import { useTranslation } from 'react-i18next';
import { isRunning } from '../../calling/call/callState.ts';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';

/**
 * The user's own spotlight, in group calls and meetings: everybody sees the user large. `run` starts or ends it. Only some roles
 * may start a spotlight, but every user may end their own. The panel *People* starts and ends those of the others.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export const spotlight: CallFeature<{ isOn: boolean; availability: Availability }, void> = {
  name: 'spotlight',
  create({ call, tools, watch }) {
    const sdkFeature = call.feature(tools.sdk.Features.Spotlight);
    const onlySelf = [createIdentifierFromRawId(tools.ownId)];
    const isInSpotlight = () =>
      isRunning(call) &&
      sdkFeature
        .getSpotlightedParticipants()
        .some(({ identifier }) => getIdentifierRawId(identifier) === tools.ownId);
    watch(sdkFeature, 'spotlightChanged');
    return {
      read() {
        const isOn = isInSpotlight();
        return { isOn, availability: isOn ? 'yes' : checkCapability(call, tools, 'spotlightParticipant') };
      },
      run: () => (isInSpotlight() ? sdkFeature.stopSpotlight(onlySelf) : sdkFeature.startSpotlight(onlySelf)),
    };
  },
};

/** Starts or ends the user's spotlight. A 1:1 call has no spotlight, so its menu has no such entry. */
export function SpotlightItem() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(spotlight);
  if (state.availability === 'callKind') return null;
  return (
    <MoreItem
      label={t(state.isOn ? 'spotlight.off' : 'spotlight.on')}
      icon={<VideoPersonSparkle20Regular />}
      pending={pending}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={run}
    />
  );
}

/** Tells the user that everybody sees the user large, with a button that ends the spotlight. */
export function SpotlightBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(spotlight);
  if (!state.isOn) return null;
  return (
    <Banner icon={<VideoPersonSparkle20Regular />}>
      {t('spotlight.isOn')}
      <Button size="small" disabledFocusable={pending} onClick={() => run()}>
        {t('spotlight.off')}
      </Button>
    </Banner>
  );
}
