import { Open20Regular, Open24Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import { useHidesCaller, useShowsCaller } from '../../caller/useShowsCaller.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useSession } from '../../calling/react.tsx';
import { useLookUp } from '../../integration/useLookUp.ts';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { LargeControl } from '../../ui/LargeControl.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { FirstButton, RestItem, TakingButton } from '../../ui/SpareControl.tsx';

/** Opens the other person's page in the company's own system. It reads nothing from the SDK and has no command. */
export const screenPop: CallFeature<object> = { name: 'screenPop', create: () => ({ read: () => ({}) }) };

/** @returns what a press does; `null` if `config.json` names no address */
function useLookUpOther(): (() => void) | null {
  const lookUp = useLookUp();
  const session = useSession();
  if (lookUp === null) return null;
  return () => {
    const { other, otherName, via, companyCall } = session.call.get();
    lookUp({ rawId: other, displayName: otherName, via, companyCall });
  };
}

/** *Look up* on the caller's page. */
export function LargeLookUpButton() {
  const { t } = useTranslation();
  const lookUp = useLookUpOther();
  return (
    lookUp && (
      <LargeControl
        label={t('integration.lookUp')}
        icon={<Open20Regular />}
        unavailable={null}
        onClick={lookUp}
      />
    )
  );
}

function PlainLookUpButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return <ControlButton label={t('integration.lookUp')} icon={<Open24Regular />} onClick={onClick} />;
}

/** *Look up* in a call with video. The caller's page has a button instead. */
export function FirstLookUpButton() {
  const lookUp = useLookUpOther();
  const hasLargeButton = useShowsCaller();
  if (lookUp === null || hasLargeButton) return null;
  return (
    <FirstButton from="widest">
      <PlainLookUpButton onClick={lookUp} />
    </FirstButton>
  );
}

/** The button on a toolbar without room at its start. */
export function LookUpButton() {
  const lookUp = useLookUpOther();
  const hasLostPage = useHidesCaller();
  if (lookUp === null || !hasLostPage) return null;
  return (
    <TakingButton place="wideSecond">
      <PlainLookUpButton onClick={lookUp} />
    </TakingButton>
  );
}

/** In the menu *More* of a toolbar that has no room for the button. */
export function LookUpItem() {
  const { t } = useTranslation();
  const lookUp = useLookUpOther();
  const hasLargeButton = useShowsCaller();
  const hasLostPage = useHidesCaller();
  if (lookUp === null || hasLargeButton) return null;
  return (
    <RestItem place={hasLostPage ? 'wide' : 'widest'}>
      <MoreItem label={t('integration.lookUp')} icon={<Open20Regular />} onClick={lookUp} />
    </RestItem>
  );
}
