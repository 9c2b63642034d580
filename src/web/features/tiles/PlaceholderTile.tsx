import { makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { People24Regular } from '@fluentui/react-icons/svg/people';
import { PersonClock24Regular } from '@fluentui/react-icons/svg/person-clock';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { useCall } from '../../calling/react.tsx';
import { Tile } from './Tile.tsx';

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
});

/**
 * Fills the area of the tiles while the SDK lists no other participant. In a call that the user has placed, it shows the tile of
 * the callee. In a meeting, it says why nobody else is there.
 */
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
