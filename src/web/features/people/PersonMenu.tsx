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

interface PersonMenuProps {
  rawId: string;
  name: string;
  isMuted: boolean;
}

/** The menu of actions on one participant. An action that is not possible now says why. */
export function PersonMenu({ rawId, name, isMuted }: PersonMenuProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(people);
  const spotlightAction = state.spotlightedIds.includes(rawId) ? 'unspotlight' : 'spotlight';
  const hasRaisedHand = state.raisedHandIds.includes(rawId);
  const actions: readonly (readonly [ParticipantAction, Availability])[] = [
    ['mute', state.muteAvailability],
    [spotlightAction, state.spotlightAvailability],
    ...(hasRaisedHand ? ([['lowerHand', state.lowerHandAvailability]] as const) : []),
    ['remove', state.removeAvailability],
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
          {actions.map(([kind, availability]) => {
            const alreadyMutedText = kind === 'mute' && isMuted ? t('people.alreadyMuted') : null;
            const reason = availability === 'yes' ? alreadyMutedText : t(`unavailable.${availability}`);
            return (
              <MenuItem key={kind} disabled={pending || reason !== null} onClick={() => run({ kind, rawId })}>
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
