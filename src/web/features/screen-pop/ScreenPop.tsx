import { makeStyles } from '@fluentui/react-components';
import { Open20Regular, Open24Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import { useShowsCaller } from '../../caller/useShowsCaller.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useSession } from '../../calling/react.tsx';
import { useLookUp } from '../../integration/useLookUp.ts';
import { onWidestToolbar } from '../../ui/callWidth.ts';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { LargeControl } from '../../ui/LargeControl.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';

/** Opens the other person's page in the company's own system. It reads nothing from the SDK and has no command. */
export const screenPop: CallFeature<object> = { name: 'screenPop', create: () => ({ read: () => ({}) }) };

const useStyles = makeStyles({
  control: { display: 'none', [onWidestToolbar]: { display: 'contents' } },
  inMore: { display: 'contents', [onWidestToolbar]: { display: 'none' } },
});

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

/** *Look up* in a call with video. The caller's page has a button instead. */
export function LookUpButton() {
  const { t } = useTranslation();
  const styles = useStyles();
  const lookUp = useLookUpOther();
  const hasLargeButton = useShowsCaller();
  if (lookUp === null || hasLargeButton) return null;
  return (
    <div className={styles.control} data-first-control>
      <ControlButton label={t('integration.lookUp')} icon={<Open24Regular />} onClick={lookUp} />
    </div>
  );
}

/** In the menu *More* of a toolbar that has no room for the button. */
export function LookUpItem() {
  const { t } = useTranslation();
  const styles = useStyles();
  const lookUp = useLookUpOther();
  const hasLargeButton = useShowsCaller();
  if (lookUp === null || hasLargeButton) return null;
  return (
    <div className={styles.inMore}>
      <MoreItem label={t('integration.lookUp')} icon={<Open20Regular />} onClick={lookUp} />
    </div>
  );
}
