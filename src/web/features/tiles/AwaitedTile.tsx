import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCall } from '../../calling/react.tsx';
import { Tile } from './Tile.tsx';

const useStyles = makeStyles({
  alone: {
    display: 'grid',
    placeContent: 'center',
    width: '100%',
    height: '100%',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
  },
});

/** The tile of the callee before the SDK lists them; in a meeting, a text that says why nobody is there. */
export function AwaitedTile({ className }: { className: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const other = useCall((call) => call.other);
  const state = useCall((call) => call.state);
  const connectedAt = useCall((call) => call.connectedAt);
  const name = usePersonName(other);
  if (other === null && (state === 'InLobby' || connectedAt !== null))
    return (
      <Body1 className={styles.alone}>{t(state === 'InLobby' ? 'call.inLobby' : 'call.nobodyElse')}</Body1>
    );
  // The other participant has left, and the call is about to end.
  if (connectedAt !== null) return null;
  return <Tile name={name} label={t('call.tile', { name })} className={className} />;
}
