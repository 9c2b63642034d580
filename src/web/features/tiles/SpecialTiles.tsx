import {
  makeStyles,
  Subtitle1,
  tokens,
  createFocusOutlineStyle,
  mergeClasses,
  typographyStyles,
} from '@fluentui/react-components';
import { People24Regular } from '@fluentui/react-icons/svg/people';
import { PersonClock24Regular } from '@fluentui/react-icons/svg/person-clock';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { useCall } from '../../calling/react.tsx';
import { Tile } from './Tile.tsx';
import { usePanel } from '../../ui/Panel.tsx';

const useStyles = makeStyles({
  message: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalL,
    width: '100%',
    height: '100%',
    textAlign: 'center',
    color: tokens.colorNeutralForeground1,
  },
  icon: { width: '48px', height: '48px' },
  text: { margin: 0, maxWidth: '320px' },
  // Unlike a name, the text of `HiddenCountTile` must wrap instead of being cut off.
  tile: { '& bdi': { whiteSpace: 'normal' } },
  // Covers the whole tile. The padding keeps the number above the text below, even in a tile of little height.
  button: {
    position: 'absolute',
    inset: 0,
    paddingBottom: '24px',
    border: 'none',
    borderRadius: 'inherit',
    backgroundColor: tokens.colorTransparentBackground,
    color: tokens.colorNeutralForeground1,
    cursor: 'pointer',
    ...typographyStyles.title3,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ...createFocusOutlineStyle(),
  },
});

/** While the SDK lists no other participant, shows the callee, or says why a meeting is empty. */
export function PlaceholderTile({ className }: { className: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const otherId = useCall((call) => call.other);
  const state = useCall((call) => call.state);
  const connectedAt = useCall((call) => call.connectedAt);
  const name = usePersonName(otherId);
  const photo = usePhoto(otherId, 96);
  const isInLobby = state === 'InLobby';
  const hasConnected = connectedAt !== null;
  const Icon = isInLobby ? PersonClock24Regular : People24Regular;
  // The user waits in a meeting's lobby, or nobody else is in the meeting.
  if (otherId === null && (isInLobby || hasConnected))
    return (
      <div className={styles.message}>
        <Icon aria-hidden className={styles.icon} />
        <Subtitle1 as="p" align="center" className={styles.text}>
          {t(isInLobby ? 'call.inLobby' : 'call.nobodyElse')}
        </Subtitle1>
      </div>
    );
  // The other participant of a 1:1 call has left, and the call is about to end.
  if (hasConnected) return null;
  return <Tile name={name} label={t('call.tile', { name })} className={className} photo={photo} />;
}

/** The name of the feature that has the panel *People*. It is repeated here, because features must not import each other. */
const peoplePanel = 'people';

/** Says how many participants have no tile of their own. A press opens or closes the panel *People*. */
export function HiddenCountTile({ count, className }: { count: number; className: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { name: openPanelName, togglePanel } = usePanel();
  if (count === 0) return null;
  const name = t('layout.hidden', { count });
  const countText = `+${count}`;
  const isOpen = openPanelName === peoplePanel;
  return (
    <Tile name={name} label={name} className={mergeClasses(styles.tile, className)}>
      <button
        type="button"
        className={styles.button}
        // Users of voice control say what they see, so the accessible name contains the number.
        aria-label={`${countText} ${t('layout.showHidden')}`}
        aria-expanded={isOpen}
        onClick={() => togglePanel(peoplePanel)}
      >
        <bdi dir="ltr">{countText}</bdi>
      </button>
    </Tile>
  );
}
