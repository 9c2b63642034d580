import {
  Button,
  Caption1,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../../calling/call/capability.ts';
import { useFeature } from '../../calling/react.tsx';
import { people, type ParticipantAction } from './people.ts';

const useStyles = makeStyles({
  popover: { minWidth: 0 },
  reason: { display: 'block', color: tokens.colorNeutralForeground3, maxWidth: '220px' },
});

/** The actions on one participant. An action that is not possible says why. */
export function PersonMenu({ id, name, isMuted }: { id: string; name: string; isMuted: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(people);
  const spotlight = state.spotlit.includes(id) ? 'unspotlight' : 'spotlight';
  const hasHandUp = state.raised.includes(id);
  const actions: readonly (readonly [ParticipantAction, Availability])[] = [
    ['mute', state.canMute],
    [spotlight, state.canSpotlight],
    ...(hasHandUp ? ([['lowerHand', state.canLowerHands]] as const) : []),
    ['remove', state.canRemove],
  ];
  return (
    <Menu inline positioning={{ autoSize: true }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<MoreHorizontal20Regular />}
          aria-label={t('people.actions', { name })}
        />
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList>
          {actions.map(([kind, can]) => {
            const already = kind === 'mute' && isMuted ? t('people.alreadyMuted') : null;
            const reason = can === 'yes' ? already : t(`unavailable.${can}`);
            return (
              <MenuItem key={kind} disabled={pending || reason !== null} onClick={() => run({ kind, id })}>
                {t(`people.${kind}`, { name })}
                {reason !== null && <Caption1 className={styles.reason}>{reason}</Caption1>}
              </MenuItem>
            );
          })}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
