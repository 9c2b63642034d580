import { makeStyles, Menu, MenuList, MenuPopover } from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../../calling/call/capability.ts';
import { useCapabilities, useFeature, useParticipant } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { plainButtonStyle } from '../../ui/plainButtonStyle.ts';
import { people, type ParticipantAction } from './people.ts';

const useStyles = makeStyles({
  popover: { minWidth: 0 },
  button: plainButtonStyle,
});

export interface OpenMenu {
  readonly rawId: string;
  readonly name: string;
  readonly button: HTMLElement;
}

interface PersonMenuButtonProps {
  /** The row's `t`: if each button fetched `t` again, a long list would open slower. */
  t: TFunction;
  rawId: string;
  name: string;
  isOpen: boolean;
  onOpen: (menu: OpenMenu) => void;
}

/** Opens the menu of one participant. It is a plain button, because a Fluent menu in each row makes scrolling slow. */
export function PersonMenuButton({ t, rawId, name, isOpen, onOpen }: PersonMenuButtonProps) {
  const styles = useStyles();
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={t('people.actions', { name })}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={({ currentTarget }) => onOpen({ rawId, name, button: currentTarget })}
    >
      <MoreHorizontal20Regular />
    </button>
  );
}

/** The open menu of one participant. An action that is not possible now says why. */
export function PersonMenu({ menu, onClose }: { menu: OpenMenu; onClose: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(people);
  const { rawId, name, button } = menu;
  const participant = useParticipant(rawId);
  const { muteTelephones } = useCapabilities();
  const spotlightAction = state.spotlightedIds.includes(rawId) ? 'unspotlight' : 'spotlight';
  const hasRaisedHand = state.raisedHandIds.includes(rawId);
  const actions: readonly (readonly [ParticipantAction, Availability])[] = [
    ['mute', state.muteAvailability],
    [spotlightAction, state.spotlightAvailability],
    ...(hasRaisedHand ? ([['lowerHand', state.lowerHandAvailability]] as const) : []),
    ['remove', state.removeAvailability],
  ];
  return (
    <Menu
      inline
      open={participant !== undefined}
      onOpenChange={(_event, { open }) => {
        // Only `PersonMenuButton` opens the menu.
        if (open) return;
        onClose();
        button.focus();
      }}
      positioning={{ autoSize: true, target: button }}
    >
      <MenuPopover className={styles.popover}>
        <MenuList>
          {actions.map(([kind, availability]) => {
            const isAlreadyMuted = kind === 'mute' && participant?.isMuted === true;
            const isTelephoneRefused = kind === 'mute' && !muteTelephones && rawId.startsWith('4:');
            const possible = isTelephoneRefused ? 'notSupported' : availability;
            const withheldReason = possible === 'yes' ? null : t(`unavailable.${possible}`);
            const mutedReason = isAlreadyMuted ? t('people.alreadyMuted') : null;
            return (
              <MoreItem
                key={kind}
                label={t(`people.${kind}`, { name })}
                pending={pending}
                unavailable={withheldReason ?? mutedReason}
                onClick={() => run({ kind, rawId })}
              />
            );
          })}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
