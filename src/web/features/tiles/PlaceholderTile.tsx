import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { useCall } from '../../calling/react.tsx';
import { Tile } from './Tile.tsx';

const useStyles = makeStyles({
  message: {
    display: 'grid',
    placeContent: 'center',
    width: '100%',
    height: '100%',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
  },
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
  if (otherId === null && (isInLobby || hasConnected))
    return <Body1 className={styles.message}>{t(isInLobby ? 'call.inLobby' : 'call.nobodyElse')}</Body1>;
  // The other participant of a 1:1 call has left, and the call is about to end.
  if (hasConnected) return null;
  return <Tile name={name} label={t('call.tile', { name })} className={className} photo={photo} />;
}
